/// One number, or several that belong together: a list or a range.
struct Group: Hashable {
  var values: [Quantity]
  /// The items it covers.
  var items: Range<Int>
  var isRange = false
  /// The places of its commas, as how many values stand before each; a list may be cut there.
  var commas: [Int] = []
  /// The places of its "and"s, counted in the same way.
  var ands: [Int] = []
  /// The items of its values.
  var places: [Int] = []

  var isSeveral: Bool { values.count > 1 }
  var looksLikeProbability: Bool { values.contains { $0.percent || ($0.value > 0 && $0.value < 1) } }
  var wholes: [Int]? {
    let whole = values.compactMap(\.whole)
    return whole.count == values.count ? whole : nil
  }
}

/// Finds the lists and ranges among the items.
struct Grouping {
  let items: [Item]

  func groups() -> [Group] {
    var found: [Group] = []
    var index = 0
    while index < items.count {
      if let group = doubling(at: index) ?? group(at: index) {
        found.append(group)
        index = group.items.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private func number(_ index: Int) -> Quantity? {
    guard index < items.count, items[index].role == nil else { return nil }
    return items[index].quantity
  }
  private func link(_ index: Int) -> Link? { index < items.count ? items[index].link : nil }
  private func sign(_ index: Int, _ sign: String) -> Bool { index < items.count && items[index].isSign(sign) }
  private func unit(_ index: Int) -> Unit? { index < items.count ? items[index].unit : nil }

  private func group(at start: Int) -> Group? {
    guard let first = number(start) else { return nil }
    if let range = range(first, start) { return range }
    var group = Group(values: [first], items: start..<(start + 1), places: [start])
    var index = start + 1
    while let (next, comma) = separator(index) ?? juxtaposed(index), let value = number(next) {
      // "2 per cent and 1000 shots": a share and a count are no list.
      if !comma, group.values.allSatisfy(\.percent), !value.percent { break }
      // "5, 2 to 4": a range starts here, which is another group.
      if range(value, next) != nil { break }
      if comma { group.commas.append(group.values.count) } else { group.ands.append(group.values.count) }
      group.values.append(value)
      group.places.append(next)
      index = next + 1
    }
    group.items = start..<index
    return group
  }

  /// "2, 4, 8 percent": the sign at the end counts for all.
  static func spread(_ values: [Quantity]) -> [Quantity] {
    guard let last = values.last, last.percent, values.contains(where: { !$0.percent && $0.value >= 1 }) else {
      return values
    }
    return values.map { $0.percent ? $0 : percent($0) }
  }

  private static func percent(_ quantity: Quantity) -> Quantity {
    Quantity(value: Double("\(quantity.value)e-2") ?? quantity.value / 100, percent: true)
  }

  /// What stands between two numbers of a list: a comma, "and", "or", or a comma with one of these.
  private func separator(_ index: Int) -> (next: Int, comma: Bool)? {
    if sign(index, ",") || sign(index, "/") {
      if link(index + 1) == .and || link(index + 1) == .or { return (index + 2, false) }
      return (index + 1, sign(index, ","))
    }
    if link(index) == .and || link(index) == .or { return (index + 1, false) }
    return nil
  }

  /// "0.01 0.02 0.05": three or more fractions beside each other are a list without commas.
  private func juxtaposed(_ index: Int) -> (next: Int, comma: Bool)? {
    func isFraction(_ place: Int) -> Bool { number(place).map { $0.percent || $0.value > 0 && $0.value < 1 } ?? false }
    guard index > 0, isFraction(index - 1), isFraction(index),
      isFraction(index + 1) || index > 1 && isFraction(index - 2)
    else { return nil }
    return (index, false)
  }

  /// "2 to 10", "between 3 and 7", "2-10", "2..10", with "in steps of 2" behind.
  private func range(_ first: Quantity, _ start: Int) -> Group? {
    var index = start + 1
    // "from 2 qubits to 10 qubits": the unit may stand twice.
    if let unit = unit(index), link(index + 1) == .to || link(index + 1) == .upTo, number(index + 2) != nil,
      self.unit(index + 3) == unit
    {
      index += 1
    }
    let joined =
      link(index) == .to || link(index) == .upTo || sign(index, "-") || sign(index, "..") || sign(index, "...")
      || (sign(index, ":") && number(index + 1) != nil)
    let between = start > 0 && link(start - 1) == .between && link(index) == .and
    guard joined || between, var last = number(index + 1) else { return nil }
    var first = first
    index += 2
    if last.percent, !first.percent { first = Self.percent(first) }
    if first.percent, !last.percent { last = Self.percent(last) }
    var step: Double?
    var doubling = false
    var after = index
    if unit(after) != nil || (after < items.count && isNoise(after)) { after += 1 }
    if sign(after, ",") { after += 1 }
    if link(after) == .steps || link(after) == .by, let value = number(after + 1) {
      step = value.percent || !last.percent ? value.value : Self.percent(value).value
      after += 2
    } else if link(after) == .as, let value = number(after + 1), after + 2 < items.count,
      ["step", "steps", "increments", "jumps"].contains(items[after + 2].text.lowercased())
    {
      // "in 1% steps"; the word belongs to the range.
      step = value.percent || !last.percent ? value.value : Self.percent(value).value
      after += 3
    } else if sign(index, ":"), let value = number(index + 1) {
      step = value.value
      after = index + 2
    } else if link(after) == .powers {
      doubling = true
      after += 1
    } else {
      after = index
    }
    if step == nil, first.percent, isWholePercent(first), isWholePercent(last) { step = 0.01 }
    guard let values = Self.values(first.value, last.value, step: step, doubling: doubling) else { return nil }
    // A unit inside the range stays visible to the binding: the group ends before it and the step is marked by its own.
    return Group(
      values: values.map { Quantity(value: $0, percent: first.percent) }, items: start..<after, isRange: true,
      places: Array(start..<after))
  }

  private func isWholePercent(_ quantity: Quantity) -> Bool {
    abs((quantity.value * 100).rounded() - quantity.value * 100) < 1e-9
  }

  private func isNoise(_ index: Int) -> Bool {
    switch items[index].meaning {
    case .channel, .noise: true
    default: false
    }
  }

  /// "powers of two up to 64", "powers of two from 4 to 64".
  private func doubling(at start: Int) -> Group? {
    guard link(start) == .powers else { return nil }
    var index = start + 1
    var first = 2.0
    if link(index) == .from || link(index) == .between, let value = number(index + 1) {
      first = value.value
      index += 2
    }
    guard link(index) == .upTo || link(index) == .to || link(index) == .and, let last = number(index + 1),
      let values = Self.values(first, last.value, step: nil, doubling: true)
    else { return nil }
    return Group(
      values: values.map { Quantity(value: $0) }, items: start..<(index + 2), isRange: true,
      places: Array(start..<(index + 2)))
  }

  /// The values from `first` to `last`; nil where there are none or more than 1,000.
  static func values(_ first: Double, _ last: Double, step: Double?, doubling: Bool) -> [Double]? {
    guard last > first else { return nil }
    var values: [Double] = []
    if doubling {
      var value = first
      while value <= last, value > 0, values.count < 1_000 {
        values.append(value)
        value *= 2
      }
      return values.isEmpty ? nil : values
    }
    let whole = first == first.rounded() && last == last.rounded()
    let step = step ?? (whole ? 1 : (last - first) / 5)
    guard step > 0, (last - first) / step <= 1_000 else { return nil }
    for index in 0...Int((last - first) / step + 1e-9) {
      let value = first + Double(index) * step
      values.append((value * 1e12).rounded() / 1e12)
    }
    return values
  }
}
