import Core
import FoundationEssentials
import Testing

@testable import CLI

@Suite struct FrontTests {
  private let id: TaskID

  init() throws { id = try #require(TaskID("t1")) }

  /// A coordinator that finishes whatever is submitted with `report`.
  private func crew(_ report: @escaping @Sendable (TaskID) -> TaskReport) -> ScriptedCrew {
    ScriptedCrew { recipient, action, body in
      guard recipient == AgentName.coordinator else { throw ProximaError("bus.unknown_recipient", "no \(recipient)") }
      let text = body["id"]?.string ?? body["task"]?.string ?? "t1"
      guard let task = TaskID(text) else { throw ProximaError("task.bad_id", text) }
      switch action {
      case TaskAction.submit, TaskAction.control: return try JSON.tree(TaskSubmitted(task: task, status: .queued))
      case TaskAction.events:
        let end = NumberedEvent(number: 3, time: WallTime(milliseconds: 1), event: .finished(report(task)))
        return try JSON.tree(TaskHistory(task: task, status: report(task).status, events: [end]))
      case TaskAction.report: return try JSON.tree(report(task))
      case TaskAction.list: return try JSON.tree(TaskList(tasks: []))
      default: throw ProximaError("agent.unknown_action", "Unknown action: \(action)", exit: .badInput)
      }
    }
  }

  private static func bell(_ task: TaskID, _ status: TaskState = .completed, _ error: ProximaError? = nil) -> TaskReport {
    var request = Request(request: "bell pair", intent: .run, circuit: CircuitRequest(family: "bell", qubits: 2))
    request.understood = "Run a Bell pair."
    var report = TaskReport(task: task, status: status, plan: Plan(request: request))
    report.error = error
    return report
  }

  @Test("version, help and completions need nothing of the machine")
  func offline() async {
    #expect(await Trial(["version"]).out == "proxima \(Version.program)\n")
    #expect(await Trial(["version", "--json"]).json?["version"]?.string == Version.program)
    #expect(await Trial(["help", "ask"]).exit == 0)
    let asked = await Trial(["help", "ask"])
    #expect(await Trial(["ask", "--help"]).out == asked.out)
    #expect(await Trial(["completions", "bash"]).out.contains("complete -o filenames -F _proxima proxima"))
  }

  @Test("a mistake is told on stderr and exits 64; with --json it is an object on stdout")
  func mistakes() async throws {
    let plain = await Trial(["ask", "bell", "--shot", "3"])
    #expect(plain.exit == 64)
    #expect(plain.out.isEmpty)
    #expect(plain.err.contains("--shots"))
    let json = await Trial(["ask", "bell", "--shot", "3", "--json"])
    #expect(json.exit == 64)
    let object = try #require(json.json)
    #expect(object["status"]?.string == "failed")
    #expect(object["schemaVersion"]?.int == 1)
    #expect(object["error"]?["code"]?.string == "usage.unknown_flag")
    #expect(object["error"]?["remedy"]?.string?.contains("--shots") == true)
  }

  @Test("what is not there yet says so with exit 69, also as JSON")
  func pending() async throws {
    for command in [["session", "list"], ["llm", "providers"], ["mcp"], ["plugin"]] {
      #expect(await Trial(command).exit == 69)
      let object = try #require(await Trial(command + ["--json"]).json)
      #expect(object["error"]?["code"]?.string == "feature.not_there_yet")
    }
  }

  @Test("an ask is submitted, watched and answered", .timeLimit(.minutes(1)))
  func ask() async throws {
    let crew = crew { Self.bell($0) }
    let trial = await Trial(["ask", "bell pair", "--task-id", "mine"], crew: crew)
    #expect(trial.exit == 0, "\(trial.err)")
    #expect(trial.out.contains("Run a Bell pair."))
    #expect(trial.out.contains("mine"))
    #expect(crew.log.contains("coordinator task.submit"))
    let json = await Trial(["ask", "bell pair", "--task-id", "mine", "--json"], crew: self.crew { Self.bell($0) })
    #expect(json.json?["task"]?.string == "mine")
    #expect(json.json?["status"]?.string == "completed")
  }

  @Test("a failed task exits as its error says", .timeLimit(.minutes(1)), arguments: [
    (TaskState.failed, ExitCode.unavailable), (.denied, .refused), (.needsInput, .badInput), (.aborted, .interrupted),
  ])
  func failures(status: TaskState, exit: ExitCode) async {
    let error = ProximaError("backend.missing", "aer is missing", remedy: "install it", exit: .unavailable)
    let trial = await Trial(["ask", "bell"], crew: crew { Self.bell($0, status, error) })
    #expect(trial.exit == exit.rawValue)
  }

  @Test("--detach prints the id and nothing else", .timeLimit(.minutes(1)))
  func detach() async {
    let trial = await Trial(["ask", "bell", "--detach", "--task-id", "later"], crew: crew { Self.bell($0) })
    #expect(trial.out == "later\n")
    #expect(trial.exit == 0)
  }

  @Test("with --json-lines every line is an object and the report is the last", .timeLimit(.minutes(1)))
  func jsonLines() async throws {
    let trial = await Trial(["ask", "bell", "--json-lines", "--task-id", "x1"], crew: crew { Self.bell($0) })
    let lines = trial.out.split(separator: "\n")
    for line in lines { #expect((try? JSON.decode(JSONValue.self, from: String(line))) != nil) }
    let last = try JSON.decode(JSONValue.self, from: String(try #require(lines.last)))
    #expect(last["task"]?.string == "x1")
  }

  @Test("an error in a program is told with file, line and column before any crew is started", .timeLimit(.minutes(1)))
  func badProgram() async {
    let crew = crew { Self.bell($0) }
    let source = ["OPENQASM 2.0;", "include \"qelib1.inc\";", "qreg q[2];", "hh q[0];"]
    let trial = await Trial(["run", "-"], crew: crew, typed: source)
    #expect(trial.exit == 65)
    #expect(trial.err.contains("<stdin>:4:1"))
    #expect(trial.err.contains("hh q[0];"))
    #expect(crew.log.isEmpty)
    let json = await Trial(["run", "-", "--json"], crew: crew, typed: source)
    #expect(json.json?["error"]?["message"]?.string?.contains("<stdin>:4:1") == true)
    #expect(await Trial(["run", "/nonexistent/x.qasm"], crew: crew).exit == 65)
  }

  @Test("a sentence given to run is an ask", .timeLimit(.minutes(1)))
  func runSentence() async {
    let kinds = KindKeeper()
    let inner = crew { Self.bell($0) }
    let crew = ScriptedCrew { recipient, action, body in
      if action == TaskAction.submit { kinds.keep(body["submission"]?["kind"]?.string ?? "") }
      return try inner.script(recipient, action, body)
    }
    _ = await Trial(["run", "simulate entanglement"], crew: crew)
    _ = await Trial(["run", "-"], crew: crew, typed: ["OPENQASM 2.0;", "qreg q[1];", "U(0,0,0) q[0];"])
    #expect(kinds.kinds == ["ask", "run"])
  }

  @Test("the record is read without a crew, and is empty where nothing was recorded")
  func emptyRecord() async throws {
    let list = await Trial(["task", "list", "--json"])
    #expect(list.exit == 0)
    #expect(list.json?["tasks"]?.array?.isEmpty == true)
    #expect(await Trial(["history", "--json"]).out == list.out)
    #expect(await Trial(["task", "show", "last"]).exit == 64)
    #expect(await Trial(["status", "--json"]).json?["agents"]?.array?.isEmpty == true)
    #expect(await Trial(["status"]).exit == 0)
  }

  @Test("a conversation goes on after a turn that failed, each in the same session", .timeLimit(.minutes(1)))
  func chat() async throws {
    let sessions = KindKeeper()
    let inner = crew { Self.bell($0) }
    let crew = ScriptedCrew { recipient, action, body in
      if action == TaskAction.submit {
        sessions.keep(body["submission"]?["session"]?.string ?? "none")
        if body["submission"]?["text"]?.string == "nonsense" {
          throw ProximaError("request.unclear", "not understood", exit: .badInput)
        }
      }
      return try inner.script(recipient, action, body)
    }
    let trial = await Trial(["chat", "--json"], crew: crew, typed: ["bell pair", "", "nonsense", "now with 5 qubits", "exit"])
    let lines = trial.out.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(Set(sessions.kinds).count == 1)
    #expect(sessions.kinds.count == 3)
  }

  @Test("no hostile text of the crew reaches the terminal as a command", .timeLimit(.minutes(1)))
  func hostile() async {
    let trial = await Trial(["ask", "bell"], crew: crew { task in
      var report = Self.bell(task)
      report.plan.request.understood = "\u{1B}[2J\u{1B}]0;owned\u{7}\u{202E}evil\nline"
      report.insight = Insight(summary: "\u{9B}31m red", findings: ["\r\u{1B}[A over"])
      return report
    })
    #expect(!trial.out.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 || $0.value == 0x9B || $0 == "\u{202E}" })
  }
}

/// Keeps words in order.
final class KindKeeper: Sendable {
  private let kept = TextKeeper()
  var kinds: [String] { kept.text.split(separator: "\n").map(String.init) }
  func keep(_ word: String) { try? kept.write(word + "\n") }
}
