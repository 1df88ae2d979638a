import Core

/// A plan for people.
struct PlanView: Sendable {
  let plan: Plan
  var width = 80

  private var request: Request { plan.request }

  var lines: [Line] {
    if request.intent == .unclear { return unclear }
    var lines = entry("understood", request.understood.isEmpty ? request.request : request.understood)
    lines += entry("intent", request.intent.rawValue, .dim)
    if let circuit = request.circuit { lines += entry("circuit", Self.words(circuit)) }
    lines += settings
    if let selection = plan.selection {
      lines += entry("runs on", "\(selection.backend), \(selection.method.rawValue). \(selection.reason)")
      for candidate in selection.candidates where !candidate.possible {
        lines += entry("", "not \(candidate.backend): \(candidate.reason)", .dim)
      }
    }
    if let predicted = plan.predicted {
      lines += entry(
        "predicted", "\(Numbers.seconds(predicted.seconds)), \(Numbers.bytes(predicted.bytes))"
          + (predicted.error > 0 ? ", error at most \(Numbers.short(predicted.error))" : ""))
    }
    if !request.unused.isEmpty { lines += entry("ignored", request.unused.joined(separator: ", "), .warning) }
    lines += steps
    for blocker in plan.blockers {
      lines += entry("blocked", blocker.message, .bad)
      if !blocker.remedy.isEmpty { lines += entry("try", blocker.remedy) }
    }
    return lines
  }

  private var unclear: [Line] {
    var lines = entry("unclear", "this was not understood: \(request.request)", .warning)
    for question in request.questions { lines += entry("question", question) }
    if !request.unused.isEmpty { lines += entry("unknown", request.unused.joined(separator: ", ")) }
    return lines
  }

  private var settings: [Line] {
    var lines: [Line] = []
    var run: [String] = []
    if let shots = request.shots { run.append("\(Numbers.grouped(shots)) shots") }
    if let seed = request.seed { run.append("seed \(seed)") }
    if let method = request.method { run.append(method.rawValue) }
    if !run.isEmpty { lines += entry("with", run.joined(separator: ", ")) }
    if let noise = request.noise {
      lines += entry("noise", noise.isEmpty ? "none" : noise.map(Self.words).joined(separator: ", "))
    }
    if let observables = request.observables, !observables.isEmpty {
      lines += entry("observe", observables.joined(separator: "; "))
    }
    if let backends = request.backends { lines += entry("backends", backends.joined(separator: ", ")) }
    if let sweep = request.sweep {
      lines += entry("sweep", "\(sweep.parameter) over \(sweep.values.map(Numbers.short).joined(separator: ", "))")
    }
    if let output = request.output { lines += entry("output", output.path ?? output.format) }
    let filled = Self.defaults(request)
    if !filled.isEmpty { lines += entry("assumed", filled, .dim) }
    return lines
  }

  private var steps: [Line] {
    if plan.steps.isEmpty { return [] }
    var table = Table([.init("  step"), .init("agent"), .init("does"), .init("after", flexible: true)])
    for step in plan.steps {
      table.add([
        Span("  " + step.id, .bold), Span(step.agent), Span(StageWords.doing(step.action, step: step.action)),
        Span(step.dependsOn.joined(separator: ", "), .dim),
      ])
    }
    return [.empty] + table.lines(width: width) + (plan.blockers.isEmpty ? [] : [.empty])
  }

  /// `ghz on 3 qubits, marked 101`.
  static func words(_ circuit: CircuitRequest) -> String {
    var text = circuit.family.map { $0 == "_" ? " " : String($0) }.joined()
    if let qubits = circuit.qubits { text += " on \(qubits) qubit\(qubits == 1 ? "" : "s")" }
    for (name, value) in (circuit.parameters ?? [:]).sorted(by: { $0.key < $1.key }) { text += ", \(name) \(words(value))" }
    return text
  }

  static func words(_ noise: NoiseEntry) -> String {
    var text = noise.channel.rawValue
    if let gates = noise.gates { text += " after " + gates.joined(separator: ", ") }
    if let probability = noise.probability { text += " \(Numbers.short(probability))" }
    if let t1 = noise.t1, let t2 = noise.t2 { text += " t1 \(Numbers.seconds(t1)), t2 \(Numbers.seconds(t2))" }
    if let qubits = noise.qubits { text += " on qubits \(qubits.map(String.init).joined(separator: ", "))" }
    return text
  }

  /// What was filled in: `1,024 shots, seed 42`.
  static func defaults(_ request: Request) -> String {
    request.defaults.sorted { $0.key < $1.key }.map { name, value in
      switch (name, value.int) {
      case ("shots", let shots?): "\(Numbers.grouped(shots)) shots"
      default: "\(name) \(words(value))"
      }
    }.joined(separator: ", ")
  }

  static func words(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .int(let value): String(value)
    case .double(let value): Numbers.short(value)
    case .bool(let value): value ? "yes" : "no"
    case .null: "none"
    case .array(let values): values.map(words).joined(separator: ", ")
    case .object(let members): members.sorted { $0.key < $1.key }.map { "\($0.key) \(words($0.value))" }.joined(separator: ", ")
    }
  }

  private func entry(_ title: String, _ text: String, _ style: Style = .plain) -> [Line] {
    WordWrap.definition(Span(title, .dim), text, indent: 14, width: width, style: style)
  }
}
