import Bus
import Core
import FoundationEssentials

/// Sixteen agents on a real bus, a node that tells of them, and a coordinator with one task of 1,000 steps.
final class LoadCrew: Sendable {
  private let agents: [BusConnection]
  private let coordinator: BusConnection
  private let node: BusConnection

  init(address: String) async throws {
    func join(_ id: String) async throws -> BusConnection {
      let one = try BusConnection(address: address, registration: Registration(id: id, maxConcurrentTasks: 100))
      _ = try await one.registered()
      return one
    }
    coordinator = try await join(AgentName.coordinator)
    node = try await join(AgentName.node)
    var agents: [BusConnection] = []
    for number in 0..<16 { agents.append(try await join("agent-\(number)")) }
    self.agents = agents
    for one in [coordinator, node] {
      Task { for await message in one.incoming { try? LoadTask.answer(message, one) } }
    }
    for agent in agents { Task { for await _ in agent.incoming {} } }
  }

  /// Sends `rate` messages a second for `seconds`, one in a hundred of them an event of the task.
  func run(rate: Int, seconds: Double) async throws -> (messages: Int, steps: Int) {
    let time = SystemTime()
    let began = time.now
    var sent = 0
    var event = 0
    // The task fills in during the first half: what grows in the second is no record of it.
    let each = max(1, Int(Double(rate) * seconds * 0.45) / (2 * LoadTask.count))
    while rate > 0 {
      let elapsed = time.now.seconds(since: began)
      if elapsed >= seconds { break }
      while sent < Int(elapsed * Double(rate)) {
        let at = sent % agents.count
        _ = try agents[at].send(
          OutgoingMessage(
            .notification, to: .agent("agent-\((at + 1) % agents.count)"), action: "load", payload: Data("{}".utf8)))
        sent += 1
        if sent % each == 0, event < 2 * LoadTask.count {
          try LoadTask.publish(event, coordinator)
          sent += 1
          event += 1
        }
      }
      try await Task.sleep(for: .milliseconds(2))
    }
    return (sent, event / 2)
  }
}
