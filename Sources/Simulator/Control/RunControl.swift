import Glibc
import Synchronization

/// What somebody outside holds to pause, resume or abort a run; safe from any thread.
public final class RunControl: @unchecked Sendable {
  // `flag` is written under `state`'s lock and read by workers as an aligned 32-bit number.
  let flag: UnsafeMutablePointer<Int32>
  private let state = Mutex(State())

  private struct State {
    enum Phase { case running, paused, aborted }
    var phase = Phase.running
    /// Who wants to know of an abort.
    var listeners: [@Sendable () -> Void] = []
  }

  public init() {
    flag = .allocate(capacity: 1)
    flag.initialize(to: 0)
  }

  deinit { flag.deallocate() }

  /// Holds the run at the next border of a block, within milliseconds.
  public func pause() { change(from: .running, to: .paused) }
  /// Lets a paused run go on.
  public func resume() { change(from: .paused, to: .running) }
  /// Ends the run with `simulator.aborted`, within 100 ms.
  public func abort() {
    let listeners = state.withLock { state in
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

  /// Waits while paused; throws once aborted. Called on the thread that simulates, never on the cooperative pool.
  public func check() throws(SimulatorError) {
    while flag.pointee != 0 {
      if isAborted { throw .aborted }
      usleep(2000)
    }
  }

  private func change(from: State.Phase, to: State.Phase) {
    state.withLock {
      guard $0.phase == from else { return }
      $0.phase = to
      flag.pointee = to == .running ? 0 : 1
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
