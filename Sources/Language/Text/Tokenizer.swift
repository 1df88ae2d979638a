/// Cuts a sentence into tokens; nothing is lost but blanks.
struct Tokenizer {
  let scalars: [Unicode.Scalar]
  var place = 0
  var tokens: [Token] = []

  static func tokens(of text: String) -> [Token] {
    var tokenizer = Tokenizer(text)
    return tokenizer.run()
  }

  let speaksOfGraphs: Bool

  private init(_ text: String) {
    scalars = text.unicodeScalars.map(Tokenizer.plain)
    let lower = text.lowercased()
    speaksOfGraphs = ["graph", "edge", "qaoa", "cut"].contains { lower.contains($0) }
  }

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
      } else if !path() && !literal() && !ket() && !number() && !word() {
        sign()
      }
    }
    return tokens
  }

  // MARK: Kinds

  private static let endings: Set<String> = [
    "qasm", "csv", "xlsx", "xls", "json", "html", "htm", "pdf", "svg", "py", "yaml", "yml", "md", "txt", "png", "toml",
    "qpy", "h5", "hdf5", "ipynb", "docx", "jpg", "tex", "sh", "stim", "col", "edges", "edgelist", "dimacs", "graph", "dat",
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

  /// A matrix or a vector; edges where the sentence speaks of a graph.
  private mutating func literal() -> Bool {
    let before = tokens.last { !$0.isSign("=") && !$0.isSign(":") }?.key
    let found =
      if isDigit(place) {
        speaksOfGraphs ? Literal.edges(scalars, at: place) : nil
      } else {
        Literal.nested(scalars, at: place) ?? (speaksOfGraphs ? Literal.pairs(scalars, at: place) : nil) ?? Literal.vector(scalars, at: place, after: before)
      }
    guard let (json, end) = found else { return false }
    add(.literal, place..<end, key: json)
    return true
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
    if shorthand() || familyAndSize() { return true }
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

  private static let sized: Set<String> = ["w", "ghz", "qft", "iqft", "cat", "qv"]

  /// `ghz5`, `W4`: a family and its size.
  private mutating func familyAndSize() -> Bool {
    var letters = place
    while letters < scalars.count, isLetter(letters) { letters += 1 }
    var end = letters
    while isDigit(end) { end += 1 }
    guard end > letters, end - letters < 4, end == scalars.count || !isLetter(end),
      Self.sized.contains(string(place..<letters).lowercased())
    else { return false }
    let size = Double(string(letters..<end)) ?? 0
    add(.word, place..<letters)
    add(.number(size), letters..<end)
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

  // MARK: Characters

  mutating func add(_ kind: Token.Kind, _ range: Range<Int>, key: String? = nil) {
    let text = string(range)
    let made = key ?? (kind == .word ? Spelling.key(text) : text.lowercased())
    let spaced = range.lowerBound == 0 || isBlank(range.lowerBound - 1)
    tokens.append(Token(text: text, key: made, kind: kind, range: range, spaced: spaced))
    place = range.upperBound
  }

  func string(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  func isBlank(_ index: Int) -> Bool {
    index < scalars.count && scalars[index].properties.isWhitespace
  }

  func isDigit(_ index: Int) -> Bool {
    index < scalars.count && scalars[index].value >= 48 && scalars[index].value <= 57
  }

  func isLetter(_ index: Int) -> Bool {
    index < scalars.count && scalars[index].properties.isAlphabetic
  }
}
