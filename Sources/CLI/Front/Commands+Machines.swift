import Backends
import Core

extension Commands {
  static func backendsList(_ context: Context) throws(ProximaError) -> ExitCode {
    let backends = try backends(context)
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let backends: [BackendInfo]
    }
    try context.answer(Answer(backends: backends), ListViews.backends(backends, width: context.console.width))
    return .done
  }

  static func backendsInfo(_ context: Context) throws(ProximaError) -> ExitCode {
    let name = BackendName.canonical(context.invocation.argument("BACKEND") ?? "")
    let all = try backends(context)
    guard let backend = all.first(where: { $0.name == name }) else {
      let near = Nearest.match(name, among: all.map(\.name))
      throw ProximaError(
        "backend.unknown", "there is no backend \(name)",
        remedy: near.map { "did you mean \($0)?" } ?? "see `proxima backends list`", exit: .unavailable)
    }
    func entry(_ name: String, _ text: String) -> [Line] {
      WordWrap.definition(Span(name, .dim), text, indent: 14, width: context.console.width)
    }
    var lines = [Line(Span(backend.name, .bold), Span(" " + backend.version), Span(backend.available ? "" : "  not there", .warning))]
    if let reason = backend.reason { lines += entry("reason", reason) }
    lines += entry("methods", backend.methods.map(\.rawValue).joined(separator: ", "))
    if backend.available { lines += entry("qubits", "at most \(backend.maxQubits)") }
    lines += entry("noise", backend.noise.isEmpty ? "none" : backend.noise.map(\.rawValue).joined(separator: ", "))
    lines += entry("host", backend.host)
    try context.answer(backend, lines)
    return .done
  }

  /// Every backend: what executors of the crew say of themselves, and the known ones that have no executor.
  private static func backends(_ context: Context) throws(ProximaError) -> [BackendInfo] {
    let found = try context.crew("asking the executors") { link throws(ProximaError) -> [BackendInfo] in
      let status = try await link.call(AgentName.node, NodeAction.status, as: CrewStatus.self)
      var found: [BackendInfo] = []
      for agent in status.agents where agent.capabilities.contains(where: { $0.hasPrefix("execution.") }) {
        do throws(ProximaError) {
          found.append(try await link.call(agent.id, IdentifyExchange.action, as: BackendInfo.self))
        } catch {
          let name = agent.capabilities.first { $0.hasPrefix("execution.") }.map { String($0.dropFirst(10)) } ?? agent.id
          found.append(missing(name, "\(agent.id) does not answer: \(error.message)"))
        }
      }
      return found
    }
    let library = BackendLibrary.standard(home: context.home, environment: context.world.environment)
    let names = Set(found.map(\.name))
    let native = missing(BackendName.native, "no executor of the crew has it")
    return found.sorted { $0.name < $1.name }
      + library.catalog(present: [], native: native).filter { !names.contains($0.name) }.map { starting($0) }
  }

  /// A backend that is installed and has no executor in the crew: it is being started, or was stopped.
  private static func starting(_ backend: BackendInfo) -> BackendInfo {
    guard backend.available else { return backend }
    var backend = backend
    backend.available = false
    backend.reason = "installed, and its executor is not there; see `proxima agents list`"
    return backend
  }

  private static func missing(_ name: String, _ reason: String) -> BackendInfo {
    BackendInfo(
      name: name, version: "", available: false, reason: reason, methods: [], maxQubits: 0, noise: [], host: "localhost")
  }

  /// Runs a Bell pair with a fixed seed on one backend and looks at the counts.
  static func backendsTest(_ context: Context) throws(ProximaError) -> ExitCode {
    let name = BackendName.canonical(context.invocation.argument("BACKEND") ?? BackendName.native)
    let program = Submission.Program(
      name: "bell.qasm",
      source: "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\nmeasure q -> c;\n")
    var flags = RequestFlags()
    flags.backends = [name]
    flags.shots = 1000
    flags.seed = 7
    let submission = Submission(kind: .run, text: "", program: program, flags: flags, created: context.world.time.wall)
    let watcher = Watcher(context, .new(SubmitTask(id: newTaskID(context), submission: submission)), leaving: .aborts)
    guard case .report(let report) = try watcher.run() else {
      throw ProximaError("backend.untested", "the test of \(name) did not end", exit: .failed)
    }
    if let error = report.error { throw error }
    let run = report.runs.first { $0.backend == name }
    let counts = run?.counts ?? [:]
    let even = (counts["00"] ?? 0) + (counts["11"] ?? 0)
    // A fair coin leaves 400 to 600 of 1,000 with probability below 1e-9.
    let right = even == 1000 && (400...600).contains(counts["00"] ?? 0)
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let backend: String
      let passed: Bool
      let task: TaskID
      let counts: [String: Int]
      let seconds: Double
    }
    let seconds = run?.timing.totalSeconds ?? 0
    // What its runs cost may have changed since it was installed; our own simulators measure themselves.
    let installed = BackendLibrary.standard(home: context.home, environment: context.world.environment)
    if right, let manifest = installed[name], installed.installation(manifest).isReady { _ = try tried(context, name) }
    try context.answer(
      Answer(backend: name, passed: right, task: report.task, counts: counts, seconds: seconds),
      [
        Line(
          Span(name, .bold), Span(right ? " gives a right Bell pair" : " gives a wrong Bell pair", right ? .good : .bad),
          Span(" in \(Numbers.seconds(seconds))"))
      ] + Histogram.lines(counts, width: context.console.width))
    return right ? .done : .failed
  }
}
