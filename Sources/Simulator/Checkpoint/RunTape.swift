import Core

/// What one tree of shots did, so that it can be kept in a file and done again up to there without touching a state.
///
/// A run that goes on begins anew, but skips the steps that were done and is told the numbers that were read; where the
/// tape ends, its states are loaded. Used by the thread that simulates alone.
final class RunTape {
  private let spot: CheckpointSpot
  private let control: RunControl
  private let method: Method
  private let tree: Int
  private let trees: Int
  private var steps = 0
  private var reads: [UInt64] = []
  /// The states that live, by ordinal.
  private var states: [Int: (memory: UnsafeMutableRawPointer, bytes: Int)] = [:]
  private var made = 0
  /// What is to be reached before anything is done; nil where it was, or nothing was kept.
  private var goal: Checkpoint?
  /// How deep inside a read or a leaf: what is read there is not noted.
  private var depth = 0
  /// The wish that was last fulfilled.
  private var wish: Int
  /// The same of wishes other than a pause.
  private var request: Int
  private var times = CheckpointTimes()

  /// What was counted so far, in words, and how it is put back.
  var save: () -> [UInt64] = { [] }
  var restore: ([UInt64]) -> Bool = { $0.isEmpty }

  /// The tape of tree `tree` of `trees`; goes on from what is kept at `spot`, unless that `isFresh` or does not fit.
  init(
    _ spot: CheckpointSpot, _ control: RunControl, _ method: Method, tree: Int = 0, trees: Int = 1, isFresh: Bool = false
  ) throws(SimulatorError) {
    self.spot = spot
    self.control = control
    self.method = method
    self.tree = tree
    self.trees = trees
    wish = control.wish
    request = control.request
    control.isKept = true
    if !isFresh { goal = try kept() }
  }

  private var path: String { spot.path(tree: trees == 1 ? 0 : tree + 1) }

  private func kept() throws(SimulatorError) -> Checkpoint? {
    let refusal: String
    do throws(Checkpoint.Fault) {
      let found = try CheckpointReader(path: path) { !self.control.isAborted }.verified(identity: spot.identity)
      if found.method == method, found.tree == tree, found.trees == trees {
        control.tell("goes on from the checkpoint after \(found.steps) steps")
        return found
      }
      refusal = "is of another method or number of threads"
    } catch {
      switch error {
      case .absent: return nil
      case .interrupted: throw .aborted
      case .damaged(let why): refusal = "is damaged: \(why)"
      case .foreign: refusal = "is of another circuit or of other options"
      case .cannotWrite(let why): refusal = why
      }
    }
    control.tell("the checkpoint \(refusal); the run begins anew")
    return nil
  }

  /// What `body` gives with the tape of a tree, or without one where nothing is to be kept; once more from the beginning
  /// where what was kept does not fit.
  static func with<Found>(
    _ options: SimulationOptions, _ control: RunControl, _ method: Method, tree: Int = 0, trees: Int = 1,
    _ body: (RunTape?) throws(SimulatorError) -> Found
  ) throws(SimulatorError) -> Found {
    guard let spot = options.checkpoint else { return try body(nil) }
    do throws(SimulatorError) {
      return try body(try RunTape(spot, control, method, tree: tree, trees: trees))
    } catch {
      guard error.code == unfit.code else { throw error }
      control.tell("the checkpoint is of another version of the program; the run begins anew")
      return try body(try RunTape(spot, control, method, tree: tree, trees: trees, isFresh: true))
    }
  }

  // MARK: States

  func add(_ memory: UnsafeMutableRawPointer, _ bytes: Int) -> Int {
    made += 1
    states[made] = (memory, bytes)
    return made
  }

  func forget(_ ordinal: Int) { states[ordinal] = nil }

  // MARK: What the run does

  /// Changes states by `body(worker, item)` for every item below `items`.
  func step(_ items: Int, _ pool: WorkerPool, _ body: (Int, Int) -> Void) throws(SimulatorError) {
    let from = goal?.item ?? 0
    if try skips(step: true) {
      steps += 1
      return
    }
    try serve()
    try pool.run(items, from: from, control: control, stopped: stopped, body)
    steps += 1
  }

  /// The number that `value` reads from a state.
  func read(_ value: () throws(SimulatorError) -> Double) throws(SimulatorError) -> Double {
    if depth > 0 { return try value() }
    if let goal, try skips(step: false) {
      let known = goal.reads[reads.count]
      reads.append(known)
      return Double(bitPattern: known)
    }
    depth += 1
    defer { depth -= 1 }
    try serve()
    let result = try value()
    reads.append(result.bitPattern)
    return result
  }

