import Circuits
import Core

/// Reads classical bits off the probabilities of basis states.
struct FinalReading {
  private let program: Program
  /// The classical bits that no final measurement writes.
  private let start: [Bool]

  init(_ program: Program, start: [Bool]? = nil) {
    self.program = program
    self.start = start ?? Array(repeating: false, count: program.circuit.clbitCount)
  }

  /// Draws the final bits of `shots`.
  func sample(_ shots: [Shot], _ probabilities: [Double], into histogram: inout Histogram) {
    if program.readouts.isEmpty { return histogram.add(start, count: shots.count) }
    let reader = ReadoutReader(program.readouts, wireOf: Array(0..<program.circuit.qubitCount), start: start)
    var shots = shots
    let draws = shots.indices.map { shots[$0].unit() }
    let sampler = SortedSampler(probabilities)
    if program.readouts.allSatisfy({ $0.error.isNone }) {
      sampler.sample(sorted: SortedDraws.sorted(draws)) { reader.read($0, count: $2 - $1, into: &histogram) }
    } else {
      let order = shots.indices.sorted { draws[$0] < draws[$1] }
      sampler.sample(sorted: order.map { draws[$0] }) { place, first, end in
        for index in first..<end { reader.read(place, &shots[order[index]], into: &histogram) }
      }
    }
  }

  /// Probabilities by key, errors of reading included; nil for too many qubits or bits.
  func exact(_ probabilities: [Double]) -> [String: Double]? {
    let width = program.circuit.clbitCount
    guard program.circuit.qubitCount <= ExactDistribution.mostBits, width <= ExactDistribution.mostBits, width > 0 else {
      return nil
    }
    let key = start.enumerated().reduce(0) { $1.element ? $0 | 1 << $1.offset : $0 }
    return ExactDistribution.listed(ExactDistribution.table(program, probabilities, start: key), width: width)
  }
}

/// Draws from a list of probabilities that sum to 1.
struct SortedSampler {
  private let probabilities: [Double]

  init(_ probabilities: [Double]) { self.probabilities = probabilities }

  /// Calls `body(index, first, end)` for each outcome drawn by numbers of [0, 1) in ascending order.
  func sample(sorted draws: [Double], _ body: (UInt64, Int, Int) -> Void) {
    var next = 0, sum = 0.0, last = 0
    for (index, probability) in probabilities.enumerated() where probability > 0 {
      sum += probability
      last = index
      let first = next
      while next < draws.count, draws[next] < sum { next += 1 }
      if next > first { body(UInt64(index), first, next) }
      if next == draws.count { return }
    }
    // Rounding may leave numbers just below 1.
    body(UInt64(last), next, draws.count)
  }
}
