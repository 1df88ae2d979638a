/// What an agent is doing.
public enum AgentState: String, Codable, Sendable, CaseIterable {
  case initializing, ready, busy, waiting, error, stopping, stopped
}
