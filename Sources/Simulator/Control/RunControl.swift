import Glibc
import Synchronization

/// What somebody outside holds to pause, resume or abort a run; safe from any thread.
public final class RunControl: @unchecked Sendable {
  // `flag` is written under `state`'s lock and read by workers as an aligned 32-bit number.
  let flag: UnsafeMutablePointer<Int32>
  private let state = Mutex(State())
  /// Where runs of whole states keep checkpoints, an absolute path; nil: nowhere.
  public let checkpoints: String?
  private let heard = Mutex<(@Sendable (String) -> Void)?>(nil)
  private let wishes = Atomic<Int>(0)
  private let requests = Atomic<Int>(0)

  private struct State {
    enum Phase { case running, paused, aborted }
    var phase = Phase.running
    /// Who wants to know of an abort.
    var listeners: [@Sendable () -> Void] = []
    var leavesCheckpoint = false
    /// Whether the run at work keeps checkpoints.
    var isKept = false
  }

  public init(checkpoints: String? = nil) {
    self.checkpoints = checkpoints
    flag = .allocate(capacity: 1)
    flag.initialize(to: 0)
  }

  deinit { flag.deallocate() }

  /// Holds the run at the next border of a block, within milliseconds; its state is kept on disk where `checkpoints` says.
  public func pause() {
    state.withLock {
      guard $0.phase == .running else { return }
      $0.phase = .paused
      wishes.add(1, ordering: .relaxed)
      flag.pointee = 1
    }
  }

  /// Lets a paused run go on.
  public func resume() {
    state.withLock {
      guard $0.phase == .paused else { return }
      $0.phase = .running
      flag.pointee = 0
    }
  }

  /// Has the run keep its state on disk at the next border of a block, and go on.
  public func keep() {
    state.withLock {
      guard $0.phase != .aborted else { return }
      requests.add(1, ordering: .relaxed)
      wishes.add(1, ordering: .relaxed)
      flag.pointee = 1
    }
  }

  /// Ends the run with `simulator.aborted`, within 100 ms. What it kept on disk stays there if `leavingCheckpoint`: the
  /// process ends, and the run is to go on in another.
  public func abort(leavingCheckpoint: Bool = false) {
    let listeners = state.withLock { state in
      state.leavesCheckpoint = leavingCheckpoint
      state.phase = .aborted
      flag.pointee = 1
      defer { state.listeners = [] }
      return state.listeners
    }
    for listener in listeners { listener() }
  }

  /// Calls `body` once the run is aborted, at once where it is already; on the thread that aborts.
  public func whenAborted(_ body: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if state.phase != .aborted { state.listeners.append(body) }
      return state.phase == .aborted
    }
    if isLate { body() }
  }

  public var isPaused: Bool { state.withLock { $0.phase == .paused } }
  public var isAborted: Bool { state.withLock { $0.phase == .aborted } }
  /// Whether what an aborted run kept is to stay.
  public var leavesCheckpoint: Bool { state.withLock { $0.leavesCheckpoint } }
  /// Whether the run at work keeps its state on disk when it is paused.
  public var isKept: Bool {
    get { state.withLock { $0.isKept } }
    set { state.withLock { $0.isKept = newValue } }
  }

  /// `hear` is told in a sentence what becomes of checkpoints, on the thread that simulates.
  public func onNotice(_ hear: @escaping @Sendable (String) -> Void) { heard.withLock { $0 = hear } }
  func tell(_ sentence: String) { heard.withLock { $0 }?(sentence) }

  /// Grows with every wish for a checkpoint, and with every one that is no pause.
  var wish: Int { wishes.load(ordering: .relaxed) }
  var request: Int { requests.load(ordering: .relaxed) }

  /// Waits while paused; throws once aborted. Called on the thread that simulates, never on the cooperative pool.
  public func check() throws(SimulatorError) {
    while flag.pointee != 0 {
      let phase = state.withLock { state -> State.Phase in
        // A mere wish for a checkpoint holds nobody up.
        if state.phase == .running { flag.pointee = 0 }
        return state.phase
      }
      switch phase {
      case .aborted: throw .aborted
      case .running: return
      case .paused: usleep(2000)
      }
    }
  }
}

/// Passes progress on, at most once a percent, from whatever thread.
final class ProgressMeter: Sendable {
  private let report: (@Sendable (Double) -> Void)?
  private let last = Mutex(-1)

  init(_ report: (@Sendable (Double) -> Void)?) { self.report = report }

  /// `fraction` of the work, 0 to 1, is done.
  func update(_ fraction: Double) {
    guard let report else { return }
    let percent = Int(max(0, min(1, fraction)) * 100)
    last.withLock {
      guard percent > $0 else { return }
      $0 = percent
      report(Double(percent) / 100)
    }
  }
}
