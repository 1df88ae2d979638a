import Core

/// What the configuration sets for the coordinator.
public struct CoordinatorLimits: Sendable, Hashable {
  /// Above these a person is asked.
  public var consentSeconds = 10.0
  public var consentBytes = 1 << 30
  /// How much of this machine runs may take.
  public var profile = ResourceProfile.balanced
  /// How long a person has to answer.
  public var approvalSeconds = 300.0
  /// How long a step waits for an agent that is being started again.
  public var agentWaitSeconds = 15.0
  /// How many agents a step may take with it.
  public var lossesAllowed = 3
  /// How long an agent has to confirm an abort.
  public var abortSeconds = 0.8
  /// How many tasks are worked on at once; the others are queued.
  public var tasksAtOnce = 64

  public init() {}
}
