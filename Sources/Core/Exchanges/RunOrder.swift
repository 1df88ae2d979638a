/// What the coordinator tells an executor about runs that it holds: a notification `run.order` that names the task.
///
/// It holds for assignments up to a fencing token, also for one that is still on its way.
public struct RunOrder: Hashable, Codable, Sendable {
  public static let action = "run.order"
  /// What an executor says, as the message of a progress, once a run stands still.
  public static let pausedMessage = "paused"

  public enum Verb: String, Hashable, Codable, Sendable {
    /// Stop at the next gate and keep the state.
    case pause
    /// Go on from there.
    case resume
    /// Nobody waits for the result any more.
    case abandon
  }

  public var verb: Verb
  public var fence: UInt64

  public init(_ verb: Verb, fence: UInt64) {
    self.verb = verb
    self.fence = fence
  }
}
