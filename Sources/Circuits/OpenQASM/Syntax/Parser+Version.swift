extension Parser {
  /// The version of `OPENQASM n.m;` where the text begins with it.
  mutating func versionStatement() throws(CircuitError) -> Int? {
    guard isWord("OPENQASM") else { return nil }
    advance()
    guard token.kind == .real || token.kind == .integer else { throw expected("a version: 2.0 or 3.0") }
    let written = text
    let major = written.split(separator: ".").first ?? ""
    guard written == "2.0" || written == "2" || major == "3" else {
      throw error("OpenQASM \(written) is not known: 2.0 and 3 are", code: "qasm.version")
    }
    advance()
    try semicolon()
    return major == "2" ? 2 : 3
  }

  /// The version of a text that does not name it: 3 where one of its words belongs to that version alone.
  static func guessVersion(_ source: SourceText) -> Int {
    var lexer = Lexer(source.bytes)
    let words: Set<String> = [
      "qubit", "bit", "let", "ctrl", "negctrl", "inv", "input", "output", "const", "def", "for", "while",
    ]
    var looked = 0
    while looked < 2000 {
      looked += 1
      let token = lexer.next()
      switch token.kind {
      case .end: return 2
      case .string:
        let text = String(decoding: source.bytes[token.start..<token.end], as: UTF8.self).dropFirst().dropLast()
        if text == "stdgates.inc" { return 3 }
        if text == "qelib1.inc" { return 2 }
      case .identifier where token.end - token.start <= 7:
        let text = String(decoding: source.bytes[token.start..<token.end], as: UTF8.self)
        if text == "qreg" || text == "creg" { return 2 }
        if words.contains(text) { return 3 }
      default: break
      }
    }
    return 2
  }
}