  /// A way's end: `body` reads final states and adds to what is counted in one go at its end, but changes no state.
  func leaf(_ body: () throws(SimulatorError) -> Void) throws(SimulatorError) {
    if try skips(step: true) {
      steps += 1
      return
    }
    depth += 1
    defer { depth -= 1 }
    try serve()
    try control.check()
    try body()
    steps += 1
  }

  /// Waits while paused, with the state on disk; throws once aborted.
  func check() throws(SimulatorError) {
    if goal != nil { noticePause() } else if control.flag.pointee != 0 { try stopped(0) }
    try control.check()
  }

  /// Whether what comes was done before; where the tape ends, the states are loaded.
  private func skips(step: Bool) throws(SimulatorError) -> Bool {
    guard let goal, depth == 0 else { return false }
    noticePause()
    try control.check()
    if steps < goal.steps || reads.count < goal.reads.count {
      guard step ? steps < goal.steps : reads.count < goal.reads.count else { throw Self.unfit }
      return true
    }
    guard Set(goal.states.map(\.ordinal)) == Set(states.keys), restore(goal.sums) else {
      throw Self.unfit
    }
    var memory: [UnsafeMutableRawPointer] = []
    for kept in goal.states {
      guard let state = states[kept.ordinal], state.bytes == kept.bytes else { throw Self.unfit }
      memory.append(state.memory)
    }
    do throws(Checkpoint.Fault) {
      try CheckpointReader(path: path) { !self.control.isAborted }.load(goal, into: memory)
    } catch {
      throw error == .interrupted ? .aborted : Self.unfit
    }
    self.goal = nil
    return false
  }

  /// Says, of a run that is on its way to where it stood, that it is paused: its state is on disk still.
  private func noticePause() {
    guard control.wish != wish else { return }
    wish = control.wish
    if control.isPaused { control.tell(Self.isOnDisk) }
  }

  // MARK: What is kept

  /// Called wherever the work stands still with `item` blocks of the next step done.
  func stopped(_ item: Int) throws(SimulatorError) {
    guard goal == nil, !control.isAborted, control.wish != wish else { return }
    wish = control.wish
    // Whoever paused the run and let it go on meanwhile does not wait for the disk.
    guard control.isPaused || control.request != request else { return }
    request = control.request
    keep(item)
  }

  /// Keeps what was wished for, or has not been kept for long.
  private func serve() throws(SimulatorError) {
    if control.wish != wish { try stopped(0) }
    if times.isDue { keep(0) }
  }

  private func keep(_ item: Int) {
    let wasPaused = control.isPaused
    let live = states.sorted { $0.key < $1.key }
    let checkpoint = Checkpoint(
      identity: spot.identity, method: method, tree: tree, trees: trees, steps: steps, item: item, reads: reads,
      sums: save(), states: live.map { Checkpoint.Kept(ordinal: $0.key, bytes: $0.value.bytes) })
    spot.makeFolder()
    let begin = times.now
    let control = control
    let writer = CheckpointWriter(path: path) { !control.isAborted && (!wasPaused || control.isPaused) }
    do throws(Checkpoint.Fault) {
      try writer.write(checkpoint, live.map { UnsafeRawPointer($0.value.memory) })
      if wasPaused { control.tell(Self.isOnDisk) }
    } catch {
      if case .cannotWrite(let why) = error {
        control.tell((wasPaused ? "paused in memory only: " : "no checkpoint: ") + why)
      }
    }
    times.wrote(since: begin)
  }

  private static let isOnDisk = "paused; the state is kept on disk and survives a restart"
  /// The tape is not of this program's run: it is to begin anew.
  static let unfit = SimulatorError("checkpoint_unfit", "the checkpoint does not fit this run", exit: .failed)
}

/// When a run that nobody pauses keeps its state: seldom enough that it costs at most a twentieth of the time.
private struct CheckpointTimes {
  private static let interval = 300.0
  private let clock = SystemTime()
  private var last: Instant
  private var took = 0.0

  init() { last = clock.now }

  var now: Instant { clock.now }
  var isDue: Bool { clock.now.seconds(since: last) > max(Self.interval, 20 * took) }

  mutating func wrote(since begin: Instant) {
    last = clock.now
    took = last.seconds(since: begin)
  }
}
