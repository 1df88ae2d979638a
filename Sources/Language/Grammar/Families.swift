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
    randomCircuit(&draft)
    factoring(&draft)
    adding(&draft)
    refine(&draft)
    useHints(&draft)
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
    guard draft.families.isEmpty,
      let index = draft.items.firstIndex(where: {
        $0.unit == .number && ($0.text.lowercased().contains("factor") || $0.text.lowercased().contains("decompos"))
      })
    else { return }
    draft.families = ["shor"]
    draft.items[index].role = "family"
  }

  /// "add 3 and 5" names the adder.
  private static func adding(_ draft: inout Draft) {
    guard draft.families.isEmpty,
      let add = draft.items.firstIndex(where: { ["add", "sum up", "adding"].contains($0.text.lowercased()) }),
      add + 1 < draft.items.count, draft.items[(add + 1)...].prefix(3).contains(where: { $0.quantity != nil })
    else { return }
    draft.families = ["adder"]
    draft.items[add].role = "family"
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
