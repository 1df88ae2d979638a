import Core

/// The last look: what is missing or cannot be, put as questions.
enum Validation {
  static func check(_ request: inout Request, _ draft: inout Draft) {
    switch request.intent {
    case .unclear:
      if draft.questions.isEmpty { draft.ask(whatIsMissing(draft)) }
    case .run, .sweep, .benchmark, .compare, .plan, .generateCode:
      if request.circuit == nil, draft.families.count < 2 { draft.ask(whatIsMissing(draft)) }
      if request.intent == .compare { checkComparison(request, &draft) }
      if request.intent == .sweep || request.intent == .run { checkSweep(request, &draft) }
    case .explain: checkTopic(&draft)
    case .recall, .backends, .buildBackend, .converse, .export, .repeat, .optimize: checkWords(request.intent, &draft)
    }
  }

  private static func whatIsMissing(_ draft: Draft) -> String {
    if draft.has(.compare) { return "What should be compared: for example a 3-qubit GHZ state on Cirq and Aer?" }
    if draft.items.contains(where: { $0.action == .run || $0.quantity != nil }) {
      return "Which circuit do you mean: for example a Bell pair, a GHZ state, a QFT or a Grover search?"
    }
    return "What should I do: run, compare or explain a quantum circuit, such as a 3-qubit GHZ state?"
  }

  private static func checkComparison(_ request: Request, _ draft: inout Draft) {
    if let only = request.backends, only.count == 1, only != ["all"] {
      draft.ask("With which other backend should \(Wording.backend(only[0])) be compared?")
    }
  }

  private static let sweepVerbs: Set<String> = ["sweep", "scan", "vary", "sweeping", "scanning", "varying"]

  private static func checkSweep(_ request: Request, _ draft: inout Draft) {
    guard request.sweep == nil, draft.items.contains(where: { $0.role != "corrected" && sweepVerbs.contains($0.text.lowercased()) }) else {
      return
    }
    draft.ask("Over which values should I sweep: for example 2 to 8 qubits?")
  }

  private static let explainable: Set<String> = [
    "fidelity", "fidelities", "purity", "entropy", "amplitudes", "eigenvalue", "correlation", "correlations",
    "histogram", "counts",
    "approximation ratio", "probability distribution", "heavy output probability", "state fidelity", "gate", "gates",
    "success probability", "logical error rate", "logical error", "eigenphase", "circuit", "circuits", "result",
    "results",
  ]

  /// An explanation must be of something in the field.
  private static func checkTopic(_ draft: inout Draft) {
    let unknown = draft.items.filter(\.isUnknown).count
    let known = draft.items.filter { item in
      switch item.meaning {
      case .family, .hint, .concept, .notion, .method, .backend, .channel, .noise, .unsupported, .format: true
      case .quantity: explainable.contains(item.text.lowercased())
      case .unit(let unit):
        !item.text.lowercased().hasPrefix("time")
          && ![.marked, .number, .p, .secret, .items, .iterations].contains(unit)
      default: draft.hasPast
      }
    }.count
    let stray = draft.items.contains { $0.quantity != nil && $0.role == "unknown" }
    if known == 0 || unknown > known + 1 || stray && unknown > 0 || unknown > known && !draft.items.contains(where: isQuestion) {
      draft.ask("I can explain quantum circuits, states, noise and methods: what of these do you mean?")
    }
  }

  private static func isQuestion(_ item: Item) -> Bool {
    if case .question(let question) = item.meaning { return question != .does }
    return item.action == .explain
  }

  /// Where nothing is run a strange word is still a sign that something else was meant.
  private static func checkWords(_ intent: Intent, _ draft: inout Draft) {
    let strange = draft.items.filter { $0.isUnknown && $0.role == "unknown" }
    let destructive = draft.items.contains {
      $0.meaning == .unsupported("something destructive") && $0.role != "declined"
    }
    let tolerance = intent == .buildBackend ? 3 : intent == .recall && isAboutRuns(draft) ? 1 : 0
    guard strange.count > tolerance || destructive else { return }
    draft.ask("I do not understand “\(Wording.list(strange.map(\.text), "and"))”: what should I do?")
  }

  private static func isAboutRuns(_ draft: Draft) -> Bool {
    draft.items.contains { item in
      switch item.meaning {
      case .family, .quantity, .backend, .method, .channel: true
      case .action(.run): true
      case .past: item.text.contains(" ")
      default: false
      }
    }
  }
}
