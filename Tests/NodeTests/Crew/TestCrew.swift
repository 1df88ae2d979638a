import AgentKit
import Bus
import Core
import FoundationEssentials
import Glibc
import Node
import TestKit

/// A crew of demo agents over real processes in a home of its own.
struct TestCrew {
  let home: TestHome
  var launcher: NodeLauncher

  struct Agent: Encodable {
    var id: String
    var executable = "proxima-demo-agent"
    var arguments: [String]
    var essential = true
    var tier = 0
  }

  /// `ids` become agents that are all the demo agent's program; nothing is started yet.
  init(_ ids: [String] = ["one", "two"], longName: Bool = false, missing: [String] = [], _ options: [String] = []) throws {
    home = try TestHome(longName: longName)
    let agents =
      ids.map { Agent(id: $0, arguments: ["--id", $0, "extra-\($0)"]) }
      + missing.map { Agent(id: $0, executable: "proxima-not-there", arguments: []) }
    let file = home.path + "/crew.json"
    try JSON.encode(agents).write(to: URL(filePath: file))
    launcher = NodeLauncher(home: home.home, folder: BuiltProgram.folder, environment: home.environment)
    launcher.options = ["--crew", file, "--sample", "0.2"] + options
  }

  /// A connection as a command has it.
  func front(_ name: String = "front.test") throws -> Front {
    let connection = try BusConnection(
      address: home.home.busAddress, registration: Registration(id: name, role: .front, maxConcurrentTasks: 0))
    return Front(connection: connection, client: AgentClient(connection))
  }

  /// Starts the node and waits for `ids`.
  func up(_ ids: [String] = ["one", "two"]) async throws -> Front {
    try await launcher.ensureRunning(timeout: 60)
    let front = try front()
    try await front.connection.registered(timeout: 60)
    try await front.ready(ids)
    return front
  }

  /// Runs `body` and cleans up after it, whatever it throws.
  func run(_ body: (TestCrew) async throws -> Void) async throws {
    do { try await body(self) } catch {
      // What the node and the agents said last is the evidence.
      for name in ["node.stderr", "one.stderr", "node.log"] {
        let text = (try? String(contentsOfFile: home.home.logs + "/" + name, encoding: .utf8)) ?? ""
        if !text.isEmpty { print("--- \(name)\n\(text.suffix(4000))") }
      }
      await clean()
      throw error
    }
    await clean()
  }

  /// Ends everything, whatever state it is in, and removes the home.
  func clean() async {
    _ = try? await launcher.end(timeout: 10)
    _ = launcher.kill()
    home.remove()
  }
}

/// A command's side of the bus.
struct Front {
  let connection: BusConnection
  let client: AgentClient

  struct Numbers: Codable { var a: Int, b: Int }
  struct Pause: Codable { var seconds: Double }
  struct Relay: Codable { var to: String, a: Int, b: Int }

  func ready(_ ids: [String]) async throws {
    let result: ReadyResult = try await client.call(
      to: AgentName.node, action: NodeAction.ready, parameters: WaitReady(agents: ids, seconds: 60),
      options: .init(timeout: 70, retries: 0))
    if !result.missing.isEmpty { throw NotInTime(description: "not ready: \(result.missing)") }
  }

  func add(_ agent: String, _ a: Int, _ b: Int) async throws -> Int {
    try await client.call(to: agent, action: "add", parameters: Numbers(a: a, b: b))
  }

  func status() async throws -> CrewStatus { try await client.call(to: AgentName.node, action: NodeAction.status) }

  func agent(_ id: String) async throws -> AgentStatus? { try await status().agents.first { $0.id == id } }

  func node(_ action: String, agent: String? = nil) async throws {
    if let agent {
      let _: Nothing = try await client.call(to: AgentName.node, action: action, parameters: AgentQuery(agent: agent))
    } else {
      let _: JSONValue = try await client.call(to: AgentName.node, action: action)
    }
  }

  /// The pid of `id` once it serves, other than `old`.
  func pid(_ id: String, other old: Int32 = 0) async throws -> Int32 {
    try await eventually(some: "a process of \(id)") {
      guard let agent = try await agent(id), agent.state == .ready || agent.state == .busy, agent.pid != old else {
        return nil
      }
      return agent.pid
    }
  }
}
