import AgentKit
import Core
import TestKit
import Testing

/// A person steps in by keys alone; what came of it is read from the journal and the roster.
@Suite("What is done in the monitor happens to the crew", .serialized, .timeLimit(.minutes(8)))
struct MonitorControlTests {
  private static let native = "executor.native"
  private static let long = "long"

  // MARK: What the crew says

  private func events(_ crew: LiveCrew, _ task: String = long) async throws -> [TaskEvent] {
    try await crew.history(try #require(TaskID(task))).events.map(\.event)
  }

  private func status(_ crew: LiveCrew, _ task: String = long) async throws -> TaskState {
    try await crew.history(try #require(TaskID(task))).status
  }

  private func drains(_ crew: LiveCrew) async throws -> Bool {
    let status: CrewStatus = try await crew.agents.call(to: AgentName.node, action: NodeAction.status)
    return status.agents.first { $0.id == Self.native }?.draining == true
  }

  /// Submits a run of minutes and waits until its executor is at it.
  private func occupy(_ crew: LiveCrew) async throws {
    var flags = RequestFlags()
    flags.yes = true
    let submission = Submission(
      kind: .run, text: "", program: .init(name: "long.qasm", source: LongProgram.text), flags: flags,
      created: WallTime(milliseconds: 1))
    _ = try await crew.submit(submission, id: Self.long)
    try await eventually("the run is at work", within: 100) {
      try await events(crew).contains { if case .assigned("run.native", _, _) = $0 { true } else { false } }
    }
  }

  // MARK: What the person sees

  /// A monitor that shows the running task.
  private func watch(_ crew: LiveCrew, _ arguments: [String] = []) async throws -> PseudoTerminal {
    let monitor = try MonitorTests.start(crew, arguments)
    try await monitor.expect("the crew") { $0.rows[0].contains("connected") && $0.rows[0].contains("agents") }
    monitor.type("3")
    try await monitor.expect("the task at work") { screen in
      screen.rows[1].contains("*Task") && screen.rows.contains { $0.contains("run.native") && $0.contains(Self.native) }
    }
    return monitor
  }

  /// Types `keys` and waits for the question that they bring up.
  private func ask(_ monitor: PseudoTerminal, _ keys: String, _ title: String) async throws {
    monitor.type(keys)
    try await monitor.expect("the question \(title)") { $0.rows.joined().contains(title) }
  }

  /// Chooses `step` in the graph by moving down until it is what would be reassigned, and leaves that question open.
  private func beginReassigning(_ step: String, _ monitor: PseudoTerminal) async throws {
    monitor.type("\t")
    for _ in 0..<12 {
      try await ask(monitor, "R", "reassign ")
      if monitor.screen.rows.joined().contains("reassign \(step)") { return }
      monitor.type("\u{1B}")
      try await monitor.expect("the question is gone") { !$0.rows.joined().contains("reassign ") }
      monitor.type("j")
    }
    throw NotInTime(description: "no step \(step) in the graph:\n\(monitor.screen.rows.joined(separator: "\n"))")
  }

  // MARK: Tests

  @Test("an executor is drained and given work again, a run paused, resumed, ranked, told, moved, aborted, tried again")
  func control() async throws {
    try await LiveCrew.run { crew in
      let other = try OtherMachine()
      defer { other.end() }
      _ = try other.join(try await crew.invite(["--name", "lab"]))
      try await eventually("the second executor is there") { await crew.processes()["executor.native.lab"] != nil }
      _ = try await crew.command(["executor", "drain", "executor.native.lab"])
      try await occupy(crew)
      let monitor = try await watch(crew)
      try await drain(monitor, crew)
      monitor.type("3")
      try await monitor.expect("the task") { $0.rows[1].contains("*Task") }
      try await steer(monitor, crew)
      _ = try await crew.command(["executor", "undrain", "executor.native.lab"])
      try await move(monitor, crew)
      try await finish(monitor, crew)
      monitor.type("q")
      #expect(try await monitor.wait() == 0)
    }
  }

  private func drain(_ monitor: PseudoTerminal, _ crew: LiveCrew) async throws {
    monitor.type("5")
    try await monitor.expect("the machines") {
      $0.rows[1].contains("*Machines") && $0.rows.joined().contains(Self.native)
    }
    try await ask(monitor, ":drain \(Self.native)\r", "drain \(Self.native)")
    // Enter alone means no.
    monitor.type("\r")
    try await monitor.expect("the question is gone") { !$0.rows.joined().contains("takes nothing new") }
    #expect(try await !drains(crew))
    try await ask(monitor, "g/\(Self.native)\rgd", "drain \(Self.native)")
    monitor.type("y")
    try await eventually("it drains") { try await drains(crew) }
    try await monitor.expect("that it drains") { screen in
      screen.rows.contains { $0.contains(Self.native + " ") && $0.contains("draining") }
    }
    try await ask(monitor, "d", "undrain \(Self.native)")
    monitor.type("y")
    try await eventually("it takes work again") { try await !drains(crew) }
    monitor.type("\u{1B}")
  }

  private func steer(_ monitor: PseudoTerminal, _ crew: LiveCrew) async throws {
    monitor.type("p")
    try await eventually("it stands still", within: 200) { try await status(crew) == .paused }
    try await monitor.expect("paused") { $0.rows.joined().contains("paused") }
    monitor.type("r")
    try await eventually("it goes on") { try await status(crew) == .running }
    try await insist("its priority", { try await events(crew).contains(.prioritised(7)) }) {
      try await ask(monitor, "P", "priority of \(Self.long)")
      monitor.type("\u{7F}7\r")
    }
    try await insist(
      "what was said",
      { try await events(crew).contains { if case .feedback(_, "name the registers") = $0 { true } else { false } } }
    ) {
      try await ask(monitor, "f", "feedback to ")
      monitor.type("name the registers\r")
    }
  }

  /// Does something until it has come about: on a busy machine a request may not be answered in time, as the monitor then says.
  private func insist(_ what: String, _ holds: () async throws -> Bool, _ act: () async throws -> Void) async throws {
    for _ in 0..<3 {
      try await act()
      if (try? await eventually(what, within: 30, holds)) != nil { return }
    }
    throw NotInTime(description: what)
  }

  private func move(_ monitor: PseudoTerminal, _ crew: LiveCrew) async throws {
    try await beginReassigning("run.native", monitor)
    // The field holds who has it now.
    monitor.type(".lab\r")
    try await eventually("it was moved", within: 100) {
      let events = try await events(crew)
      return events.contains(.reassigned(step: "run.native", agent: "executor.native.lab"))
        && events.contains { if case .assigned("run.native", "executor.native.lab", _) = $0 { true } else { false } }
    }
    try await monitor.expect("who has it") { $0.rows.joined().contains("executor.native.lab") }
  }

  private func finish(_ monitor: PseudoTerminal, _ crew: LiveCrew) async throws {
    try await ask(monitor, "x", "abort \(Self.long)")
    monitor.type("n")
    try await monitor.expect("the question is gone") { !$0.rows.joined().contains("abort \(Self.long)") }
    #expect(try await status(crew) == .running)
    try await ask(monitor, "x", "abort \(Self.long)")
    monitor.type("y")
    try await eventually("it is aborted", within: 100) { try await status(crew) == .aborted }
    try await monitor.expect("aborted") { $0.rows.joined().contains("aborted") }
    monitor.type("t")
    let again = try await eventually(some: "the second try") { () -> TaskID? in
      let list: TaskList = try await crew.agents.call(
        to: AgentName.coordinator, action: TaskAction.list, parameters: TaskListQuery(limit: 10))
      return list.tasks.first { $0.id.text != Self.long }?.id
    }
    guard case .submitted(let submission)? = try await events(crew, again.text).first else {
      throw NotInTime(description: "\(again) has no submission")
    }
    #expect(submission.origin?.text == Self.long && submission.program?.source == LongProgram.text)
    try await ask(monitor, ":abort \(again.text)\r", "abort \(again.text)")
    monitor.type("y")
    try await eventually("it is aborted too", within: 100) { try await status(crew, again.text) == .aborted }
  }

  @Test("who only reads changes nothing; who detaches leaves the run going, and finds it again; a stop needs a yes")
  func watching() async throws {
    try await LiveCrew.run { crew in
      try await occupy(crew)
      try await onlyRead(crew)
      let first = try await watch(crew)
      first.type(":detach\r")
      #expect(try await first.wait() == 0)
      #expect(first.isSane && !first.screen.isAlternate)
      #expect(try await status(crew) == .running)
      // Two at once see the same task.
      let (left, right) = (try await watch(crew), try await watch(crew))
      left.type("p")
      try await right.expect("what the other did") { $0.rows.joined().contains("paus") }
      left.type("r")
      try await eventually("it goes on", within: 200) { try await status(crew) == .running }
      left.type("q")
      #expect(try await left.wait() == 0)
      try await stopAll(right, crew)
      right.type("q")
      #expect(try await right.wait() == 0)
    }
  }

  private func onlyRead(_ crew: LiveCrew) async throws {
    let monitor = try await watch(crew, ["--read-only"])
    let before = try await events(crew)
    let pids = await crew.processes()
    let wishes = [
      "p", "xy", "P7\r", "fwords\r", "\tR", ":abort\ry", ":drain \(Self.native)\ry", ":set defaults.shots 7\r", "!y", "5dy",
      "3",
    ]
    for keys in wishes {
      monitor.type(keys)
      try await Task.sleep(for: .milliseconds(100))
    }
    monitor.type("a")
    try await monitor.expect("that it only reads") { $0.rows.last?.contains("read-only") == true }
    monitor.type("q")
    #expect(try await monitor.wait() == 0)
    #expect(try await events(crew) == before)
    #expect(try await !drains(crew))
    let after = await crew.processes()
    for agent in LiveCrew.whole { #expect(after[agent] == pids[agent]) }
  }

  private func stopAll(_ monitor: PseudoTerminal, _ crew: LiveCrew) async throws {
    let pids = await crew.processes().filter { LiveCrew.whole.contains($0.key) }
    try await ask(monitor, "!", "emergency stop")
    monitor.type("\r")
    try await monitor.expect("the question is gone") { !$0.rows.joined().contains("Ends the work") }
    #expect(pids.values.allSatisfy { TestProcess.isAlive($0) })
    try await ask(monitor, "!", "emergency stop")
    monitor.type("y")
    try await eventually("every agent has ended") { pids.values.allSatisfy { !TestProcess.isAlive($0) } }
    monitor.type(":up\r")
    try await crew.expect(LiveCrew.whole)
  }
}
