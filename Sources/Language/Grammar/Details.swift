import Core

/// Parameters, observables and switches that stand as words.
enum Details {
  static func apply(_ draft: inout Draft) {
    base(&draft)
    for index in draft.items.indices where draft.items[index].role == nil {
      switch draft.items[index].sense {
      case .pauli(let product):
        draft.observables.append(product)
        draft.items[index].role = "observable"
      case .ket(let inside)
      where draft.family?.bits != nil && inside.count > 0 && inside.allSatisfy({ $0 == "0" || $0 == "1" }):
        draft.bits.append(inside)
        draft.items[index].role = draft.family?.bits?.rawValue
      case .literal(let json): literal(json, index, &draft)
      case .meaning(.parameter(let name, let value)):
        parameter(name, value, index, &draft)
      case .meaning(.option(let option)):
        set(option, &draft)
        draft.items[index].role = "option"
      default: break
      }
    }
  }

  /// "with base 7", "base a = 7": of Shor's algorithm.
  private static func base(_ draft: inout Draft) {
    guard draft.family?.name == "shor",
      let word = draft.items.firstIndex(where: { $0.text.lowercased() == "base" && $0.role == nil })
    else { return }
    var place = word + 1
    while place < draft.items.count, draft.items[place].isSign("=", ":") || draft.items[place].text.lowercased() == "a" { place += 1 }
    guard place < draft.items.count, let value = draft.items[place].quantity?.whole, value > 1 else { return }
    draft.parameters["base"] = .int(value)
    draft.mark(word..<(place + 1), "base")
  }

  private static func parameter(_ name: String, _ value: String, _ index: Int, _ draft: inout Draft) {
    // A chain is a line already, and a cluster state is one unless said otherwise.
    if name == "graph", value == "line",
      ["ising", "heisenberg", "cluster", "quantum_walk"].contains(draft.families.first ?? "")
    {
      draft.items[index].role = "family"
      return
    }
    guard draft.family?.parameters.contains(name) == true else { return }
    if let old = draft.parameters[name], old != .string(value) {
      draft.ask("You named two values for \(name), \(old.string ?? "a list") and \(value): which one?")
    }
    draft.parameters[name] = .string(value)
    draft.items[index].role = name
  }

  private static let around: Set<String> = [
    "a", "b", "ax", "x", "m", "vector", "rhs", "right", "hand", "side", "matrix", "edges", "edge", "list", "graph",
  ]

  /// Edges of a graph, a matrix or its right-hand side, with the words and signs that introduce them.
  private static func literal(_ json: String, _ index: Int, _ draft: inout Draft) {
    guard let value = try? JSON.decode(JSONValue.self, from: json), let rows = value.array else { return }
    let name: String
    switch draft.family?.name {
    case "qaoa" where rows.allSatisfy({ $0.array?.count == 2 && $0.array?.allSatisfy { $0.int != nil } == true }):
      name = "graph"
    case "hhl": name = rows[0].array == nil ? "vector" : "matrix"
    default: return
    }
    if draft.parameters[name] != nil { draft.ask("You gave two values for \(name): which one?") }
    draft.parameters[name] = value
    draft.items[index].role = name
    for place in stride(from: index - 1, through: max(0, index - 6), by: -1) {
      let item = draft.items[place]
      guard item.isSign("=", ":", "-") || around.contains(item.text.lowercased()) else { break }
      draft.items[place].role = name
    }
    guard name != "graph" else { return }
    for place in draft.items.indices where draft.items[place].role == nil {
      if ["ax", "b", "x", "ax=b"].contains(draft.items[place].text.lowercased()) { draft.items[place].role = "matrix" }
    }
  }

  private static func set(_ option: Option, _ draft: inout Draft) {
    switch option {
    case .verify: draft.options.verify = true
    case .explainResult: draft.options.explain = true
    case .model: draft.options.useLLM = true
    case .noModel: draft.options.useLLM = false
    }
  }
}
