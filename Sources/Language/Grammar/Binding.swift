import Core

/// Gives every number the unit that it counts: the best assignment over the whole sentence.
struct Binding {
  let items: [Item]
  private let groups: [Group]
  let family: String?
  private let bitFamily: Bool

  /// Which way a group was bound.
  enum Choice { case after(Int), before(Int), split(Int, Int, Int), bits, bitsThen(Int, Int), free }

  init(_ draft: Draft) {
    items = draft.items
    groups = draft.groups
    family = draft.families.first
    bitFamily = draft.families.contains { draft.lexicon.families[$0]?.bits != nil }
  }

  static func apply(_ draft: inout Draft) {
    draft.groups = Grouping(items: draft.items).groups()
    let binding = Binding(draft)
    let choices = binding.best()
    for (group, choice) in zip(draft.groups, choices) { binding.record(group, choice, &draft) }
  }

  // MARK: Search

  /// The choice for each group that together score best; the sentence's first eight numbers are weighed together.
  private func best() -> [Choice] {
    var best: (score: Int, choices: [Choice]) = (.min, [])
    func search(_ index: Int, _ used: Set<Int>, _ score: Int, _ choices: [Choice]) {
      guard index < groups.count else {
        if score > best.score { best = (score, choices) }
        return
      }
      var options = self.options(groups[index]).filter { used.isDisjoint(with: units($0.choice)) }
      if index >= 8 { options = Array(options.max { $0.score < $1.score }.map { [$0] } ?? []) }
      for option in options {
        search(index + 1, used.union(units(option.choice)), score + option.score, choices + [option.choice])
      }
    }
    search(0, [], 0, [])
    return best.choices
  }

  private func units(_ choice: Choice) -> Set<Int> {
    switch choice {
    case .after(let unit): items[unit].unit == .marked ? [] : [unit]
    case .before(let unit), .bitsThen(let unit, _): [unit]
    case .split(let before, let after, _): [before, after]
    case .bits, .free: []
    }
  }

  private func options(_ group: Group) -> [(choice: Choice, score: Int)] {
    var options: [(Choice, Int)] = [(.free, -10)]
    let after = unitAfter(group)
    let before = unitBefore(group)
    if let after, fits(group.values, after.index, prefix: false) {
      options.append((.after(after.index), 10 - after.gap))
    }
    if let before, fits(group.values, before.index, prefix: true) {
      let score = 9 - before.gap + (before.sign ? 4 : 0) + (prefers(before.index) ? 3 : 0)
      options.append((.before(before.index), score))
    }
    if let before, let after, before.index != after.index, !sameKind(before.index, after.index) {
      for cut in Set([group.commas.last, group.ands.last].compactMap(\.self)).sorted() {
        let head = Array(group.values[..<cut])
        let tail = Array(group.values[cut...])
        if fits(head, before.index, prefix: true), fits(tail, after.index, prefix: false), isTail(tail) {
          options.append((.split(before.index, after.index, cut), cut == group.commas.last ? 20 : 19))
        }
      }
    }
    if bitFamily, let bits = bits(group) { options.append((.bits, bits)) }
    if bitFamily, let after, let comma = group.commas.last, !group.isRange {
      let head = Group(values: Array(group.values[..<comma]), items: group.items)
      let tail = Array(group.values[comma...])
      if bits(head) != nil, isTail(tail), fits(tail, after.index, prefix: false) {
        options.append((.bitsThen(after.index, comma), 18))
      }
    }
    if bitFamily, let after, let cut = group.ands.last, !group.isRange {
      let head = Group(values: Array(group.values[..<cut]), items: group.items)
      let tail = Array(group.values[cut...])
      if bits(head) != nil, tail.allSatisfy({ $0.bits == nil }), fits(tail, after.index, prefix: false) {
        options.append((.bitsThen(after.index, cut), 18))
      }
    }
    if group.isSeveral, !options.contains(where: { if case .before = $0.0 { true } else { false } }),
      let far = farUnit(group), fits(group.values, far, prefix: true)
    {
      options.append((.before(far), 4))
    }
    return options
  }

  /// Of "000, 011, 110, 2048 shots" no string may go to the shots.
  private func isTail(_ tail: [Quantity]) -> Bool {
    !bitFamily || tail.count == 1 || tail.allSatisfy { $0.bits == nil }
  }

  private func sameKind(_ a: Int, _ b: Int) -> Bool {
    if let unit = items[a].unit, unit == items[b].unit { return true }
    return isNoise(a) && isNoise(b)
  }

  /// How well a group reads as strings of bits.
  private func bits(_ group: Group) -> Int? {
    guard !group.isRange else { return nil }
    let strings = group.values.compactMap(\.bits)
    guard strings.count == group.values.count, strings.allSatisfy({ $0.count > 1 }) else { return nil }
    let leading = strings.contains { $0.hasPrefix("0") }
    return leading ? 14 : 2
  }

