import Core

/// "add 2 qubits", "500 more shots", "increase the depth by 3": changes of what an earlier request said.
extension Filling {
  /// What `unit` becomes where `group` says by how much it changes; nil where it says what it is to be.
  mutating func changed(_ unit: Unit, by amount: Int, _ group: Group, _ name: String) -> Int? {
    guard draft.families.isEmpty, let sign = direction(of: group) else { return nil }
    guard let old = earlier(unit) else {
      draft.ask("\(Wording.capital(name)) changes by \(amount), from how many? Say how many there should be in all.")
      return amount
    }
    return old + sign * amount
  }

  /// "with more shots" does not say how many.
  mutating func vagueChanges() {
    for (index, item) in draft.items.enumerated().dropFirst() {
      guard let unit = item.unit, [.qubits, .shots, .layers, .steps, .depth].contains(unit),
        Self.more.contains(draft.items[index - 1].text.lowercased()),
        index < 2 || draft.items[index - 2].quantity == nil
      else { continue }
      draft.ask("How many \(unit.rawValue) should there be in all?")
    }
  }

  /// 1 for more, -1 for fewer; nil where the number is not said to be a change.
  private func direction(of group: Group) -> Int? {
    let words = draft.items.map { $0.text.lowercased() }
    let before = words[..<group.items.lowerBound].suffix(4)
    let after = words[group.items.upperBound...].prefix(1)
    if after.contains(where: Self.more.contains) { return 1 }
    guard let last = before.last else { return nil }
    if ["add", "adding", "another"].contains(last) || Self.more.contains(last) { return 1 }
    guard last == "by" else { return nil }
    if before.contains(where: ["increase", "increased", "raise", "grow", "extend", "enlarge"].contains) { return 1 }
    if before.contains(where: ["decrease", "decreased", "reduce", "lower", "shrink", "cut"].contains) { return -1 }
    return nil
  }

  private static let more: Set = ["more", "extra", "additional"]

  private func earlier(_ unit: Unit) -> Int? {
    guard let last = FollowUp.last(draft.previous) else { return nil }
    switch unit {
    case .qubits: return last.circuit?.qubits ?? last.defaults["qubits"]?.int
    case .shots: return last.shots ?? last.defaults["shots"]?.int
    default: return last.circuit?.parameters?[unit.rawValue]?.int ?? last.defaults[unit.rawValue]?.int
    }
  }
}
