import Core

/// Finds which circuit is meant.
enum Families {
  static func apply(_ draft: inout Draft) {
    for index in draft.items.indices where draft.items[index].role == nil {
      switch draft.items[index].meaning {
      case .family(let name):
        if !draft.families.contains(name) { draft.families.append(name) }
        draft.items[index].role = "family"
      case .hint(let name):
        if !draft.hints.contains(name) { draft.hints.append(name) }
      default: break
      }
    }
    implied(&draft)
    randomCircuit(&draft)
    factoring(&draft)
    adding(&draft)
    refine(&draft)
    inverting(&draft)
    codeNotation(&draft)
    useHints(&draft)
  }

  /// `[[7,1,3]]` beside the code that it describes: qubits, logical qubits, distance.
  private static func codeNotation(_ draft: inout Draft) {
    let known: [String: (Int, Int)] = ["steane_code": (7, 3), "shor_code": (9, 3), "bit_flip_code": (3, 1)]
    guard let family = draft.families.first, draft.families.count == 1, let (qubits, distance) = known[family],
      let start = draft.items.indices.dropLast(8).first(where: {
        draft.items[$0].isSign("[") && draft.items[$0 + 1].isSign("[")
      }),
      draft.items[start + 2].quantity?.whole == qubits, draft.items[start + 4].quantity?.whole == 1,
      draft.items[start + 6].quantity?.whole == distance
    else { return }
    draft.mark(start..<(start + 9), "family")
    if start + 9 < draft.items.count, draft.items[start + 9].text.lowercased() == "code" {
      draft.items[start + 9].sense = .meaning(.filler)
    }
  }

  private static let inversions: Set<String> = [
    "undo", "invert", "reverse", "inverse", "adjoint", "dagger", "backward", "backwards", "undoing", "inverted",
  ]

  /// "undo a Fourier transform", "the Fourier transform, inverted".
  private static func inverting(_ draft: inout Draft) {
    guard draft.families == ["qft"],
      let index = draft.items.firstIndex(where: { inversions.contains($0.text.lowercased()) && $0.role == nil })
    else { return }
    draft.families = ["inverse_qft"]
    draft.items[index].role = "family"
  }

  /// "|Φ+>" names a Bell state, "QAOA layers" names QAOA.
  private static func implied(_ draft: inout Draft) {
    guard draft.families.isEmpty else { return }
    if draft.items.contains(where: { if case .parameter("state", _) = $0.meaning { true } else { false } }) {
      draft.families = ["bell"]
    } else if draft.items.contains(where: { $0.unit == .layers && $0.text.lowercased().contains("qaoa") }) {
      draft.families = ["qaoa"]
    } else if draft.items.contains(where: { $0.unit == .iterations && $0.text.lowercased().contains("grover") }) {
      draft.families = ["grover"]
    }
  }

  /// "random 12-qubit circuit": the word and its noun stand apart.
  private static func randomCircuit(_ draft: inout Draft) {
    guard draft.families.isEmpty,
      let random = draft.items.firstIndex(where: { $0.meaning == .hint("random") && $0.text.lowercased() == "random" }),
      draft.items.contains(where: { ["circuit", "circuits"].contains($0.text.lowercased()) })
    else { return }
    draft.families = ["random"]
    draft.items[random].role = "family"
  }

  /// "factor 15": the verb alone names Shor's algorithm.
  private static func factoring(_ draft: inout Draft) {
    guard draft.families.isEmpty, draft.items.contains(where: { $0.quantity != nil }),
      let index = draft.items.firstIndex(where: {
        $0.unit == .number && ($0.text.lowercased().contains("factor") || $0.text.lowercased().contains("decompos"))
      })
    else { return }
    draft.families = ["shor"]
    draft.items[index].role = "family"
  }

  /// "add 3 and 5" names the adder; "add 2 qubits" and "add 5 % noise" change something else.
  private static func adding(_ draft: inout Draft) {
    guard draft.families.isEmpty,
      let add = draft.items.firstIndex(where: { ["add", "sum up", "adding"].contains($0.text.lowercased()) })
    else { return }
    let places = draft.items.indices.filter { $0 > add && !draft.items[$0].isFiller }.prefix(4).map(\.self)
    guard places.count >= 3 else { return }
    let (a, joint, b) = (draft.items[places[0]], draft.items[places[1]], draft.items[places[2]])
    guard let first = a.quantity?.whole, let second = b.quantity?.whole, first >= 0, second >= 0,
      joint.link == .and || joint.link == .to || joint.isSign("+", "&", ",") || joint.text.lowercased() == "plus"
    else { return }
    if places.count > 3 {
      let next = draft.items[places[3]]
      guard next.link != nil || next.action != nil || next.isSign(",", ".", ";", "?", "!") else { return }
    }
    draft.families = ["adder"]
    draft.items[add].role = "family"
    draft.parameters["a"] = .int(first)
    draft.parameters["b"] = .int(second)
    // Taken now: a number that follows is no third of a list.
    for place in places.prefix(3) { draft.items[place].role = "summand" }
  }

  /// A specific name beside a general one: "inverse" QFT, a Bell pair in a CHSH test, a hint beside a name.
  private static func refine(_ draft: inout Draft) {
    let sets: [(general: String, specific: String)] = [
      ("qft", "inverse_qft"), ("bell", "chsh"), ("bell", "teleportation"), ("bell", "superdense_coding"),
      ("ising", "vqe"), ("heisenberg", "vqe"), ("shor", "shor_code"), ("quantum_walk", "random"),
      ("qft", "phase_estimation"), ("phase_estimation", "hhl"), ("phase_estimation", "shor"), ("cluster", "qaoa"),
    ]
    guard draft.families.count > 1 else { return }
    for (general, specific) in sets where draft.families.contains(general) && draft.families.contains(specific) {
      // Only where one word explains the other, which is where nothing joins them as equals.
      if !joined(draft, general, specific) { draft.families.removeAll { $0 == general } }
    }
  }

  private static func joined(_ draft: Draft, _ a: String, _ b: String) -> Bool {
    let places = draft.items.indices.filter {
      draft.items[$0].meaning == .family(a) || draft.items[$0].meaning == .family(b)
    }
    guard let first = places.first, let last = places.last, first < last else { return false }
    return draft.items[first..<last].contains {
      $0.link == .and || $0.link == .or || $0.action == .compare || $0.isSign(",")
    }
  }

  private static func useHints(_ draft: inout Draft) {
    let decoheres = draft.items.contains { $0.meaning == .noise(.decoherence) || $0.text.lowercased() == "decoherence" }
    for index in draft.items.indices where draft.items[index].role == nil {
      guard case .hint(let name) = draft.items[index].meaning else { continue }
      if draft.families.isEmpty {
        draft.items[index].role = "family"
      } else if name != "random" || draft.items[index].text.lowercased() != "random" {
        draft.items[index].role = "topic"
      }
    }
    if decoheres { draft.noise.decoherence = true }
    if draft.families.isEmpty, let hint = draft.hints.first {
      draft.families = [hint]
    }
  }
}
