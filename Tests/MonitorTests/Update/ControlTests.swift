import Core
import Testing

@testable import Monitor

@Suite("What a person may do")
struct ControlTests {
  static func crew(draining: Bool? = nil) -> CrewStatus {
    var executor = AgentStatus(id: "executor.native", state: .ready)
    executor.capabilities = ["execution.native"]
    executor.draining = draining
    return CrewStatus(
      node: NodeInfo(pid: 1, home: "", sockets: "", build: "", version: "", uptime: 1, stays: true, halted: false),
      agents: [AgentStatus(id: "quantum_expert", state: .ready), executor], system: SystemMetrics(),
      queue: QueueStatus(), alerts: [])
  }

  static func model(_ screen: ScreenID, draining: Bool? = nil) -> MonitorModel {
    var model = Samples.model([Samples.step("design"), Samples.step("run", after: ["design"])], width: 120, height: 40)
    _ = model.update(.feed(.status(crew(draining: draining))), at: Samples.time(100))
    let given = NumberedEvent(
      number: 9, time: Samples.time(200), event: .assigned(step: "design", agent: "quantum_expert", fence: 1))
    _ = model.update(
      .feed(.notice(TaskNotice(task: Samples.task(), status: .running, event: given))), at: Samples.time(200))
    model.ui.screen = screen
    return model
  }

  /// What comes of typing `text`; `\r` is Enter.
  static func type(_ text: String, _ model: inout MonitorModel) -> [MonitorEffect] {
    text.flatMap { letter in model.update(.key(letter == "\r" ? .enter : .character(letter)), at: Samples.time(1000)) }
  }

  @Test("an executor is drained and given work again after a yes, and shown as draining")
  func drain() {
    var model = Self.model(.machines)
    #expect(Self.type("d", &model).isEmpty)
    #expect(Self.type("y", &model).contains(.drain("executor.native")))
    model = Self.model(.machines, draining: true)
    #expect(FrameView.draw(model).rows.joined().contains("draining"))
    #expect(Self.type("dy", &model).contains(.undrain("executor.native")))
    #expect(Self.type(":drain executor.native\rn", &model).isEmpty)
    model.ui.screen = .crew
    #expect(FrameView.draw(model).rows.joined().contains("draining"))
  }

  @Test("an emergency stop, an abort and the end of an agent are done after a yes only")
  func confirmed() {
    for (screen, keys, effect) in [
      (ScreenID.overview, "!", MonitorEffect.stopAll),
      (.task, "x", .control(TaskControl(task: Samples.task().text, verb: .abort))),
      (.crew, "x", .stopAgent("quantum_expert")), (.crew, "r", .restartAgent("quantum_expert")),
    ] {
      var model = Self.model(screen)
      #expect(!Self.type(keys, &model).contains(effect))
      // No is what Enter means.
      #expect(!Self.type("\r", &model).contains(effect))
      #expect(Self.type(keys + "y", &model).contains(effect))
    }
  }

  @Test("a task is paused, resumed, retried, reassigned, given another priority and feedback")
  func control() {
    let task = Samples.task().text
    var model = Self.model(.task)
    #expect(Self.type("p", &model).contains(.control(TaskControl(task: task, verb: .pause))))
    #expect(Self.type("r", &model).contains(.control(TaskControl(task: task, verb: .resume))))
    #expect(Self.type("t", &model).contains(.control(TaskControl(task: task, verb: .retry))))
    #expect(
      Self.type(":priority 7\r", &model).contains(.control(TaskControl(task: task, verb: .priority, priority: 7))))
    #expect(
      Self.type(":reassign run code_expert\r", &model)
        .contains(.control(TaskControl(task: task, verb: .reassign, step: "run", agent: "code_expert"))))
    let said = TaskControl(task: task, verb: .feedback, agent: "quantum_expert", text: "name the registers")
    #expect(Self.type("fname the registers\r", &model).contains(.control(said)))
    #expect(Self.type(":feedback name the registers\r", &model).contains(.control(said)))
  }

  @Test("what is asked in one monitor is one conversation")
  func conversation() throws {
    var model = Self.model(.task)
    model.options.session = "m1"
    let effects = Self.type("a3 qubit GHZ\r", &model)
    let submitted = try #require(effects.compactMap { if case .submit(let task) = $0 { task } else { nil } }.first)
    #expect(submitted.submission.session == "m1")
    #expect(submitted.submission.text == "3 qubit GHZ")
  }

  @Test("an error after an emergency stop says how to lift it")
  func halted() {
    var model = Self.model(.task)
    var crew = Self.crew()
    crew.node.halted = true
    _ = model.update(.feed(.status(crew)), at: Samples.time(300))
    _ = model.update(
      .feed(.outcome(Outcome("ask", error: ProximaError("bus.unknown_recipient", "nobody")))), at: Samples.time(400))
    #expect(FrameView.draw(model).rows.last?.contains(":up lifts it") == true)
  }
}
