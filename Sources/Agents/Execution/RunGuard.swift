import Core
import Simulator
import Synchronization

/// Watches the machine while a run is under way, and pauses or ends the run where it fills.
final class RunGuard: Sendable {
  /// How often it looks.
  static let interval = 0.5
  /// Runs that are predicted to take less are let be: pausing them frees nothing.
  static let leastBytes = 256 << 20

  private let ended = Mutex<ProximaError?>(nil)

  /// Why it ended the run; nil where it did not.
  var verdict: ProximaError? { ended.withLock { $0 } }

  /// Looks until the task is cancelled; `tell` hears what it says.
  func watch(
    _ control: RunControl, _ profile: ResourceProfile, folder: String, tell: @Sendable (String) -> Void
  ) async {
    var reader = ResourceReader(folder: folder)
    var watch = ResourceWatch(profile)
    while !Task.isCancelled {
      for action in watch.take(reader.shares()) { act(action, control, tell) }
      try? await Task.sleep(nanoseconds: UInt64(Self.interval * 1e9))
    }
    // What it paused does not stay so.
    if watch.isPaused { control.resume() }
  }

  func act(_ action: ResourceWatch.Action, _ control: RunControl, _ tell: (String) -> Void) {
    switch action {
    case .warn(let text), .ask(let text): tell(text)
    case .pause(let text):
      control.pause()
      tell(text)
    case .resume(let text):
      control.resume()
      tell(text)
    case .abort(let error):
      ended.withLock { $0 = error }
      tell(error.message)
      control.abort()
    }
  }
}
