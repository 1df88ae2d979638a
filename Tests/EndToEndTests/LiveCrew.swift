import AgentKit
import Bus
import Core
import Glibc
import Node
import TestKit

/// A whole crew of real processes in a home of its own, and a front that talks to it.
final class LiveCrew {
  let scratch: TestHome
  let launcher: NodeLauncher
  private(set) var connection: BusConnection
  private(set) var agents: AgentClient

  /// `start` may start the node in another way, for the home that it is given.
  init(start: (TestHome) async throws -> Void = { _ in }) async throws {
    scratch = try TestHome()
    try await start(scratch)
    launcher = NodeLauncher(home: scratch.home, folder: BuiltProgram.folder, environment: scratch.environment)
    try await launcher.ensureRunning(stays: true, timeout: 60)
    connection = try Self.connect(scratch.home)
    agents = AgentClient(connection)
  }

  private static func connect(_ home: Home) throws -> BusConnection {
    let name = "front.test-" + Identifier.random().description.prefix(8)
    return try BusConnection(
      address: home.busAddress, registration: Registration(id: String(name), role: .front, maxConcurrentTasks: 0))
  }

  /// Runs `body` with a crew of which `agents` are there, and ends it whatever happens.
  static func run(_ agents: [String] = whole, _ body: (LiveCrew) async throws -> Void) async throws {
    let crew = try await LiveCrew()
    do {
      try await crew.expect(agents)
      try await body(crew)
    } catch {
      await crew.end()
      throw error
    }
    await crew.end()
  }

  /// Ends everything, and removes the home.
  func end() async {
    connection.close()
    _ = try? await launcher.end(timeout: 20)
    _ = launcher.kill()
    scratch.remove()
  }

  /// Starts the node again where it died.
  func relaunch() async throws {
    try await launcher.ensureRunning(stays: true, timeout: 60)
  }

  /// Submits under `id`, again and again until it is acknowledged, as a front does.
  func submit(_ submission: Submission, id: String) async throws -> TaskID {
    let request = SubmitTask(id: TaskID(id), submission: submission)
    var last: (any Error)?
    for _ in 0..<60 {
      do {
        let answer: TaskSubmitted = try await agents.call(
          to: AgentName.coordinator, action: TaskAction.submit, parameters: request,
          options: AgentClient.Options(timeout: 5, retries: 0))
        return answer.task
      } catch {
        last = error
        guard error.code.hasPrefix("bus.") || error.code.hasPrefix("agent.") else { throw error }
        try await Task.sleep(for: .milliseconds(200))
        try await relaunch()
      }
    }
    throw last ?? ProximaError.bug("never submitted")
  }

  /// The record of a task once it has ended.
  func report(_ id: TaskID, within seconds: Double = 120) async throws -> TaskReport {
    let deadline = SystemTime().now.advanced(by: seconds)
    while SystemTime().now < deadline {
      if let report: TaskReport = try? await agents.call(
        to: AgentName.coordinator, action: TaskAction.report, parameters: TaskQuery(task: id.text),
        options: AgentClient.Options(timeout: 5, retries: 0)), report.status.isFinal
      {
        return report
      }
      try await Task.sleep(for: .milliseconds(50))
      try await relaunch()
    }
    throw NotInTime(description: "\(id) did not end in \(seconds) s")
  }

  func ask(_ text: String, id: String, flags: RequestFlags = RequestFlags()) async throws -> TaskReport {
    // A fixed seed: one good run in two hundred is refuted by chance.
    var flags = flags
    flags.seed = flags.seed ?? 5
    let submission = Submission(kind: .ask, text: text, flags: flags, created: WallTime(milliseconds: 1))
    return try await report(try await submit(submission, id: id))
  }

  /// What happened to a task, from the journal.
  func history(_ id: TaskID) async throws -> TaskHistory {
    try await agents.call(to: AgentName.coordinator, action: TaskAction.events, parameters: TaskQuery(task: id.text))
  }

  /// The processes of the crew by agent id.
  func processes() async -> [String: Int32] {
    guard let roster = try? await agents.roster() else { return [:] }
    return roster.reduce(into: [:]) { all, agent in
      if agent.registration.role != .front, agent.registration.pid > 0 { all[agent.registration.id] = agent.registration.pid }
    }
  }

  /// Waits until `ids` are on the bus.
  func expect(_ ids: [String], within seconds: Double = 60) async throws {
    let deadline = SystemTime().now.advanced(by: seconds)
    while SystemTime().now < deadline {
      let here = await processes()
      if ids.allSatisfy({ here[$0] != nil }) { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw NotInTime(description: "\(ids) are not there, only \(await processes().keys.sorted())")
  }

  static let whole = [
    "coordinator", "quantum_expert", "code_expert", "analysis_expert", "testing_agent", "documentation_agent", "memory",
    "executor.native",
  ]
}

/// Ends a process that the test started, at once.
func kill(_ pid: Int32) { Glibc.kill(pid, SIGKILL) }
