import Core
import FoundationEssentials

/// Changes one key in the text of a settings file and leaves the rest as it is, comments included.
///
/// Every edit is checked by reading the result again; where the text is written in a way that an edit of a line cannot
/// change (flow style, several lines for one value), the whole file is written anew and its comments are lost.
struct SettingsEditor {
  /// A text after an edit.
  struct Result: Hashable {
    var text: String
    /// False where the file had to be written anew.
    var keepsComments: Bool
  }

  private let file: SettingsFile
  private var lines: [String]

  /// Reads `text`, the content of `name`; throws where it is no valid file of settings.
  init(_ text: String, name: String) throws(ConfigurationError) {
    file = try SettingsFile(Data(text.utf8), name: name, source: .user)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
  }

  /// Sets `setting` to `text`, which must be one of its values.
  func set(_ setting: Setting, to text: String) throws(ConfigurationError) -> Result {
    let value = try setting.value(of: text)
    var wanted = file.values.mapValues(\.value)
    wanted[setting.key] = value
    var edited = self
    edited.write(setting.key, Self.scalar(text))
    return edited.checked(wanted, change: setting.key, to: text)
  }

  /// Takes `setting` out.
  func reset(_ setting: Setting) -> Result {
    var wanted = file.values.mapValues(\.value)
    guard wanted.removeValue(forKey: setting.key) != nil else { return Result(text: joined, keepsComments: true) }
    var edited = self
    edited.remove(setting.key)
    return edited.checked(wanted, change: setting.key, to: nil)
  }

  private var joined: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

  private mutating func write(_ key: String, _ text: String) {
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    if let node = file.nodes[key] {
      guard node.start.line == node.end.line, node.start.line <= lines.count else { return }
      replace(line: node.start.line, from: node.start.column, to: node.end.column, with: text)
    } else if let section = section(parts[0]) {
      var line = section.keyStart.line
      var indent = section.keyStart.column + 1
      if case .mapping(let entries, isFlow: false) = section.value.content, let first = entries.first,
        let last = entries.last
      {
        line = last.value.end.line
        indent = first.keyStart.column - 1
      }
      guard line <= lines.count else { return }
      lines.insert(String(repeating: " ", count: indent) + "\(parts[1]): \(text)", at: line)
    } else {
      if let last = lines.last, !last.allSatisfy(\.isWhitespace) { lines.append("") }
      lines += ["\(parts[0]):", "  \(parts[1]): \(text)"]
    }
  }

  private mutating func remove(_ key: String) {
    guard let node = file.nodes[key], node.start.line == node.end.line, node.start.line <= lines.count else { return }
    lines.remove(at: node.start.line - 1)
    // A section that holds nothing any more goes too.
    let above = node.start.line - 2
    guard above >= 0, let section = section(String(key.prefix { $0 != "." })), section.keyStart.line == above + 1 else {
      return
    }
    let next = node.start.line - 1 < lines.count ? lines[node.start.line - 1] : ""
    if next.first?.isWhitespace != true { lines.remove(at: above) }
  }

  private func section(_ name: String) -> YAMLNode.Entry? {
    guard case .mapping(let entries, _)? = file.root?.content else { return nil }
    return entries.first { $0.key == name }
  }

  /// Replaces columns `from` up to and without `to`, counted from 1 in code points.
  private mutating func replace(line: Int, from: Int, to: Int, with text: String) {
    let scalars = Array(lines[line - 1].unicodeScalars)
    guard from >= 1, from <= to, to - 1 <= scalars.count else { return }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars[..<(from - 1)])
    result.append(contentsOf: text.unicodeScalars)
    result.append(contentsOf: scalars[(to - 1)...])
    lines[line - 1] = String(result)
  }

  /// The edited text where it means what is wanted, otherwise one that is written anew.
  private func checked(_ wanted: [String: JSONValue], change key: String, to text: String?) -> Result {
    if let again = try? SettingsFile(Data(joined.utf8), name: "", source: .user),
      again.values.mapValues(\.value) == wanted
    {
      return Result(text: joined, keepsComments: true)
    }
    var values = file.values.mapValues(\.text)
    values[key] = text
    return Result(text: Self.write(values), keepsComments: false)
  }

  /// A file that sets `values`, written as a person would.
  static func write(_ values: [String: String]) -> String {
    var text = ""
    var open = ""
    for setting in SettingsTable.all {
      guard let value = values[setting.key] else { continue }
      let parts = setting.key.split(separator: ".", maxSplits: 1).map(String.init)
      if parts[0] != open {
        text += "\(parts[0]):\n"
        open = parts[0]
      }
      text += "  \(parts[1]): \(scalar(value))\n"
    }
    return text
  }

  /// `text` as a YAML scalar: plain where that is safe, otherwise in quotes.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.first.map { $0.isASCII && ($0.isLetter || $0.isNumber) } == true && text.last != " "
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._- ".contains($0)) }
    if isPlain { return text }
    return "'" + text.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
  }
}
