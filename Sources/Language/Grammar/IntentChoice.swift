import Core

/// Decides what kind of thing is asked for.
struct IntentChoice {
  let draft: Draft
  /// Whether numbers, backends or files say how something is to be run.
  private let particular: Bool
  private let sized: Bool
  private let sweeps: Bool

  init(_ draft: Draft, sweeps: Bool) {
    self.draft = draft
    self.sweeps = sweeps
    sized = draft.values[.qubits] != nil
    particular =
      draft.values.keys.contains { $0 != .qubits } || !draft.bits.isEmpty || !draft.parameters.isEmpty
      || draft.noise.mentions.contains { $0.group != nil } || !draft.places.backends.isEmpty
      || !draft.observables.isEmpty
      || draft.noise.refused || sweeps
  }

  private var hasCircuit: Bool { !draft.families.isEmpty || draft.places.file != nil }
  private var backends: Int { draft.places.backends.count }
  private var allBackends: Bool { draft.places.backends.contains { $0.name == "all" } }
  private var asks: Bool { [.what, .how, .why, .which, .does].contains { draft.has($0 as Question) } }

  func choose() -> Intent {
    if isSmallTalk { return .converse }
    if explainsFirst { return .explain }
    if let intent = aboutEarlierWork { return intent }
    if buildsBackend { return .buildBackend }
    if listsBackends { return .backends }
    if hasCircuit { return aboutCircuit }
    if namesDifference { return .explain }
    if asks, !particular, hasTopic { return .explain }
    if followsUp { return .repeat }
    return .unclear
  }

  // MARK: Without a circuit

  private var isSmallTalk: Bool {
    guard draft.items.contains(where: { $0.meaning == .greeting }) else { return false }
    return draft.items.allSatisfy { item in
      switch item.meaning {
      case .greeting, .filler, .link, .question, .past, .action(.show), .action(.run): true
      case nil: item.isSign(",", ".", "!", "?", ":", ")", "(", "-", "..", "...", ";", "\"", "'")
      default: false
      }
    }
  }

  /// "explain …" at the head, before anything is to be run.
  private var explainsFirst: Bool {
    guard let explain = draft.items.firstIndex(where: { $0.action == .explain }) else { return false }
    // "verify that it works" wants a run.
    if draft.options.verify == true, !asks { return false }
    let firstRun = draft.items.firstIndex {
      [.run, .compare, .benchmark, .sweep, .code, .optimize, .plan].contains($0.action)
    }
    if let firstRun, firstRun < explain, !asks { return false }
    if draft.hasPast && draft.families.isEmpty { return true }
    guard hasTopic else { return false }
    let runs =
      draft.values[.shots] != nil || (backends > 0 && hasCircuit) || draft.noise.mentions.contains { $0.group != nil }
    return !runs && !sweeps
  }

  /// "difference between a statevector and a density matrix?": of notions, not of results.
  private var namesDifference: Bool {
    !draft.hasPast && draft.values.isEmpty && hasTopic
      && draft.items.first(where: { !$0.isFiller && $0.meaning != .question(.what) })
        .map { $0.text.lowercased().hasPrefix("differ") } ?? false
  }

  private var hasTopic: Bool {
    draft.items.contains { item in
      switch item.meaning {
      case .family, .hint, .backend, .method, .channel, .noise, .concept, .notion, .quantity, .format: true
      case .unit(let unit): unit != .number && unit != .marked && unit != .p
      case .unsupported(let kind): kind != "something destructive" && kind != "a schedule"
      default: false
      }
    }
  }

  private var aboutEarlierWork: Intent? {
    let again = draft.has(.again)
    // A program that is named is no earlier work: "optimize ghz.qasm, and the counts before and after".
    if draft.places.file != nil, draft.has(.optimize), !again { return nil }
    if draft.hasPast || (again && !hasCircuit) || (!hasCircuit && draft.has(.export)) {
      if draft.has(.optimize), !hasCircuit { return .optimize }
      if writesEarlier { return .export }
      if draft.has(.export), draft.hasPast || !hasCircuit, !again { return exportsEarlier ? .export : nil }
      if again, !recalls { return .repeat }
      if draft.hasPast, !hasCircuit || recalls || draft.has(.search) || draft.hasUnit(.marked) {
        if runsEarlier, !looksUp { return .repeat }
        return recalls || isReference ? .recall : nil
      }
    }
    return nil
  }

  private var exportsEarlier: Bool {
    draft.hasPast || draft.places.path != nil || draft.places.format != nil || !draft.previous.isEmpty
  }

  /// "make a PDF report of the last run": a format, and nothing that changes the run.
  private var writesEarlier: Bool {
    let written = draft.places.format != nil && draft.places.format != "qasm" || draft.places.path != nil
    return draft.hasPast && written && !draft.has(.again) && !particular && !sized
  }

  /// "find the GHZ run", "look for my runs": a verb of looking at the head.
  private var looksUp: Bool {
    guard let head = draft.items.first(where: { !$0.isFiller && $0.meaning != .greeting }) else { return false }
    return head.action == .search || Self.lookUps.contains(head.text.lowercased())
  }

  private static let lookUps: Set<String> = [
    "find", "look", "locate", "fetch", "pull", "search", "retrieve", "remember", "recall", "remind", "bring",
  ]

  private var recalls: Bool {
    guard draft.hasPast else { return false }
    if looksUp { return true }
    return draft.has(.past as Question) || draft.has(.what) || draft.has(.how) || draft.has(.which) || draft.has(.show)
      || draft.has(.search) || draft.has(.recall) || (draft.hasUnit(.marked) && !draft.has(.run)) || draft.has(.does)
      || draft.has(.why)
  }