  // MARK: Neighbours

  func isNoise(_ index: Int) -> Bool {
    switch items[index].meaning {
    case .channel, .noise(.noun), .noise(.probability): true
    default: false
    }
  }

  private func isUnit(_ index: Int) -> Bool {
    guard items[index].role == nil || items[index].role == "family" else { return false }
    return items[index].unit != nil || isNoise(index)
  }

  /// The unit behind a group, past an adjective or filler.
  private func unitAfter(_ group: Group) -> (index: Int, gap: Int)? {
    var gap = 0
    if group.isRange, let inside = group.items.first(where: isUnit) { return (inside, 0) }
    for index in group.items.upperBound..<min(items.count, group.items.upperBound + 3) {
      if gap == 0, isGraph(index) { return (index, 0) }
      if isUnit(index) || gap == 0 && countsQubits(index) { return (index, gap) }
      switch items[index].meaning {
      case .filler, .noise(.adjective), .notion, .family: gap += items[index].isFiller ? 1 : 2
      case .link(.of) where isNoiseGroup(group): gap += 1
      default: return nil
      }
    }
    return nil
  }

  /// "3 qubit teleportation": the name of the circuit begins with what the number counts.
  func countsQubits(_ index: Int) -> Bool {
    if case .family = items[index].meaning { items[index].text.lowercased().hasPrefix("qubit") } else { false }
  }

  /// "5-cycle": the graph counts its own nodes.
  func isGraph(_ index: Int) -> Bool {
    if case .parameter("graph", _) = items[index].meaning { true } else { false }
  }

  private func isNoiseGroup(_ group: Group) -> Bool { group.looksLikeProbability }

  /// The unit before a group, past "of", "=", "from" and the like.
  private func unitBefore(_ group: Group) -> (index: Int, gap: Int, sign: Bool)? {
    var gap = 0
    var sign = false
    for index in stride(from: group.items.lowerBound - 1, through: max(0, group.items.lowerBound - 5), by: -1) {
      if isUnit(index) { return (index, gap, sign) }
      // A sign behind a family opens a list of conditions, the first of which need not be its size.
      if case .family = items[index].meaning, gap == 0 { return (index, 1, false) }
      if items[index].isSign("=", ":", "(") {
        sign = sign || items[index].isSign("=", ":")
      } else if let link = items[index].link {
        guard [.of, .from, .to, .at, .over, .between, .with, .for, .upTo, .as, .by].contains(link) else { return nil }
        gap += link == .of || link == .from || link == .between ? 0 : 1
      } else if items[index].isFiller || items[index].meaning == .question(.does) || items[index].action == .sweep {
        gap += 1
      } else {
        return nil
      }
    }
    return nil
  }

  /// A unit anywhere earlier that no number stands beside: "the depth of an 8-qubit random circuit: 5, 10, 20".
  private func farUnit(_ group: Group) -> Int? {
    (0..<group.items.lowerBound).last { index in
      guard isUnit(index) else { return false }
      if let unit = items[index].unit, !Filling.sweepable.contains(unit) { return false }
      let beside = groups.contains { $0.items.upperBound == index || $0.items.lowerBound == index + 1 }
      return !beside
    }
  }

  /// Units that mostly stand before their number.
  private func prefers(_ index: Int) -> Bool {
    switch items[index].unit {
    case .seed, .depth, .distance, .secret, .marked, .number, .t1, .t2, .p: true
    default: isNoise(index)
    }
  }

  /// Whether these numbers can count that unit.
  private func fits(_ values: [Quantity], _ index: Int, prefix: Bool) -> Bool {
    if case .family = items[index].meaning, items[index].unit == nil {
      if !prefix, countsQubits(index) { return values.allSatisfy { $0.whole != nil } }
      guard prefix, values.count == 1, let value = values.first else { return false }
      return value.whole != nil && !(bitFamily && value.bits.map { $0.count > 1 } ?? false)
    }
    if isGraph(index) { return values.allSatisfy { ($0.whole ?? 0) > 1 } }
    if isNoise(index) {
      let values = Grouping.spread(values)
      return values.allSatisfy { $0.value >= 0 && ($0.percent || $0.value <= 1) }
        || (prefix && values.count == 1 && values[0].value > 1)
    }
    guard let unit = items[index].unit else { return false }
    switch unit {
    case .p: return prefix
    case .t1, .t2: return prefix
    case .observable, .items: return false
    case .secret: return prefix && values.allSatisfy { $0.bits != nil || $0.whole != nil } && bitFamily
    case .marked:
      guard bitFamily else { return false }
      return prefix ? values.allSatisfy { $0.whole != nil } : values.count == 1 && (values[0].whole ?? 99) <= 64
    case .seed, .number: return prefix && values.allSatisfy { $0.whole != nil }
    case .distance: return prefix && values.allSatisfy { !$0.percent }
    default: return values.allSatisfy { !$0.percent }
    }
  }
}
