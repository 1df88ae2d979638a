import Core

/// A `proxima_agent.md` as it is written: goal, parameters, steps, output, each with its line.
public struct AgentFile: Hashable, Sendable {
  /// A piece of the file and where it stands, counted from 1.
  public struct Entry: Hashable, Sendable {
    public var line: Int
    /// The key of `key: value`, lower case with underscores; empty for steps and prose.
    public var key: String
    public var text: String
  }

  public var title: String
  public var goal: Entry
  public var parameters: [Entry]
  public var steps: [Entry]
  public var output: [Entry]

  /// Reads the text of a file. Throws with the line of the first heading, bullet or step that is not of the format.
  public init(parsing text: String, file: String = "proxima_agent.md") throws(AgentFileError) {
    var reader = AgentFileReader(text, file: file)
    try reader.read()
    guard let goal = reader.goal else {
      throw AgentFileError(0, "there is no goal", remedy: "write it under a heading `## Goal`", file: file)
    }
    guard !reader.steps.isEmpty else {
      throw AgentFileError(0, "there are no steps", remedy: "number them under a heading `## Steps`", file: file)
    }
    self.title = reader.title
    self.goal = goal
    parameters = reader.parameters
    steps = reader.steps
    output = reader.output
  }
}

/// Goes through the lines of an agent file.
private struct AgentFileReader {
  private enum Section: String { case goal, parameters, steps, output }

  let lines: [Substring]
  let file: String
  var title = ""
  var goal: AgentFile.Entry?
  var parameters: [AgentFile.Entry] = []
  var steps: [AgentFile.Entry] = []
  var output: [AgentFile.Entry] = []
  private var section: Section?
  private var seen: Set<String> = []

  init(_ text: String, file: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    self.file = file
  }

  mutating func read() throws(AgentFileError) {
    for (index, raw) in lines.enumerated() {
      let line = AgentFiles.trimmed(raw)
      if line.isEmpty { continue }
      if line.hasPrefix("#") {
        try heading(line, index + 1)
      } else {
        try content(line, index + 1)
      }
    }
    if title.isEmpty {
      throw wrong(1, "the title is missing", "begin with `# Proxima Agent Instructions`")
    }
  }

  private func wrong(_ line: Int, _ message: String, _ remedy: String) -> AgentFileError {
    AgentFileError(line, message, remedy: remedy, file: file)
  }

  private mutating func heading(_ line: String, _ number: Int) throws(AgentFileError) {
    let level = line.prefix { $0 == "#" }.count
    let words = AgentFiles.trimmed(line.dropFirst(level))
    if level == 1 {
      guard title.isEmpty, section == nil else { throw wrong(number, "there is a second title, `\(words)`", "keep one") }
      guard words.lowercased().contains("proxima") else {
        throw wrong(number, "the title `\(words)` is not that of an agent file", "begin with `# Proxima Agent Instructions`")
      }
      title = words
      return
    }
    guard level == 2, let next = Section(rawValue: words.lowercased()) else {
      throw wrong(number, "unknown heading `\(words)`", "the headings are ## Goal, ## Parameters, ## Steps and ## Output")
    }
    guard seen.insert(next.rawValue).inserted else {
      throw wrong(number, "the heading `\(words)` stands twice", "put what is under both under one")
    }
    section = next
  }

  private mutating func content(_ line: String, _ number: Int) throws(AgentFileError) {
    switch section {
    case nil: throw wrong(number, "`\(line)` stands before any heading", "begin with a title and `## Goal`")
    case .goal: goal = AgentFile.Entry(line: goal?.line ?? number, key: "", text: goal.map { $0.text + " " + line } ?? line)
    case .parameters: parameters.append(try pair(line, number))
    case .output: output.append(try pair(line, number))
    case .steps: steps.append(try step(line, number))
    }
  }

  private func pair(_ line: String, _ number: Int) throws(AgentFileError) -> AgentFile.Entry {
    guard let first = line.first, "-*+".contains(first), let colon = line.firstIndex(of: ":") else {
      throw wrong(number, "`\(line)` is no `- key: value`", "write one bullet for each, such as `- shots: 1000`")
    }
    let key = AgentFiles.trimmed(line[line.index(after: line.startIndex)..<colon]).lowercased()
      .replacing("*", with: "").split(separator: " ").joined(separator: "_")
    let value = AgentFiles.trimmed(line[line.index(after: colon)...].replacing("*", with: ""))
    guard !key.isEmpty, !value.isEmpty else { throw wrong(number, "`\(line)` has no value", "write `- key: value`") }
    return AgentFile.Entry(line: number, key: key, text: value)
  }

  private func step(_ line: String, _ number: Int) throws(AgentFileError) -> AgentFile.Entry {
    let digits = line.prefix { $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard let value = Int(digits), let mark = rest.first, mark == "." || mark == ")" else {
      throw wrong(number, "`\(line)` is no numbered step", "write `1. Execute on native`")
    }
    guard value == steps.count + 1 else {
      throw wrong(number, "step \(value) follows step \(steps.count)", "number the steps in order")
    }
    return AgentFile.Entry(line: number, key: "", text: AgentFiles.trimmed(rest.dropFirst()))
  }
}

enum AgentFiles {
  /// Without blanks at its ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    var view = Substring(text)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
