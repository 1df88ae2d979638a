/// One line of a script that says something.
struct PythonLine: Hashable {
  /// Counted from 1.
  var number: Int
  /// Spaces before it.
  var indent: Int
  var text: String

  /// The lines of `script` without empty ones and comments.
  static func lines(of script: String) -> [PythonLine] {
    script.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let indent = line.prefix { $0 == " " }.count
      let text = String(line.dropFirst(indent)).trimmedEnd
      if text.isEmpty || text.hasPrefix("#") { return nil }
      return PythonLine(number: index + 1, indent: indent, text: text)
    }
  }
}

extension String {
  var trimmedEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

/// Names that a script imports, defines and uses.
struct PythonNames {
  private(set) var problems: [(line: Int, text: String)] = []
  private var imported: [(name: String, line: Int)] = []
  private var defined: Set<String> = [
    "print", "sorted", "complex", "range", "len", "str", "int", "True", "False", "None", "def", "return", "with", "as",
    "for", "in", "if", "else", "is", "not", "pass", "from", "import",
  ]
  private var used: Set<String> = []

  init(_ lines: [PythonLine]) {
    for line in lines { read(line) }
    for (name, line) in imported where !used.contains(name) {
      problems.append((line, "`\(name)` is imported and never used"))
    }
    problems.sort { $0.line < $1.line }
  }

  private mutating func read(_ line: PythonLine) {
    guard let tokens = try? PythonTokens(line.text).tokens else { return }
    if tokens.first == .name("from") || tokens.first == .name("import") { return readImport(tokens, line.number) }
    if line.text.hasPrefix("\"\"\"") { return }
    define(tokens)
    for (index, token) in tokens.enumerated() {
      guard case .name(let name) = token else { continue }
      if index > 0, tokens[index - 1] == .symbol(".") { continue }
      // `1j` is a number with a unit.
      if name == "j", index > 0, case .number = tokens[index - 1] { continue }
      let isKeyword = index > 0 && index + 1 < tokens.count && tokens[index + 1] == .symbol("=")
      if isKeyword, tokens[index - 1] == .symbol("(") || tokens[index - 1] == .symbol(",") { continue }
      used.insert(name)
      if !defined.contains(name) {
        problems.append((line.number, "`\(name)` is not defined"))
        defined.insert(name)
      }
    }
  }

  private mutating func readImport(_ tokens: [PythonTokens.Token], _ line: Int) {
    let start = tokens.firstIndex(of: .name("import")).map { $0 + 1 } ?? tokens.count
    var names: [String] = []
    for token in tokens[start...] {
      guard case .name(let name) = token else { continue }
      if name == "as" {
        names.removeLast(min(1, names.count))
      } else {
        names.append(name)
      }
    }
    for name in names {
      imported.append((name, line))
      defined.insert(name)
    }
  }

  /// What a line gives a value to: before `=`, after `def` and `for`, after `as`.
  private mutating func define(_ tokens: [PythonTokens.Token]) {
    if case .name(let name) = tokens.first, tokens.count > 1, tokens[1] == .symbol("=") { defined.insert(name) }
    if tokens.count > 3, tokens[1] == .symbol(","), let sign = tokens.firstIndex(of: .symbol("=")) {
      for case .name(let name) in tokens[..<sign] { defined.insert(name) }
    }
    var open = false
    for (index, token) in tokens.enumerated() {
      if token == .name("for") || token == .name("def") { open = true }
      if token == .name("in") || token == .symbol(":") { open = false }
      if open, case .name(let name) = token { defined.insert(name) }
      if token == .name("as"), index + 1 < tokens.count, case .name(let name) = tokens[index + 1] { defined.insert(name) }
    }
  }
}
