import Core

/// What becomes of a number once its unit is known.
extension Binding {
  func record(_ group: Group, _ choice: Choice, _ draft: inout Draft) {
    switch choice {
    case .free: among(group, &draft)
    case .after(let unit): bind(group, unit, prefix: false, &draft)
    case .before(let unit): bind(group, unit, prefix: true, &draft)
    case .bits:
      draft.bits += group.values.compactMap(\.bits)
      draft.mark(group.items, draft.family?.bits?.rawValue ?? "bits")
    case .bitsThen(let after, let comma):
      let cut = group.places[comma]
      draft.bits += group.values[..<comma].compactMap(\.bits)
      draft.mark(group.items.lowerBound..<cut, draft.family?.bits?.rawValue ?? "bits")
      bind(
        Group(values: Array(group.values[comma...]), items: cut..<group.items.upperBound), after, prefix: false, &draft)
    case .split(let before, let after, let comma):
      let cut = group.places[comma]
      bind(
        Group(values: Array(group.values[..<comma]), items: group.items.lowerBound..<cut), before, prefix: true, &draft)
      bind(
        Group(values: Array(group.values[comma...]), items: cut..<group.items.upperBound), after, prefix: false, &draft)
    }
  }

  private func bind(_ group: Group, _ index: Int, prefix: Bool, _ draft: inout Draft) {
    let span = min(index, group.items.lowerBound)..<max(index + 1, group.items.upperBound)
    if isNoise(index) {
      var channel: NoiseChannel?
      if case .channel(let named) = items[index].meaning { channel = named }
      var group = group
      group.values = Grouping.spread(group.values)
      draft.noise.mentions.append(.init(channel: channel, group: group))
      draft.mark(group.items, "noise")
      draft.items[index].role = "noise"
      return
    }
    var unit = items[index].unit
    if case .family = items[index].meaning { unit = family == "shor" && !countsQubits(index) ? .number : .qubits }
    // "2,000 trajectories" are shots by that method.
    if unit == .shots, items[index].text.lowercased().hasSuffix("trajectories") {
      draft.places.methods.append((.trajectories, index))
    }
    var group = group
    if case .family("quantum_volume") = items[index].meaning { group.values = group.values.map(Self.width) }
    if isGraph(index) {
      unit = family == "random" ? .depth : .qubits
      if family == "random" { draft.items[index].role = "depth" }
    }
    guard var unit else { return }
    if unit == .marked, !prefix { unit = items[index].text.lowercased().hasPrefix("bit") ? .qubits : .items }
    if unit == .items { return search(items[index].text.lowercased(), group, span, &draft) }
    if unit == .qubits, prefix, isPosition(index, group) { return }
    if unit == .marked || unit == .secret {
      draft.bits += group.values.compactMap { $0.bits ?? $0.whole.map { "#\($0)" } }
      draft.mark(group.items, unit.rawValue)
      draft.items[index].role = unit.rawValue
      return
    }
    draft.values[unit, default: []].append(group)
    draft.mark(group.items, unit.rawValue)
    if draft.items[index].role == nil { draft.items[index].role = unit.rawValue }
  }

  /// "among 8 items" says how large the search is; "two marked items" how many strings must be named.
  private func search(_ word: String, _ group: Group, _ span: Range<Int>, _ draft: inout Draft) {
    draft.mark(span, "marked")
    guard family == "grover", group.values.count == 1, let count = group.values[0].whole, count > 0 else { return }
    if ["items", "elements", "entries", "states", "item"].contains(word), count > 2 {
      let width = (count - 1).bitWidth - (count - 1).leadingZeroBitCount
      draft.values[.qubits, default: []].append(
        Group(values: [Quantity(value: Double(width))], items: group.items, places: group.places))
    } else {
      draft.markedCount = count
    }
  }

  /// "0110 among 16": how many strings there are to search.
  private func among(_ group: Group, _ draft: inout Draft) {
    let before = group.items.lowerBound - 1
    guard family == "grover", before >= 0, ["among", "amongst", "amid", "out of"].contains(items[before].text.lowercased())
    else { return }
    search("items", group, group.items, &draft)
  }

  /// The width that a quantum volume such as 64 stands for; small numbers are widths themselves.
  private static func width(_ volume: Quantity) -> Quantity {
    guard let whole = volume.whole, whole >= 16, whole & (whole - 1) == 0 else { return volume }
    return Quantity(value: Double(whole.trailingZeroBitCount))
  }

  /// "on qubits 2 and 3", "qubit 0": places in the register, not how many.
  private func isPosition(_ index: Int, _ group: Group) -> Bool {
    let word = items[index].text.lowercased()
    guard word.hasSuffix("qubit") || word.hasSuffix("qubits") || word == "q" else { return false }
    let between = items[(index + 1)..<max(index + 1, group.items.lowerBound)]
    if between.contains(where: { $0.isSign("=", ":") || $0.link == .from || $0.link == .between || $0.link == .of }) {
      return false
    }
    if word.hasSuffix("qubit") && word != "qubit" { return false }
    if word == "qubit" || word == "q" { return true }
    return index > 0
      && (items[index - 1].link == .on || items[index - 1].link == .between || items[index - 1].link == .of)
      && !group.isRange
  }
}
