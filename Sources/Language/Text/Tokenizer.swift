/// Cuts a sentence into tokens; nothing is lost but blanks.
struct Tokenizer {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var tokens: [Token] = []

  static func tokens(of text: String) -> [Token] {
    var tokenizer = Tokenizer(text)
    return tokenizer.run()
  }

  private init(_ text: String) { scalars = text.unicodeScalars.map(Tokenizer.plain) }

  /// Curly quotes, long dashes and other signs in their plain form.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\u{2018}", "\u{2019}", "`", "\u{00B4}": "'"
    case "\u{201C}", "\u{201D}", "\u{00AB}", "\u{00BB}": "\""
    case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}": "-"
    case "\u{00D7}": "x"
    case "\u{00A0}", "\u{2009}", "\u{202F}": " "
    case "\u{27E9}": ">"
    case "\u{27E8}": "<"
    default: scalar
    }
  }

  private mutating func run() -> [Token] {
    while place < scalars.count {
      if isBlank(place) {
        place += 1
      } else if !path() && !ket() && !number() && !word() {
        sign()
      }
    }
    return tokens
  }

  // MARK: Kinds

  private static let endings: Set<String> = [
    "qasm", "csv", "xlsx", "xls", "json", "html", "htm", "pdf", "svg", "py", "yaml", "yml", "md", "txt", "png", "toml",
    "qpy", "h5", "hdf5", "ipynb", "docx", "jpg", "tex", "sh", "stim",
  ]

  /// A file or folder: a chunk without blanks that holds a slash, starts with `~`, or ends like a file.
  private mutating func path() -> Bool {
    guard place == 0 || isBlank(place - 1) || "\"'(=:".unicodeScalars.contains(scalars[place - 1]) else { return false }
    var end = place
    while end < scalars.count, !isBlank(end), !"\"'()<>|;,".unicodeScalars.contains(scalars[end]) { end += 1 }
    while end > place, ".,;:!?".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
    let chunk = string(place..<end)
    guard chunk.count > 2, looksLikePath(chunk) else { return false }
    add(.path, place..<end)
    return true
  }

  private func looksLikePath(_ chunk: String) -> Bool {
    if let dot = chunk.lastIndex(of: "."), dot != chunk.startIndex {
      let ending = chunk[chunk.index(after: dot)...].lowercased()
      if Self.endings.contains(ending) { return true }
    }
    if chunk.hasPrefix("~/") || chunk.hasPrefix("./") || chunk.hasPrefix("../") { return true }
    guard chunk.contains("/"), chunk.lowercased() != "w/o", !chunk.lowercased().hasPrefix("w/") else { return false }
    if chunk.hasPrefix("/") { return chunk.count > 1 }
    // One slash between words is "and/or" or "Qiskit/Aer"; between figures it is a fraction.
    return chunk.filter { $0 == "/" }.count > 1
  }

  private mutating func ket() -> Bool {
    guard scalars[place] == "|" else { return false }
    var end = place + 1
    while end < scalars.count, end - place < 24, scalars[end] != ">", scalars[end] != "|" { end += 1 }
    guard end < scalars.count, scalars[end] == ">" else { return false }
    add(.ket, place..<(end + 1))
    return true
  }

  private mutating func word() -> Bool {
    guard isLetter(place) else { return false }
    if shorthand() { return true }
    var end = place
    while end < scalars.count {
      if isLetter(end) || isDigit(end) {
        end += 1
      } else if scalars[end] == "'", end + 1 < scalars.count, isLetter(end + 1) {
        end += 2
      } else {
        break
      }
    }
    add(.word, place..<end)
    return true
  }

  /// `w/` and `w/o`.
  private mutating func shorthand() -> Bool {
    guard scalars[place] == "w" || scalars[place] == "W", place + 1 < scalars.count, scalars[place + 1] == "/" else {
      return false
    }
    let without = place + 2 < scalars.count && scalars[place + 2] == "o" && !isLetter(place + 3)
    add(.word, place..<(place + (without ? 3 : 2)), key: without ? "without" : "with")
    return true
  }

  private mutating func sign() {
    var end = place + 1
    let first = scalars[place]
    if "._*".unicodeScalars.contains(first) { while end < scalars.count, scalars[end] == first { end += 1 } }
    add(.sign, place..<end)
  }

  // MARK: Numbers

  /// `1000`, `1,000`, `1_000`, `.05`, `1e4`, `2^12`, `8k`, `1/4`, `-3`.
  private mutating func number() -> Bool {
    var end = place
    var negative = false
    if scalars[end] == "-", end + 1 < scalars.count, isDigit(end + 1) || scalars[end + 1] == ".",
      end == 0 || isBlank(end - 1) || scalars[end - 1] == "="
    {
      negative = true
      end += 1
    }
    guard let (mantissa, after) = decimal(at: end) else { return false }
    var value = mantissa
    end = after
    (value, end) = power(value, end)
    (value, end) = suffix(value, end)
    add(.number(negative ? -value : value), place..<end)
    return true
  }

  /// Digits with separators, a fraction and an exponent, from `start`.
  private func decimal(at start: Int) -> (Double, Int)? {
    var end = start
    var digits = ""
    while end < scalars.count {
      if isDigit(end) {
        digits.unicodeScalars.append(scalars[end])
        end += 1
      } else if (scalars[end] == "," || scalars[end] == "_") && !digits.isEmpty && digits.count <= 12
        && groupOfThree(end + 1, after: start..<end)
      {
        end += 1
      } else {
        break
      }
    }
    if end < scalars.count, scalars[end] == ".", isDigit(end + 1) {
      digits += "."
      end += 1
      while isDigit(end) {
        digits.unicodeScalars.append(scalars[end])
        end += 1
      }
    }
    guard !digits.isEmpty, end > start else { return nil }
    let exponent = exponent(at: end)
    digits += exponent.text
    guard let value = Double(digits.hasPrefix(".") ? "0" + digits : digits) else { return nil }
    return (value, exponent.end)
  }

  private func groupOfThree(_ start: Int, after head: Range<Int>) -> Bool {
    guard isDigit(start), isDigit(start + 1), isDigit(start + 2), !isDigit(start + 3) else { return false }
    // The first group has one to three figures and no leading zero.
    let first = scalars[head].prefix { $0 != "," && $0 != "_" }
    return first.count <= 3 && first.first != "0"
  }

  private func exponent(at end: Int) -> (text: String, end: Int) {
    guard end < scalars.count, scalars[end] == "e" || scalars[end] == "E" else { return ("", end) }
    var next = end + 1
    var text = "e"
    if next < scalars.count, scalars[next] == "-" || scalars[next] == "+" {
      text.unicodeScalars.append(scalars[next])
      next += 1
    }
    guard isDigit(next) else { return ("", end) }
    while isDigit(next) {
      text.unicodeScalars.append(scalars[next])
      next += 1
    }
    return isLetter(next) ? ("", end) : (text, next)
  }

  /// `2^12`, `2**12`, `10^-3` and `1/4`.
  private func power(_ base: Double, _ start: Int) -> (Double, Int) {
    var end = start
    if end < scalars.count, scalars[end] == "^" {
      end += 1
    } else if end + 1 < scalars.count, scalars[end] == "*", scalars[end + 1] == "*" {
      end += 2
    } else if end < scalars.count, scalars[end] == "/", let (below, after) = decimal(at: end + 1), below != 0 {
      return (base / below, after)
    } else {
      return (base, start)
    }
    var negative = false
    if end < scalars.count, scalars[end] == "-" {
      negative = true
      end += 1
    }
    guard let (exponent, after) = decimal(at: end), exponent == exponent.rounded(), exponent <= 62 else {
      return (base, start)
    }
    var value = 1.0
    for _ in 0..<Int(exponent) { value *= base }
    return (negative ? 1 / value : value, after)
  }

  /// `k` and `M` directly after the figures.
  private func suffix(_ value: Double, _ end: Int) -> (Double, Int) {
    guard end < scalars.count, !isLetter(end + 1), !isDigit(end + 1) else { return (value, end) }
    switch scalars[end] {
    case "k", "K": return (value * 1_000, end + 1)
    case "m", "M": return (value * 1_000_000, end + 1)
    default: return (value, end)
    }
  }

  // MARK: Characters

  private mutating func add(_ kind: Token.Kind, _ range: Range<Int>, key: String? = nil) {
    let text = string(range)
    let made = key ?? (kind == .word ? Spelling.key(text) : text.lowercased())
    let spaced = range.lowerBound == 0 || isBlank(range.lowerBound - 1)
    tokens.append(Token(text: text, key: made, kind: kind, range: range, spaced: spaced))
    place = range.upperBound
  }

  private func string(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  private func isBlank(_ index: Int) -> Bool {
    index < scalars.count && scalars[index].properties.isWhitespace
  }

  private func isDigit(_ index: Int) -> Bool {
    index < scalars.count && scalars[index].value >= 48 && scalars[index].value <= 57
  }

  private func isLetter(_ index: Int) -> Bool {
    index < scalars.count && scalars[index].properties.isAlphabetic
  }
}
