import Core

extension Filling {
  /// Backends and methods, and which method belongs to which backend.
  mutating func places() {
    if request.intent == .generateCode { takeCodeFormat() }
    let named = draft.places.backends
    var names: [String] = []
    for (name, _) in named where !names.contains(name) { names.append(name) }
    let excluded = draft.places.excluded
    if names == ["all"], !excluded.isEmpty { names = BackendName.known.filter { !excluded.contains($0) } }
    if let clash = names.first(where: excluded.contains) {
      draft.ask("You name \(Wording.backend(clash)) and rule it out: which one?")
    }
    let methods = draft.places.methods
    var distinct: [Method] = []
    for (method, _) in methods where !distinct.contains(method) { distinct.append(method) }
    if distinct.count > 1 {
      names = paired(names)
    } else if let method = distinct.first {
      if names.count > 1, !draft.items.contains(where: { ["that of", "those of"].contains($0.text.lowercased()) }),
        let owner = owner(of: methods[0].item)
      {
        names = names.map { $0 == owner ? "\($0):\(method.rawValue)" : $0 }
      } else {
        request.method = method
      }
    }
    if !names.isEmpty { request.backends = names.sorted() }
    if names.isEmpty, !excluded.isEmpty {
      let rest = ["native"].filter { !excluded.contains($0) }
      request.defaults["backends"] = .array((rest.isEmpty ? ["aer"] : rest).map(JSONValue.string))
    }
  }

  /// Several methods: each goes to the backend beside it; without a backend, to the native one.
  private mutating func paired(_ names: [String]) -> [String] {
    var result: [String] = []
    var owned: Set<String> = []
    for (method, item) in draft.places.methods {
      guard let owner = owner(of: item) ?? (names.count == 1 ? names[0] : names.isEmpty ? BackendName.native : nil)
      else {
        draft.ask("On which backend should \(Wording.method(method)) run?")
        continue
      }
      owned.insert(owner)
      let name = "\(owner):\(method.rawValue)"
      if !result.contains(name) { result.append(name) }
    }
    if request.intent == .run { request.intent = .compare }
    return result + names.filter { !owned.contains($0) }
  }

  /// The backend that a method is meant for: "density matrix on Aer", "Cirq's density matrix", "aer:density_matrix".
  private func owner(of method: Int) -> String? {
    let items = draft.items
    func backend(_ index: Int) -> String? {
      guard items.indices.contains(index), case .backend(let name) = items[index].meaning,
        items[index].role == "backend"
      else { return nil }
      return name
    }
    // After it: "density matrix on Aer", where Aer is not the head of a list of all that were named.
    var index = method + 1
    while index < items.count, items[index].isFiller || items[index].action == .inventory { index += 1 }
    if index < items.count, let link = items[index].link,
      [.on, .of, .as, .by, .for].contains(link) || items[index].action == .run
    {
      var next = index + 1
      while next < items.count, items[next].isFiller { next += 1 }
      if let name = backend(next), !headsList(next) { return name }
    }
    // Before it: "Cirq's density matrix", "aer (density matrix)", "aer in density matrix mode".
    index = method - 1
    while index >= 0, items[index].isFiller || items[index].isSign("(", ":") { index -= 1 }
    if let name = backend(index) { return name }
    if index >= 0, items[index].link == .as, let name = backend(index - 1) { return name }
    if index >= 0, items[index].link == .with, let name = backend(index - 1), draft.places.methods.count > 1 {
      return name
    }
    return nil
  }

  /// Whether every backend of the sentence stands from `index` on, joined by commas and "and".
  private func headsList(_ index: Int) -> Bool {
    let all = draft.places.backends.map(\.item)
    guard all.count > 1, all.first == index, let last = all.last else { return false }
    return draft.items[index...last].allSatisfy { item in
      if case .backend = item.meaning { return true }
      return item.link == .and || item.isSign(",", "/") || item.isFiller || item.isSign("&")
    }
  }

  /// In a request for code, Qiskit and Cirq are languages, not backends.
  private mutating func takeCodeFormat() {
    var format = draft.places.format == "qasm" ? "qasm" : nil
    for (name, item) in draft.places.backends {
      guard format == nil || name == "aer" || name == "cirq" else { continue }
      switch name {
      case "aer": format = format ?? "qiskit"
      case "cirq": format = format ?? "cirq"
      default:
        draft.ask("Code can be written as OpenQASM, Qiskit or Cirq, not for \(Wording.backend(name)): which one?")
      }
      draft.items[item].role = "output"
    }
    if Set(draft.places.backends.map(\.name)).count > 1 {
      draft.ask("Which one should the code be for, Qiskit or Cirq?")
    }
    draft.places.backends = []
    draft.places.format = format ?? "qiskit"
    if format == nil {
      request.defaults["output"] = ["format": "qiskit"]
      draft.places.format =
        draft.places.path == nil && !draft.items.contains(where: { $0.text.lowercased().hasPrefix("python") })
        ? nil : "qiskit"
    }
  }

  private static let asides: Set<String> = [
    "works", "work", "mean", "means", "useful", "important", "learn", "good for", "summarize",
  ]

  /// Switches.
  mutating func options() {
    var options = draft.options
    if request.intent == .plan || draft.has(.dryRun) { options.dryRun = true }
    if request.intent != .explain, request.intent != .recall, request.intent != .converse, options.explain == nil,
      draft.items.contains(where: { $0.action == .explain && !Self.asides.contains($0.text.lowercased()) }),
      request.circuit != nil
    {
      options.explain = true
    }
    request.options = options == RequestOptions() ? nil : options
  }

  /// Where the answer goes.
  mutating func output() {
    guard
      let format = draft.places.format
        ?? (draft.places.path == nil ? nil : request.intent == .generateCode ? "qiskit" : nil)
    else {
      if let path = draft.places.path {
        draft.ask("In which format should \(path) be written: csv, xlsx, json, html, pdf or svg?")
      }
      return
    }
    request.output = OutputRequest(format: format, path: draft.places.path)
  }
}
