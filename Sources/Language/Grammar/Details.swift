import Core

/// Parameters, observables and switches that stand as words.
enum Details {
  static func apply(_ draft: inout Draft) {
    base(&draft)
    shape(&draft)
    triangle(&draft)
    bond(&draft)
    said(&draft)
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

  /// Words that say the family's name once more: "the walk of a quantum walker", "the code" of a surface code.
  private static func said(_ draft: inout Draft) {
    guard let family = draft.family?.name else { return }
    let again: [String: Set<String>] = ["quantum_walk": ["walk", "walks", "walking"], "random": ["randomly"]]
    for index in draft.items.indices where draft.items[index].isUnknown && draft.items[index].role == nil {
      if again[family]?.contains(draft.items[index].text.lowercased()) == true { draft.items[index].role = "family" }
    }
    guard family == "surface_code" else { return }
    // `r = 5` beside `d = 3`.
    for index in draft.items.indices.dropLast(2) where draft.items[index].text.lowercased() == "r" && draft.items[index].role == nil {
      guard draft.items[index + 1].isSign("=", ":"), draft.items[index + 2].quantity?.whole != nil else { continue }
      draft.items[index].sense = .meaning(.unit(.rounds))
    }
  }

  private static let angstrom: Set<String> = ["å", "angstrom", "angstroms", "ångström", "ångstrom", "ang"]
  private static let bondWords: Set<String> = [
    "bond", "bonds", "length", "distance", "separation", "bond length", "bond distance", "internuclear", "interatomic", "spacing",
  ]

  /// "LiH at 2 Å", "with a bond length of 1.8": how far the nuclei stand apart.
  private static func bond(_ draft: inout Draft) {
    guard draft.family?.name == "vqe" else { return }
    for index in draft.items.indices where draft.items[index].quantity != nil && draft.items[index].role == nil {
      guard let value = draft.items[index].quantity?.value, draft.items[index].quantity?.percent == false else { continue }
      let unit = index + 1 < draft.items.count ? draft.items[index + 1] : nil
      let hasUnit = unit.map { angstrom.contains($0.text.lowercased()) || $0.text == "A" } ?? false
      let words = draft.items.indices[max(0, index - 4)..<index].filter {
        bondWords.contains(draft.items[$0].text.lowercased()) && draft.items[$0].role == nil
      }
      guard hasUnit || !words.isEmpty else { continue }
      if let old = draft.parameters["bond"], old.double != value { draft.ask("You named two lengths of the bond: which one?") }
      draft.parameters["bond"] = .double(value)
      draft.mark(index..<(index + (hasUnit ? 2 : 1)), "bond")
      for place in words { draft.items[place].role = "bond" }
    }
    guard draft.parameters["bond"] != nil else { return }
    for index in draft.items.indices where draft.items[index].role == nil {
      if bondWords.contains(draft.items[index].text.lowercased()) || draft.items[index].text.lowercased() == "apart" {
        draft.items[index].role = "bond"
      }
    }
  }

  /// "the triangle graph": a ring of three, or another word for the edges that are given.
  private static func triangle(_ draft: inout Draft) {
    guard draft.family?.name == "qaoa",
      let word = draft.items.firstIndex(where: { $0.text.lowercased() == "triangle" && $0.role == nil })
    else { return }
    draft.items[word].role = "graph"
    guard !draft.items.contains(where: { $0.literal != nil || $0.path != nil }) else { return }
    draft.parameters["graph"] = "ring"
    draft.values[.qubits, default: []].append(Group(values: [Quantity(value: 3)], items: word..<(word + 1)))
  }

  /// "HHL for a 2x2 matrix", "2 by 2": the size that the standard system has, or that of the one that is given.
  private static func shape(_ draft: inout Draft) {
    guard draft.family?.name == "hhl" else { return }
    for index in draft.items.indices.dropLast() {
      guard let rows = draft.items[index].quantity?.whole, draft.items[index].role == nil else { continue }
      let word = draft.items[index + 1].text.lowercased()
      let isOneWord = word == "x\(rows)" || word == "×\(rows)"
      let isApart =
        ["x", "by", "×"].contains(word) && index + 2 < draft.items.count && draft.items[index + 2].quantity?.whole == rows
      guard isOneWord || isApart else { continue }
      let given = draft.items.compactMap(\.literal).compactMap { try? JSON.decode(JSONValue.self, from: $0) }
        .compactMap { $0.array?.first?.array == nil ? nil : $0.array?.count }.first
      guard rows == given ?? (draft.items.contains { $0.path != nil } ? rows : 2) else { continue }
      draft.mark(index..<(index + (isOneWord ? 2 : 3)), "matrix")
    }
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
    case "qaoa" where rows.allSatisfy(isEdge):
      name = "graph"
    case "hhl": name = rows[0].array == nil ? "vector" : "matrix"
    default: return
    }
    if draft.parameters[name] != nil { draft.ask("You gave two values for \(name): which one?") }
    draft.parameters[name] = value
    draft.items[index].role = name
    if rows.contains(where: { $0.array?.count == 3 }) { weigh(&draft) }
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

  /// "weighted" is true of a graph that brings weights; of any other it stays a word that nothing has used.
  static func weigh(_ draft: inout Draft) {
    for index in draft.items.indices where draft.items[index].role == nil {
      if ["weighted", "weights", "weight"].contains(draft.items[index].text.lowercased()) { draft.items[index].role = "graph" }
    }
  }

  /// Two nodes, and a weight where there is one.
  private static func isEdge(_ row: JSONValue) -> Bool {
    guard let parts = row.array, parts.count == 2 || parts.count == 3 else { return false }
    return parts.prefix(2).allSatisfy { $0.int != nil }
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
