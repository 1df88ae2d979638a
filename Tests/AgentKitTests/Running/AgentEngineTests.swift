import AgentKit
import Bus
import Core
import FoundationEssentials
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct AgentEngineTests {
  struct Input: Codable, Sendable { var number: Int }

  /// Holds calls until the test opens it.
  final class Gate: Sendable {
    private let state = Mutex<(open: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func wait() async {
      await withCheckedContinuation { continuation in
        let open = state.withLock { state in
          if !state.open { state.waiting.append(continuation) }
          return state.open
        }
        if open { continuation.resume() }
      }
    }

    func open() {
      let waiting = state.withLock { state in
        defer { state = (true, []) }
        return state.waiting
      }
      waiting.forEach { $0.resume() }
    }
  }

  func message(
    _ action: String, _ parameters: String = "{}", kind: MessageKind = .request, task: String = "", replyTo: Identifier = .none,
    priority: Int16 = 0, id: Identifier = .random()
  ) -> IncomingMessage {
    let header = MessageHeader(
      kind: kind, id: id, sender: "tester", recipient: .agent("x"), action: action, replyTo: replyTo, priority: priority,
      fence: 7, task: task, step: "s1")
    return IncomingMessage(
      header: header, payload: Data(#"{"action":"\#(action)","parameters":\#(parameters)}"#.utf8),
      received: SystemTime().now)
  }

  func engine(
    _ link: LocalLink, _ tools: [Tool], concurrent: Int = 1, exited: @escaping @Sendable (ExitCode) -> Void = { _ in }
  ) async -> AgentEngine {
    let engine = AgentEngine(
      link: link, tools: ToolRegistry(tools), client: AgentClient(link),
      machine: AgentStateMachine(maxConcurrentTasks: concurrent, stopGrace: 0.05), exited: exited)
    await engine.note(.registered)
    return engine
  }

  @Test("a call is decoded, run and answered with a result tied to it")
  func answer() async throws {
    let link = LocalLink("x")
    let engine = await engine(
      link,
      [
        .typed("double", description: "Doubles.") { (input: Input, call) in
          #expect(call.fence == 7 && call.step == "s1" && call.task?.text == "t1" && call.caller == "tester")
          return ["doubled": input.number * 2]
        }
      ])
    let call = message("double", #"{"number":21}"#, task: "t1")
    #expect(await engine.take(call))
    let sent = try #require(await link.answers(1).first)
    #expect(sent.replyTo == call.id)
    #expect(sent.kind == .result)
    #expect(String(decoding: sent.payload, as: UTF8.self) == #"{"result":{"doubled":42}}"#)
    let report = await engine.report
    #expect(report.tasksCompleted == 1)
  }

  @Test("unknown actions, bad parameters and errors of the handler are answered as errors with their codes")
  func errors() async throws {
    let link = LocalLink("x")
    let engine = await engine(
      link,
      [
        .typed("typed", description: "") { (input: Input, _) in input.number },
        Tool("checked", description: "", inputSchema: Schema.object(["n": Schema.integer("")], required: ["n"])) {
          call in try ToolResult(call.parameters["n"])
        },
        .typed("fails", description: "") { (_: Nothing, _) -> Int in throw ProximaError("x.y", "no") },
      ], concurrent: 8)
    var codes: [String] = []
    for (action, parameters) in [
      ("none", "{}"), ("typed", #"{"number":"x"}"#), ("checked", "{}"), ("fails", "{}"),
    ] {
      _ = await engine.take(message(action, parameters))
      codes.append(await link.answers(codes.count + 1).last?.error?.code ?? "none")
    }
    #expect(codes == ["agent.unknown_action", "agent.bad_parameters", "agent.bad_parameters", "x.y"])
  }

  @Test("a request that comes again while it is in hand is run once")
  func duplicates() async throws {
    let link = LocalLink("x")
    let gate = Gate()
    let runs = Mutex(0)
    let engine = await engine(
      link,
      [
        .typed("count", description: "") { (_: Nothing, _) in
          runs.withLock { $0 += 1 }
          await gate.wait()
          return true
        }
      ], concurrent: 4)
    let call = message("count")
    for _ in 0..<5 { _ = await engine.take(call) }
    gate.open()
    _ = await link.answers(1)
    #expect(runs.withLock { $0 } == 1)
  }

  @Test("a cancel reaches a running call, which ends with the error of the cancelled")
  func cancel() async throws {
    let link = LocalLink("x")
    let engine = await engine(
      link,
      [
        .typed("loop", description: "") { (_: Nothing, call) -> Int in
          try await call.offPool { flag in
            while !flag.isRaised {}
            throw CancellationError()
          }
        }
      ])
    let call = message("loop")
    _ = await engine.take(call)
    #expect(await engine.take(message("", kind: .cancel, replyTo: call.id)))
    let sent = await link.answers(1)
    #expect(sent.first?.error?.code == "agent.cancelled")
    let report = await engine.report
    #expect(report.tasksFailed == 0)
  }

  @Test("ping is answered while every place is taken")
  func immediate() async throws {
    let link = LocalLink("x")
    let gate = Gate()
    let engine = await engine(
      link,
      [
        .typed("wait", description: "") { (_: Nothing, _) in
          await gate.wait()
          return 1
        }, .immediate("ping", description: "") { _ in 2 },
      ])
    _ = await engine.take(message("wait"))
    _ = await engine.take(message("ping", kind: .query))
    let first = await link.answers(1)
    #expect(String(decoding: first[0].payload, as: UTF8.self) == #"{"result":2}"#)
    gate.open()
    _ = await link.answers(2)
  }

  @Test("a call that asks another agent carries the task on, and the agent is waiting meanwhile")
  func nested() async throws {
    let gate = Gate()
    let asked = Mutex<OutgoingMessage?>(nil)
    let link = LocalLink("x") { message in
      asked.withLock { $0 = message }
      await gate.wait()
      return Data(#"{"result":5}"#.utf8)
    }
    let engine = await engine(
      link,
      [
        .typed("ask", description: "") { (_: Nothing, call) -> Int in
          call.progress(0.5, "asking")
          return try await call.agents.call(to: "y", action: "five") + 1
        }
      ])
    _ = await engine.take(message("ask", task: "t9"))
    while await engine.state != .waiting { await Task.yield() }
    gate.open()
    let sent = await link.answers(1)
    #expect(String(decoding: sent[0].payload, as: UTF8.self) == #"{"result":6}"#)
    let message = try #require(asked.withLock { $0 })
    #expect(message.task == "t9" && message.step == "s1" && message.recipient == .agent("y"))
    #expect(String(decoding: message.payload, as: UTF8.self) == #"{"action":"five","parameters":{}}"#)
    let progress = try #require(link.sent.first { $0.kind == .progress })
    #expect(try JSON.decode(CallProgress.self, from: progress.payload) == CallProgress(fraction: 0.5, message: "asking"))
  }

  @Test("an agent that is told to stop ends its stubborn call, gives it back and exits")
  func stop() async throws {
    let link = LocalLink("x")
    let code = Mutex<ExitCode?>(nil)
    let gate = Gate()
    let engine = await engine(
      link,
      [
        .typed("deaf", description: "") { (_: Nothing, _) in
          await gate.wait()
          return 1
        }
      ]
    ) { ended in code.withLock { $0 = ended } }
    _ = await engine.take(message("deaf"))
    _ = await engine.take(message("deaf"))
    await engine.note(.stop)
    let sent = await link.answers(2)
    #expect(sent.map(\.error?.code) == ["agent.stopping", "agent.stopping"])
    while code.withLock({ $0 }) == nil { await Task.yield() }
    #expect(code.withLock { $0 } == .done)
    gate.open()
  }

  @Test("a change of state or load is reported on the topic of reports")
  func reports() async throws {
    let link = LocalLink("x")
    let engine = await engine(link, [.typed("one", description: "") { (_: Nothing, _) in 1 }])
    _ = await engine.take(message("one", task: "t1"))
    _ = await link.answers(1)
    while true {
      if let last = link.notifications.last {
        #expect(last.recipient == .topic(CrewTopic.reports))
        let report = try JSON.decode(AgentReport.self, from: last.payload)
        if report.tasksCompleted == 1 { break }
      }
      await Task.yield()
    }
  }
}

@Suite struct AgentEnvironmentTests {
  @Test("the kit takes its own options and leaves the agent's")
  func options() throws {
    let environment = try AgentEnvironment(
      arguments: ["--backend", "native", "--home=/tmp/h", "--id", "executor.native.2", "-x"],
      environment: ["PROXIMA_EPOCH": "3"])
    #expect(environment.arguments == ["--backend", "native", "-x"])
    #expect(environment.home.data == "/tmp/h")
    #expect(environment.id == "executor.native.2")
    #expect(environment.epoch == 3)
    #expect(environment.address == environment.home.busAddress)
  }

  @Test("an option without its value and an unknown log level are usage errors", arguments: [["--id"], ["--log-level", "loud"]])
  func bad(arguments: [String]) {
    let error = #expect(throws: ProximaError.self) { try AgentEnvironment(arguments: arguments, environment: [:]) }
    #expect(error?.exit == .usage)
  }
}
