import Core
import FoundationEssentials
import Store

/// Makes the events of whole tasks, as a coordinator would write them.
struct History {
  var events: [JournalEvent] = []

  /// A task from submission to its end, `day` days after the start of the year.
  mutating func add(
    _ id: String, _ text: String, family: String? = nil, qubits: Int? = nil, noise: [NoiseEntry]? = nil,
    intent: Intent = .run, shots: Int = 1024, backend: String = "native", seconds: Double = 0.01,
    session: String? = nil, day: Int = 0, error: ProximaError? = nil, summary: String? = nil
  ) throws {
    let id = try taskID(id)
    let start = moment(day: day)
    var request = Request(request: text, intent: intent)
    request.circuit = family.map { CircuitRequest(family: $0, qubits: qubits) }
    request.noise = noise
    let plan = Plan(request: request)
    var report = TaskReport(task: id, status: error == nil ? .completed : .failed, plan: plan)
    report.error = error
    report.insight = summary.map { Insight(summary: $0) }
    if error == nil {
      var run = Run(
        id: id.text + ".1", backend: backend, backendVersion: "1", method: .statevector, host: "here",
        qubits: qubits ?? 2, shots: shots, seed: 7, precision: .double,
        circuit: CircuitSummary(qubits: qubits ?? 2, clbits: 0, depth: 1, gates: [:]))
      run.timing.totalSeconds = seconds
      report.runs = [run]
    }
    let submission = Submission(kind: .ask, text: text, session: session, created: start)
    let happened: [TaskEvent] = [
      .submitted(submission), .moved(.planning, reason: nil), .planned(plan, graph: []), .moved(.running, reason: nil),
      .finished(report),
    ]
    for event in happened { append(try JournalEvent(event, of: id, at: start)) }
  }

  mutating func say(_ text: String, _ role: ConversationTurn.Role = .user, session: String = "s", day: Int = 0) throws {
    let turn = ConversationTurn(session: session, role: role, content: text)
    append(try JournalEvent(task: nil, kind: JournalKind.turn, time: moment(day: day), encoding: turn))
  }

  mutating func append(_ event: JournalEvent) {
    var event = event
    event.seq = Int64(events.count + 1)
    events.append(event)
  }

  /// The same events in a journal.
  func journal(path: String? = nil) throws -> Journal {
    let journal = try Journal(path: path)
    try journal.append(events)
    return journal
  }

  /// A few weeks of work on all sorts of circuits.
  static func weeks() throws -> History {
    var history = History()
    let depolarizing = [NoiseEntry(channel: .depolarizing, probability: 0.01)]
    let damping = [NoiseEntry(channel: .amplitudeDamping, probability: 0.05)]
    try history.add("bell", "make a bell pair", family: "bell", qubits: 2, day: 1)
    try history.add("qft", "fourier transform on 5 qubits", family: "qft", qubits: 5, day: 2)
    try history.add(
      "qft-noisy", "QFT of 4 qubits, amplitude damping 5%", family: "qft", qubits: 4, noise: damping, day: 3)
    try history.add("grover", "search for 101 with Grover", family: "grover", qubits: 3, day: 4)
    try history.add(
      "ghz-noisy", "5 qubit GHZ, depolarizing 0.01, 4000 shots", family: "ghz", qubits: 5,
      noise: depolarizing, day: 5, summary: "Parity decays: 94 % of the shots are all zeros or all ones.")
    try history.add("vqe", "ground state of H2", family: "vqe", qubits: 2, day: 6)
    try history.add(
      "surface", "distance 3 surface code, 5 rounds", family: "surface_code", qubits: 17, noise: depolarizing, day: 7)
    try history.add("teleport", "teleport a qubit", family: "teleportation", qubits: 3, day: 8)
    try history.add(
      "versus", "compare aer and cirq on a 6 qubit random circuit", family: "random", qubits: 6,
      intent: .compare, backend: "aer", day: 9)
    try history.add(
      "broken", "QAOA on quest", family: "qaoa", qubits: 6, day: 10,
      error: ProximaError("backend.missing", "quest is not installed", exit: .unavailable))
    try history.add(
      "ising", "transverse field spin chain, 8 sites, 20 Trotter steps", family: "ising", qubits: 8, day: 11)
    for n in 0..<40 {
      try history.add(
        "random\(n)", "random circuit number \(n) of depth \(n + 3)", family: "random", qubits: 4 + n % 9, day: 12)
    }
    try history.say("what does the parity of the noisy cat state tell me?", day: 5)
    try history.say("It decays exponentially with the number of qubits.", .assistant, day: 5)
    try history.say("thanks, and how do I install stim?", day: 6)
    return history
  }
}

func moment(day: Int) -> WallTime { WallTime(milliseconds: 1_767_225_600_000 + Int64(day) * 86_400_000) }

func taskID(_ text: String) throws -> TaskID {
  guard let id = TaskID(text) else { throw ProximaError.bug("not a task id: \(text)") }
  return id
}

/// A folder of its own for one test, removed with it.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/proxima-memory-" + Identifier.random().description
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
}