  /// A bare "my last run", "task history".
  private var isReference: Bool {
    draft.items.allSatisfy { !$0.isUnknown }
      && !draft.items.contains { if case .unsupported = $0.meaning { true } else { false } }
  }

  /// "run my previous circuit on Aer".
  private var runsEarlier: Bool {
    guard let first = draft.items.first(where: { $0.action != nil })?.action else { return particular && !asks }
    return first == .run && !draft.has(.past as Question) && !draft.has(.what)
  }

  private var buildsBackend: Bool {
    guard !hasCircuit else { return false }
    let setsUp =
      (namesBackendItself || draft.places.folder != nil) && draft.items.contains { Self.setUps.contains($0.text.lowercased()) } && !particularRun
    // "get quest built"
    let words = Set(draft.items.map { $0.text.lowercased() })
    let gets = words.contains("get") && !words.isDisjoint(with: ["built", "compiled", "installed"]) && !particularRun
    guard draft.has(.build) || draft.has(.install) || setsUp || gets else { return false }
    let first =
      draft.items.firstIndex {
        $0.action == .build || $0.action == .install || (setsUp || gets) && Self.setUps.contains($0.text.lowercased())
      } ?? 0
    let head = draft.items[..<first].contains { $0.action == .run || $0.meaning == .question(.what) }
    return !head && (backends > 0 || draft.has(.inventory) || draft.places.folder != nil)
  }

  /// "the quest backend", rather than a place to run something on.
  private var namesBackendItself: Bool {
    draft.has(.inventory)
      || draft.items.contains { item in
        if case .backend = item.meaning { item.text.lowercased().contains(" ") } else { false }
      }
  }

  private static let setUps: Set<String> = ["set up", "setup", "get", "add", "fetch", "enable"]
  /// Whether numbers say that something is to be run.
  private var particularRun: Bool {
    !draft.values.isEmpty || !draft.bits.isEmpty || backends != 1 || asks && draft.places.folder == nil
  }

  private var listsBackends: Bool {
    guard !hasCircuit, draft.values.isEmpty || draft.has(.which) || draft.has(.what),
      draft.noise.mentions.isEmpty || asks
    else { return false }
    let noun = draft.has(.inventory) || (asks && backends > 0)
    if draft.has(.benchmark) || draft.has(.compare) || draft.has(.explain) || draft.has(.speed) && !draft.has(.which) {
      return false
    }
    return (noun && (asks || draft.has(.show) || draft.has(.run) == false && !particular)) || (noun && allBackends)
      || (allBackends && draft.has(.show))
  }

  private var followsUp: Bool {
    guard !draft.previous.isEmpty else { return false }
    return particular || sized || draft.noise.wanted || !draft.places.methods.isEmpty
  }

  // MARK: With a circuit

  private var aboutCircuit: Intent {
    let variational = ["vqe", "qaoa"].contains(draft.families.first ?? "")
    if draft.has(.again), let last = draft.previous.last, last.circuit?.family == draft.families.first {
      return .repeat
    }
    if draft.has(.dryRun) || draft.has(.plan) { return .plan }
    if writesCode { return .generateCode }
    if draft.has(.optimize), !variational, !draft.has(.run) || !asks { return .optimize }
    if exportsCircuit { return .export }
    if questionOnly { return .explain }
    if draft.has(.benchmark) || asksForTime { return .benchmark }
    if sweeps, !(draft.has(.compare) && (backends > 1 || allBackends)) { return .sweep }
    if backends > 1 || draft.places.methods.count > 1 && differentMethods { return .compare }
    if compares, draft.families.count < 2 { return .compare }
    if draft.has(.speed), backends > 0 || draft.has(.inventory) { return allBackends ? .benchmark : .compare }
    if allBackends { return .compare }
    return .run
  }

  /// "against 2 % bit flips" compares nothing.
  private var compares: Bool {
    let words = draft.items.filter { $0.action == .compare }.map { $0.text.lowercased() }
    return words.contains { $0 != "against" } || !words.isEmpty && draft.noise.mentions.isEmpty
  }

  private var differentMethods: Bool { Set(draft.places.methods.map(\.method)).count > 1 }

  /// "time a 22 qubit QFT".
  private var asksForTime: Bool {
    draft.items.first { !$0.isFiller }.map { ["time", "clock"].contains($0.text.lowercased()) } ?? false
  }

  /// "what is a GHZ state?": a question about the thing itself.
  private var questionOnly: Bool {
    guard asks, !particular, draft.places.file == nil else { return false }
    let firstAsk = draft.items.firstIndex { if case .question = $0.meaning { true } else { false } } ?? 0
    if let run = draft.items.firstIndex(where: { $0.action == .run }), run < firstAsk { return false }
    if sized || noiseIsCondition {
      // "what does a 5-qubit W look like?" wants to see one.
      return draft.has(.explain)
    }
    return draft.items[..<firstAsk].allSatisfy {
      $0.isFiller || $0.meaning == .greeting || $0.isSign(",") || $0.action == .show
    }
  }

  /// "with noise", "noisy": something is to be run under it; in "how do codes correct errors?" it is the subject.
  private var noiseIsCondition: Bool {
    guard draft.noise.wanted else { return false }
    return draft.items.indices.contains { index in
      switch draft.items[index].meaning {
      case .noise(.adjective): return true
      case .noise(.noun):
        let before = draft.items[..<index].last { !$0.isFiller && $0.meaning != .noise(.noun) }
        return before?.link != nil
      default: return false
      }
    }
  }

  /// "export a Bell circuit as bell.qasm": the circuit itself is to be written.
  private var exportsCircuit: Bool {
    draft.has(.export) && draft.places.format == "qasm" && !draft.has(.run)
  }
}
