import Core

/// Turns the text of a flag into a value, or says what it should have been.
enum ValueReader {
  /// Reads `text` as `kind`; `flag` is how the flag was spelled.
  static func read(
    _ text: String, as kind: ValueKind, of flag: String, _ command: [String]
  ) throws(UsageError) -> FlagValue {
    func wrong(_ expected: String, near: String? = nil) -> UsageError {
      UsageError(
        "bad_value", "\(flag) cannot be `\(text)`", remedy: near.map { "did you mean \($0)?" } ?? "it takes \(expected)",
        command: command)
    }
    if text.isEmpty { throw wrong("something that is not empty") }
    switch kind {
    case .text, .file, .command, .observable, .agent: return .text(text)
    case .integer(let range):
      guard let value = wholeNumber(text), range.contains(value) else {
        throw wrong("a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return .integer(value)
    case .seed:
      guard let value = seed(text) else { throw wrong("a number from 0 to \(UInt64.max), or 0x and hexadecimal digits") }
      return .seed(value)
    case .duration:
      guard let value = DurationText.seconds(text), value > 0 else { throw wrong("a time such as 30s, 2m or 1h30m") }
      return .seconds(value)
    case .noise: return try noise(text, wrong)
    case .method:
      if let value = Method(spelled: text) { return .method(value) }
      let words = Method.allCases.map(\.rawValue)
      throw wrong(words.joined(separator: ", "), near: Nearest.match(text, among: words))
    case .precision:
      if let value = Precision(rawValue: text) { return .precision(value) }
      throw wrong("single or double")
    case .backend: return .backends([try backend(text, wrong)])
    case .backends: return try backends(text, wrong)
    case .task:
      guard text == "last" || TaskID(text) != nil else { throw wrong("a task id, the beginning of one, or last") }
      return .text(text)
    case .newTask:
      guard TaskID(text) != nil else { throw wrong("1 to 64 letters, digits, dots, dashes and underscores") }
      return .text(text)
    case .choice(let words):
      if words.contains(text) { return .text(text) }
      throw wrong(words.joined(separator: ", "), near: Nearest.match(text, among: words))
    }
  }

  /// Whether `text` can be an argument of `kind`.
  static func check(_ text: String, as kind: ValueKind, of name: String, _ command: [String]) throws(UsageError) {
    if kind == .text || kind == .file || kind == .command { return }
    _ = try read(text, as: kind, of: name, command)
  }

  /// A whole number, with `_` or `,` between the digits where a person likes that: `1_000`.
  private static func wholeNumber(_ text: String) -> Int? {
    Int(text.last == "_" || text.first == "_" ? text : text.filter { $0 != "_" })
  }

  private static func seed(_ text: String) -> UInt64? {
    if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16) }
    return text.hasPrefix("+") ? nil : UInt64(text)
  }

  private static func noise(
    _ text: String, _ wrong: (String, String?) -> UsageError
  ) throws(UsageError) -> FlagValue {
    guard NoiseText.isModel(text) else { return .noiseFile(text) }
    switch NoiseText.read(text) {
    case .success(let entries): return .noise(entries)
    case .failure(let problem): throw wrong(problem.message, nil)
    }
  }

  /// A backend's name; one that the contract does not know may come from a manifest and is the crew's to judge.
  private static func backend(_ text: String, _ wrong: (String, String?) -> UsageError) throws(UsageError) -> String {
    let name = BackendName.canonical(text)
    guard TaskID(String(name.prefix { $0 != ":" })) != nil else { throw wrong("a backend such as native or aer", nil) }
    return name
  }

  private static func backends(
    _ text: String, _ wrong: (String, String?) -> UsageError
  ) throws(UsageError) -> FlagValue {
    var names: Set<String> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      names.insert(try backend(String(part.filter { $0 != " " }), wrong))
    }
    if names.contains("all"), names.count > 1 { throw wrong("all, or names with commas between them", nil) }
    return .backends(names.sorted())
  }
}

/// Times as people write them.
enum DurationText {
  private static let units: [(String, Double)] = [
    ("ms", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
  ]

  /// The seconds of `30s`, `2m`, `1h30m`, `250ms`, `50us`; a bare number is seconds. Nil for anything else.
  static func seconds(_ text: String) -> Double? {
    if let bare = number(text) { return bare }
    var rest = text[...]
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(letters.count)
      guard let value = number(String(digits)), let unit = units.first(where: { $0.0 == letters }) else { return nil }
      total += value * unit.1
    }
    return text.isEmpty ? nil : total
  }

  /// A plain decimal number, not negative, no `inf`, no hexadecimal.
  private static func number(_ text: String) -> Double? {
    guard !text.isEmpty, text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(text),
      value.isFinite
    else { return nil }
    return value
  }
}
