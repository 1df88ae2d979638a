import Core

/// Says a request back in one sentence.
struct Understanding {
  let request: Request
  let lexicon: Lexicon
  let draft: Draft

  func sentence() -> String {
    switch request.intent {
    case .unclear: return unclear()
    case .converse: return "You would like to talk."
    case .backends: return "List the backends and what each can do."
    case .buildBackend:
      return "Build \(draft.places.backends.map { Wording.backend($0.name) }.first ?? "a backend")"
        + (draft.places.folder.map { " from \($0)" } ?? "") + "."
    case .recall: return "Look up earlier work in the history."
    case .explain: return "Explain \(topic())."
    case .export: return "Export \(request.circuit == nil ? "the earlier result" : circuit())\(output())."
    case .repeat: return "Repeat the earlier run\(changes())."
    case .generateCode: return "Write \(language()) code for \(circuit())\(output(path: true))."
    case .optimize: return "Optimise \(request.circuit == nil ? "the earlier circuit" : circuit())\(output())."
    case .plan: return "Plan, without running it: \(circuit())\(details())."
    case .compare: return "Compare \(circuit())\(details())."
    case .benchmark: return "Benchmark \(circuit())\(details())."
    case .sweep: return "Run \(circuit())\(details())."
    case .run: return "Run \(circuit())\(details())."
    }
  }

  private func unclear() -> String {
    guard request.circuit != nil else { return "I could not tell what you want." }
    return "I read \(circuit())\(details()), but something is not clear."
  }

  private func topic() -> String {
    let words = draft.items.filter { item in
      switch item.meaning {
      case .family, .hint, .concept, .notion, .method, .backend, .channel, .quantity, .unsupported: true
      case .noise(let word): word != .probability
      default: false
      }
    }
    if words.isEmpty { return draft.hasPast ? "the earlier result" : "that" }
    return Wording.list(words.prefix(3).map(\.text), "and")
  }

  private func language() -> String {
    switch request.output?.format ?? request.defaults["output"]?["format"]?.string {
    case "cirq": "Cirq"
    case "qasm": "OpenQASM"
    default: "Qiskit"
    }
  }

  private func circuit() -> String {
    guard let circuit = request.circuit else { return "the circuit" }
    if let file = circuit.parameters?["file"]?.string { return "the program in \(file)" }
    guard let family = lexicon.families[circuit.family] else { return "the earlier circuit" }
    var text = "\(Wording.article(family.title).lowercased()) \(family.title)"
    let uncounted = family.fixed != nil || request.sweep?.parameter == "qubits"
    if !uncounted, let qubits = circuit.qubits ?? request.defaults["qubits"]?.int {
      let size = qubits == 8 || qubits == 11 || qubits == 18 || (80...89).contains(qubits) ? "an" : "a"
      text = "\(size) \(Wording.number(Double(qubits)))-qubit \(family.title)"
    }
    return text + parameters(circuit)
  }

  private func parameters(_ circuit: CircuitRequest) -> String {
    var all = circuit.parameters ?? [:]
    for name in lexicon.families[circuit.family]?.parameters ?? [] where all[name] == nil {
      if let value = request.defaults[name] { all[name] = value }
    }
    let said = all.sorted { $0.key < $1.key }.map { name, value in "\(name) \(Self.said(value))" }
    return said.isEmpty ? "" : " with \(Wording.list(said, "and"))"
  }

  /// A parameter as it is said back: lists of lists as they are written.
  private static func said(_ value: JSONValue) -> String {
    guard let rows = value.array, rows.contains(where: { $0.array != nil || $0.double != nil && $0.string == nil }) else {
      return text(value)
    }
    if rows.allSatisfy({ $0.array == nil }) { return "[" + rows.map(text).joined(separator: ", ") + "]" }
    if rows.count > 12 { return "of \(rows.count) edges" }
    return "[" + rows.map { "[" + ($0.array ?? []).map(text).joined(separator: ", ") + "]" }.joined(separator: ", ") + "]"
  }

  static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let values): Wording.list(values.map(text), "and")
    default: value.double.map(Wording.number) ?? "\(value)"
    }
  }

  private func details() -> String { sweep() + backends() + method() + noise() + shots() + rest() + output() }

  private func sweep() -> String {
    guard let sweep = request.sweep else { return "" }
    let percent = sweep.parameter == "noise"
    let name = percent ? Wording.channel(sweep.channel ?? .depolarizing) : sweep.parameter
    let values = sweep.values.map { percent ? "\($0)" : Wording.number($0) }
    let shown = values.count > 8 ? values.prefix(3) + ["…"] + values.suffix(1) : values[...]
    return " for \(name) of \(shown.joined(separator: ", "))"
  }

  private func backends() -> String {
    guard let names = request.backends ?? request.defaults["backends"]?.array?.compactMap(\.string), !names.isEmpty
    else { return "" }
    return " on \(Wording.list(names.map(Wording.backend), "and"))"
  }

  private func method() -> String { request.method.map { " by \(Wording.method($0))" } ?? "" }

  private func noise() -> String {
    if let noise = request.noise {
      if noise.isEmpty { return " without noise" }
      return " under "
        + Wording.list(
          noise.map { entry in
            Wording.channel(entry.channel) + (entry.probability.map { " of \($0)" } ?? "")
          }, "and")
    }
    guard let assumed = request.defaults["noise"]?.array else { return "" }
    return " under "
      + Wording.list(
        assumed.map { entry in
          let channel = entry["channel"]?.string.flatMap(NoiseChannel.init(rawValue:)) ?? .depolarizing
          return Wording.channel(channel) + (entry["probability"]?.double.map { " of \($0), a default" } ?? "")
        }, "and")
  }

  private func shots() -> String {
    if request.sweep?.parameter == "shots" { return "" }
    guard let shots = request.shots else { return "" }
    return " with \(Wording.number(Double(shots))) shot\(shots == 1 ? "" : "s")"
  }

  private func rest() -> String {
    var text = request.seed.map { ", seed \($0)" } ?? ""
    if let observables = request.observables {
      text += ", and give the expectation of \(Wording.list(observables, "and"))"
    }
    if request.options?.explain == true { text += ", and explain the result" }
    if request.options?.verify == true { text += ", and verify it" }
    if request.options?.useLLM == true { text += ", with a language model" }
    if request.options?.useLLM == false { text += ", without a language model" }
    return text
  }

  private func output(path only: Bool = false) -> String {
    guard let output = request.output else { return "" }
    if let path = output.path { return ", written to \(path)" }
    return only ? "" : ", as \(output.format)"
  }

  private func changes() -> String {
    var text = backends() + method() + noise() + shots() + rest()
    if let qubits = request.circuit?.qubits { text = " with \(Wording.number(Double(qubits))) qubits" + text }
    return text
  }
}
