import Core

/// How far a run is: what it read from its states, how many steps it took, and what its states hold.
///
/// Together with the circuit and the options these fix everything else, because what a run does next depends on nothing
/// but its random numbers, which follow from the seed, and on what it read.
///
/// In a file, numbers little-endian: `PXMCKPT1`, the run's identity (32 bytes), nine words (method, tree, trees, steps,
/// item, and how many reads, sums, bytes of states and states follow), the reads, the sums, ordinal and size of each state,
/// the states as they lie in memory, CRC-64 of all that.
struct Checkpoint: Equatable {
  static let magic = Array("PXMCKPT1".utf8)
  static let words = 9
  /// Bytes in front of the reads.
  static let prefix = magic.count + 32 + 8 * words

  /// A state in memory; the ordinal counts states as they are made.
  struct Kept: Equatable {
    var ordinal: Int
    var bytes: Int
  }

  var identity: [UInt8]
  var method: Method
  var tree: Int
  var trees: Int
  /// Steps that are wholly done.
  var steps: Int
  /// Blocks of the next step that are done.
  var item: Int
  /// Bit patterns of the numbers read.
  var reads: [UInt64]
  /// What was counted so far.
  var sums: [UInt64]
  var states: [Kept]

  /// The words in front of the states.
  var head: [UInt64] {
    let method = Method.allCases.firstIndex(of: method) ?? 0
    let fixed = [
      method, tree, trees, steps, item, reads.count, sums.count, states.reduce(0) { $0 + $1.bytes }, states.count,
    ]
    return fixed.map { UInt64($0) } + reads + sums + states.flatMap { [UInt64($0.ordinal), UInt64($0.bytes)] }
  }

  /// Reads back `head`, whose length must fit exactly; nil where it is none.
  init?(identity: [UInt8], head: [UInt64]) {
    guard head.count >= Self.words, head.prefix(Self.words).allSatisfy({ $0 < 1 << 48 }) else { return nil }
    let fixed = head.prefix(Self.words).map { Int($0) }
    let (reads, sums, states) = (fixed[5], fixed[6], fixed[8])
    guard fixed[0] < Method.allCases.count, head.count == Self.words + reads + sums + 2 * states else { return nil }
    self.identity = identity
    method = Method.allCases[fixed[0]]
    (tree, trees, steps, item) = (fixed[1], fixed[2], fixed[3], fixed[4])
    var rest = head.dropFirst(Self.words)
    self.reads = Array(rest.prefix(reads))
    rest = rest.dropFirst(reads)
    self.sums = Array(rest.prefix(sums))
    let pairs = Array(rest.dropFirst(sums))
    guard pairs.allSatisfy({ $0 < 1 << 48 }) else { return nil }
    self.states = (0..<states).map { Kept(ordinal: Int(pairs[2 * $0]), bytes: Int(pairs[2 * $0 + 1])) }
    guard self.states.reduce(0, { $0 + $1.bytes }) == fixed[7] else { return nil }
  }

  init(
    identity: [UInt8], method: Method, tree: Int, trees: Int, steps: Int, item: Int, reads: [UInt64], sums: [UInt64],
    states: [Kept]
  ) {
    self.identity = identity
    self.method = method
    (self.tree, self.trees, self.steps, self.item) = (tree, trees, steps, item)
    (self.reads, self.sums, self.states) = (reads, sums, states)
  }

  /// Why a checkpoint is not taken, or could not be kept.
  enum Fault: Error, Equatable {
    case absent
    /// Not whole, or not as it was written.
    case damaged(String)
    /// Of another circuit, other options or another number of threads.
    case foreign
    case cannotWrite(String)
    /// The run goes on, or was aborted, before all was written or read.
    case interrupted
  }
}
