import Core
import Language

/// Turns the entries of an agent file into a plan, one by one.
struct PlanMaker {
  let file: AgentFile
  let name: String
  let interpreter: Interpreter
  var plan = AgentPlan(text: "", kind: .ask)
  /// What the parameters say of the circuit, in words for the sentence.
  private(set) var family: String?
  private(set) var qubits: Int?
  private(set) var words: [String] = []
  private(set) var compares = false
  private(set) var verifies = false

  init(_ file: AgentFile, name: String, interpreter: Interpreter) {
    self.file = file
    self.name = name
    self.interpreter = interpreter
  }

  mutating func make() throws(AgentFileError) -> AgentPlan {
    for entry in file.parameters { try parameter(entry) }
    for entry in file.steps { try step(entry) }
    for entry in file.output { try output(entry) }
    followStates()
    try sentence()
    return plan
  }

  func wrong(_ line: Int, _ message: String, _ remedy: String) -> AgentFileError {
    AgentFileError(line, message, remedy: remedy, file: name)
  }

  // MARK: Parameters

  private mutating func parameter(_ entry: AgentFile.Entry) throws(AgentFileError) {
    switch entry.key {
    case "qubits", "num_qubits", "n_qubits": qubits = try whole(entry)
    case "shots": plan.shots = try whole(entry)
    case "seed": plan.seed = UInt64(try whole(entry))
    case "depth", "layers", "steps", "rounds", "distance", "iterations":
      words.append("\(entry.key) \(try whole(entry))")
    case "circuit", "family", "circuit_type", "algorithm": family = entry.text
    case "noise_model", "noise", "noise_type": plan.noise = try noise(entry)
    case "noise_level", "error_rate", "noise_strength":
      guard let value = Double(entry.text), (0...1).contains(value) else {
        throw wrong(entry.line, "\(entry.key) `\(entry.text)` is no probability", "give a number from 0 to 1")
      }
      plan.noise = (plan.noise ?? [NoiseEntry(channel: .depolarizing)]).map {
        var entry = $0
        entry.probability = value
        return entry
      }
    case "method", "simulator", "simulation_method":
      guard let method = method(in: entry.text) else {
        throw wrong(entry.line, "unknown method `\(entry.text)`", "one of \(Core.Method.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      plan.method = method
    default:
      throw wrong(
        entry.line, "unknown parameter `\(entry.key)`",
        "known are qubits, shots, seed, circuit, depth, layers, steps, rounds, distance, iterations, noise_model, noise_level, method")
    }
  }

  private func whole(_ entry: AgentFile.Entry) throws(AgentFileError) -> Int {
    let digits = entry.text.filter { $0 != "," && $0 != "_" }
    guard let value = Int(digits), value >= 0 else {
      throw wrong(entry.line, "\(entry.key) `\(entry.text)` is no whole number", "write `- \(entry.key): 1000`")
    }
    return value
  }

  /// A channel, with its probability where one is named: `depolarizing`, `depolarizing 0.02`, `none`.
  private func noise(_ entry: AgentFile.Entry) throws(AgentFileError) -> [NoiseEntry] {
    let request = interpreter.interpret("run a 2 qubit GHZ state with \(entry.text) noise")
    if let noise = request.noise, request.intent == .run { return noise }
    if ["none", "ideal", "no"].contains(entry.text.lowercased()) { return [] }
    guard request.intent == .run, let assumed = request.defaults["noise"]?.array, !assumed.isEmpty else {
      throw wrong(entry.line, "unknown noise `\(entry.text)`", "such as `depolarizing`, `depolarizing 0.02` or `none`")
    }
    return assumed.compactMap { item in
      item["channel"]?.string.flatMap(NoiseChannel.init(rawValue:)).map {
        NoiseEntry(channel: $0, probability: item["probability"]?.double, t1: item["t1"]?.double, t2: item["t2"]?.double)
      }
    }
  }

  private func method(in text: String) -> Core.Method? {
    let request = interpreter.interpret("run a 2 qubit GHZ state by the \(text) method")
    return request.intent == .run ? request.method : nil
  }

  // MARK: Steps

  private static let comparing: Set<String> = ["compare", "contrast", "analyze", "analyse", "evaluate"]
  private static let running: Set<String> = ["execute", "run", "simulate", "test", "use"]
  private static let reporting: Set<String> = ["generate", "create", "write", "export", "save", "report", "produce", "summarize"]
  private static let checking: Set<String> = ["verify", "validate", "check"]

  private mutating func step(_ entry: AgentFile.Entry) throws(AgentFileError) {
    let text = entry.text.lowercased()
    let verb = text.prefix { $0.isLetter }
    if Self.running.contains(String(verb)) {
      let backend = try place(entry)
      if !plan.backends.contains(backend) { plan.backends.append(backend) }
      plan.steps.append("run on \(backend)")
    } else if Self.comparing.contains(String(verb)) {
      try only(entry, ["compare", "contrast", "analyze", "analyse", "evaluate", "result", "results", "report", "generate", "all", "backends",
        "fidelity", "fidelities", "performance", "times", "time", "execution", "differences", "outcomes", "create", "summary", "outputs"])
      compares = true
      plan.steps.append("compare the results" + (text.contains("report") ? " and report" : ""))
    } else if Self.reporting.contains(String(verb)) {
      try only(entry, ["generate", "create", "write", "export", "save", "report", "produce", "summarize", "summary", "results", "result",
        "comparison", "insights", "findings", "final", "reports", "xlsx", "csv", "json", "html", "pdf", "excel", "spreadsheet", "file"])
      plan.steps.append("report")
    } else if Self.checking.contains(String(verb)) {
      try only(entry, ["verify", "validate", "check", "result", "results", "all", "outcomes", "independently"])
      verifies = true
      plan.steps.append("verify the results")
    } else {
      throw wrong(
        entry.line, "unknown step `\(entry.text)`",
        "a step runs on a backend (`Execute on native`), compares, verifies or reports")
    }
  }

  private static let small: Set<String> = ["the", "and", "a", "an", "of", "in", "to", "with", "for", "between", "across", "from", "as", "on", "each", "any", "it", "them"]

  /// A step may hold no word that would be ignored.
  private func only(_ entry: AgentFile.Entry, _ known: Set<String>) throws(AgentFileError) {
    let words = entry.text.lowercased().split { !$0.isLetter }.map(String.init)
    guard let stranger = words.first(where: { !known.contains($0) && !Self.small.contains($0) }) else { return }
    throw wrong(entry.line, "step `\(entry.text)`: I do not understand `\(stranger)`", "say it in other words, or leave it out")
  }

  /// The backend of a step, with its method where one is named: `Cirq (DensityMatrix)`.
  private func place(_ entry: AgentFile.Entry) throws(AgentFileError) -> String {
    let verb = entry.text.prefix { $0.isLetter }
    var rest = AgentFiles.trimmed(entry.text.dropFirst(verb.count))
    rest = rest.replacing("StateVector", with: "statevector").replacing("DensityMatrix", with: "density matrix")
    if !rest.lowercased().contains("on "), !rest.lowercased().contains("with ") { rest = "on " + rest }
    let request = interpreter.interpret("run a 2 qubit GHZ state \(rest)")
    guard request.intent == .run, let names = request.backends, names.count == 1, names[0] != "all" else {
      let why = request.questions.first.map { " (\($0))" } ?? ""
      throw wrong(entry.line, "step `\(entry.text)` names no one backend\(why)", "such as `Execute on Cirq (DensityMatrix)`")
    }
    guard let method = request.method else { return names[0] }
    return names[0].contains(":") ? names[0] : "\(names[0]):\(method.rawValue)"
  }

  // MARK: Output

  private static let known = [
    "fidelity", "execution time", "time", "resource usage", "memory", "counts", "probabilities", "insights", "comparison",
    "statistics", "verification", "recommendations", "circuit", "expectation values",
  ]

  private mutating func output(_ entry: AgentFile.Entry) throws(AgentFileError) {
    switch entry.key {
    case "format", "formats":
      let names = entry.text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0 != "and" }
      if let stranger = names.first(where: { !["xlsx", "csv", "json", "html", "md", "pdf", "svg", "txt"].contains($0) }) {
        throw wrong(entry.line, "unknown format `\(stranger)`", "one of xlsx, csv, json, html, pdf, md")
      }
      plan.formats = names
    case "include":
      plan.include = entry.text.split(separator: ",").map { AgentFiles.trimmed($0).lowercased() }
      if let stranger = plan.include.first(where: { item in !Self.known.contains { item == $0 || item == $0 + "s" } }) {
        throw wrong(entry.line, "the report cannot include `\(stranger)`", "it can include \(Self.known.joined(separator: ", "))")
      }
    case "file", "path": plan.path = entry.text
    default: throw wrong(entry.line, "unknown output `\(entry.key)`", "known are Format, Include and File")
    }
  }
}
