import Core
import FoundationEssentials

/// The way to the crew: starts it where it does not run, and connects to it.
public protocol CrewGate: Sendable {
  /// Whether a crew runs in `home`.
  func isRunning(_ home: Home) -> Bool
  /// Makes sure that a crew runs; `stays` keeps it when it is idle.
  func start(_ home: Home, stays: Bool) async throws(ProximaError)
  /// Ends the crew in order; false where none ran.
  func stop(_ home: Home) async throws(ProximaError) -> Bool
  /// Connects to the crew that runs.
  func connect(_ home: Home) async throws(ProximaError) -> any CrewLink
}

/// A connection to a crew.
public protocol CrewLink: Sendable {
  /// Asks the agent or capability `recipient` for `action`; an error that it answers is thrown with its own code.
  func call<Answer: Decodable & Sendable>(
    _ recipient: String, _ action: String, _ body: some Encodable & Sendable, timeout: Double, as type: Answer.Type
  ) async throws(ProximaError) -> Answer
  /// From now on what is published on `topic` arrives among `happenings`.
  func listen(to topic: String) async throws(ProximaError)
  /// What comes in by itself. For one consumer.
  var happenings: AsyncStream<CrewHappening> { get }
  func close()
}

/// What a connection tells by itself.
public enum CrewHappening: Sendable {
  /// The broker is there, for the first time or again.
  case connected
  /// The broker is gone; the connection comes back by itself when it is started again.
  case lost
  /// The broker refuses this program.
  case refused(ProximaError)
  /// Something was published on a topic that is listened to: its payload.
  case notice(Data)
}

extension CrewLink {
  /// Why an agent may be missing that nobody starts: an emergency stop that a person has to lift. Nil where none is in force.
  func emergencyStop(_ error: ProximaError) async -> ProximaError? {
    guard error.code == "bus.unknown_recipient" else { return nil }
    let status = try? await call(AgentName.node, NodeAction.status, Nothing(), timeout: 2, as: CrewStatus.self)
    guard status?.node.halted == true else { return nil }
    return ProximaError("node.halted", "an emergency stop is in force", remedy: "lift it with `proxima up`", exit: .refused)
  }

  func call<Answer: Decodable & Sendable>(
    _ recipient: String, _ action: String, _ body: some Encodable & Sendable = Nothing(),
    as type: Answer.Type = Answer.self
  ) async throws(ProximaError) -> Answer {
    try await call(recipient, action, body, timeout: 30, as: type)
  }
}
