/// Where a task stands. The last six are final: a task that reached one never leaves it.
public enum TaskState: String, Codable, Sendable, CaseIterable {
  case queued, planning
  case awaitingConsent = "awaiting_consent"
  case ready, running, pausing, paused, resuming, aborting
  case rollingBack = "rolling_back"
  case completed, failed, aborted, denied
  case needsInput = "needs_input"
  case unknown

  /// Whether nothing more will happen to the task.
  public var isFinal: Bool {
    switch self {
    case .completed, .failed, .aborted, .denied, .needsInput, .unknown: true
    default: false
    }
  }
}

/// Where a step of a task's graph stands.
public enum StepState: String, Codable, Sendable, CaseIterable {
  /// Waits for the steps it depends on.
  case waiting
  /// Could run; no agent is free or able yet.
  case ready
  case running, completed, failed
  /// Not run, because something it depends on failed or the task ended first.
  case skipped
  /// Took three agents with it: set aside with its evidence.
  case quarantined
  case aborted

  /// Whether the step will not change any more.
  public var isFinal: Bool {
    switch self {
    case .waiting, .ready, .running: false
    default: true
    }
  }
}
