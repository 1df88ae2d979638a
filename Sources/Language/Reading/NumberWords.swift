import FoundationEssentials

/// Reads numbers that are written in words, and what stands around numbers in digits.
enum NumberWords {
  private static let small: [String: Double] = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
  ]
  private static let tens: [String: Double] = [
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
  ]
  private static let scales: [String: Double] = [
    "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12,
    "mio": 1_000_000,
  ]

  /// Every word that a number can be written with.
  static let words: Set<String> = Set(small.keys).union(tens.keys).union(scales.keys)
    .union(["half", "quarter", "percent", "power", "couple", "third"])

  /// The number that starts at `start`, with how many tokens it takes, or nil.
  static func read(_ tokens: [Token], at start: Int) -> (quantity: Quantity, count: Int)? {
    if let part = partOfPercent(tokens, start) { return part }
    if key(tokens, start) == "single", counters.contains(key(tokens, start + 1)) { return (Quantity(value: 1), 1) }
    guard var found = fraction(tokens, start) ?? digits(tokens, start) ?? spelled(tokens, start) else { return nil }
    if let chance = chance(tokens, start, found) { return chance }
    if let power = power(tokens, start + found.count), found.quantity.value <= 1_000 {
      found.quantity = Quantity(value: (0..<power.exponent).reduce(1) { value, _ in value * found.quantity.value })
      found.count += power.count
    }
    if let count = percentSign(tokens, start + found.count) {
      // In decimal, so that 0.1 % is the number that 0.001 is.
      let value = Double("\(found.quantity.value)e-2") ?? found.quantity.value / 100
      found.quantity = Quantity(value: value, percent: true)
      found.count += count
    }
    return found
  }

  /// What "single" counts before: "a single-layer QAOA" has 1, "a single qubit" is a manner of speaking.
  private static let counters: Set<String> = ["layer", "step", "round", "iteration", "shot", "trotter"]

  /// "half a percent", "a quarter of a percent", "a tenth of a percent".
  private static func partOfPercent(_ tokens: [Token], _ start: Int) -> (quantity: Quantity, count: Int)? {
    var index = start
    if key(tokens, index) == "a" || key(tokens, index) == "one" { index += 1 }
    let parts = ["half": 0.005, "quarter": 0.0025, "tenth": 0.001, "fifth": 0.002, "third": 0.01 / 3]
    guard let part = parts[key(tokens, index)] else { return nil }
    index += 1
    if key(tokens, index) == "of" { index += 1 }
    if key(tokens, index) == "a" || key(tokens, index) == "one" { index += 1 }
    guard let sign = percentSign(tokens, index) else { return nil }
    return (Quantity(value: part, percent: true), index + sign - start)
  }

  /// "one in a thousand", "1 in 500", "3 out of 10,000".
  private static func chance(
    _ tokens: [Token], _ start: Int, _ part: (quantity: Quantity, count: Int)
  ) -> (quantity: Quantity, count: Int)? {
    var next = start + part.count
    guard key(tokens, next) == "in" || key(tokens, next) == "out" && key(tokens, next + 1) == "of" else { return nil }
    next += key(tokens, next) == "in" ? 1 : 2
    guard next < tokens.count, let whole = digits(tokens, next) ?? spelled(tokens, next),
      part.quantity.value > 0, whole.quantity.value >= 10 * part.quantity.value
    else { return nil }
    return (Quantity(value: part.quantity.value / whole.quantity.value), next + whole.count - start)
  }

  private static func key(_ tokens: [Token], _ index: Int) -> String { index < tokens.count ? tokens[index].key : "" }

  private static func percentSign(_ tokens: [Token], _ index: Int) -> Int? {
    switch key(tokens, index) {
    case "%", "percent", "pct", "percentage": 1
    case "per" where key(tokens, index + 1) == "cent": 2
    default: nil
    }
  }

  /// "to the power of 12", "to the 12th" is left alone.
  private static func power(_ tokens: [Token], _ index: Int) -> (exponent: Int, count: Int)? {
    guard key(tokens, index) == "to", key(tokens, index + 1) == "the" else { return nil }
    var next = index + 2
    if key(tokens, next) == "power" { next += key(tokens, next + 1) == "of" ? 2 : 1 }
    guard next < tokens.count, let value = tokens[next].number ?? small[tokens[next].key],
      let exponent = Int(exactly: value),
      (0...40).contains(exponent)
    else { return nil }
    return (exponent, next + 1 - index)
  }

  /// "half a million", "a quarter million", "a quarter of a million", "half a dozen".
  private static func fraction(_ tokens: [Token], _ start: Int) -> (quantity: Quantity, count: Int)? {
    var index = start
    if key(tokens, index) == "a" || key(tokens, index) == "one" || key(tokens, index) == "three" { index += 1 }
    let part: Double
    switch key(tokens, index) {
    case "half": part = 0.5
    case "quarter": part = key(tokens, start) == "three" ? 0.75 : 0.25
    default: return nil
    }
    index += 1
    if key(tokens, index) == "of" { index += 1 }
    if key(tokens, index) == "a" { index += 1 }
    guard let scale = scales[key(tokens, index)] else { return nil }
    return (Quantity(value: part * scale), index + 1 - start)
  }

  /// Figures, with a scale in words behind them: "3 thousand", "1.5 million".
  private static func digits(_ tokens: [Token], _ start: Int) -> (quantity: Quantity, count: Int)? {
    guard case .number(var value) = tokens[start].kind else { return nil }
    var count = 1
    while let scale = scales[key(tokens, start + count)],
      key(tokens, start + count) != "k" || !tokens[start + count].spaced
    {
      value *= scale
      count += 1
    }
    // "1 M shots": a capital apart from its figures, where what is counted stands behind it.
    if count == 1, start + 2 < tokens.count, tokens[start + 1].text == "M", counted.contains(key(tokens, start + 2)) {
      value *= 1_000_000
      count += 1
    }
    while count > 0, groupOfZeros(tokens, start, count) {
      value *= 1000
      count += 1
    }
    let text = tokens[start].text
    let figures = count == 1 && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? text : nil
    return (Quantity(value: value, figures: figures), count)
  }

  private static let counted: Set<String> = [
    "shot", "sample", "repetition", "measurement", "run", "time", "trial", "repeat", "execution",
  ]

  /// `20 000 shots`: figures in groups of three, where what is counted stands behind them.
  private static func groupOfZeros(_ tokens: [Token], _ start: Int, _ count: Int) -> Bool {
    guard (start..<(start + count)).allSatisfy({ tokens[$0].number != nil && tokens[$0].text.count <= 3 }),
      let first = tokens[start].number, first >= 1, first < 1000, first == first.rounded()
    else { return false }
    var next = start + count
    guard next < tokens.count, tokens[next].text == "000" else { return false }
    while next < tokens.count, tokens[next].text == "000" { next += 1 }
    return counted.contains(key(tokens, next))
  }

  /// "two thousand five hundred", "a hundred and twenty", "twelve hundred", "a dozen", "two and a half thousand".
  private static func spelled(_ tokens: [Token], _ start: Int) -> (quantity: Quantity, count: Int)? {
    var index = start
    if key(tokens, index) == "a" {
      guard scales[key(tokens, index + 1)] != nil || key(tokens, index + 1) == "couple" else { return nil }
      index += 1
    }
    if key(tokens, index) == "couple" {
      return (Quantity(value: 2), index + (key(tokens, index + 1) == "of" ? 2 : 1) - start)
    }
    var total = 0.0
    var part = 0.0
    var taken = 0
    var started = index > start
    if started { part = 1 }
    while index < tokens.count, tokens[index].isWord {
      let word = tokens[index].key
      if let value = tens[word] {
        guard part.truncatingRemainder(dividingBy: 100) == 0 || !started else { break }
        part += value
      } else if let value = small[word] {
        guard !started || part.truncatingRemainder(dividingBy: value < 10 ? 10 : 100) == 0 else { break }
        part += value
      } else if word == "hundred" || word == "dozen", started || index == start {
        part = max(part, 1) * (scales[word] ?? 1)
      } else if word != "k", let scale = scales[word], started || index == start {
        total += max(part, 1) * scale
        part = 0
      } else if word == "and", started, taken > 0, index + 1 < tokens.count, scales[key(tokens, index - 1)] != nil,
        small[key(tokens, index + 1)] != nil || tens[key(tokens, index + 1)] != nil
      {
        index += 1
        continue
      } else if word == "and", started, key(tokens, index + 1) == "a", key(tokens, index + 2) == "half" {
        part += 0.5
        index += 3
        taken = index - start
        continue
      } else {
        break
      }
      started = true
      index += 1
      taken = index - start
    }
    guard taken > 0 else { return nil }
    return (Quantity(value: total + part), taken)
  }
}
