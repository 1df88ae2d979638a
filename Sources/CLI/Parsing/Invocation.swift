import Core

/// A command line that was understood: which command, and checked values.
public struct Invocation: Sendable, Hashable {
  /// The names from the root down, aliases resolved: `["task", "list"]`; empty for the bare program.
  public var path: [String]
  public var command: CommandSpec
  /// By flag name, in order of appearance; a switch has one `.integer(1)` for each time it stands there.
  var values: [String: [FlagValue]] = [:]
  /// What stands beside the flags, by the name of the positional; several where it takes the rest.
  var positionals: [String: [String]] = [:]

  init(path: [String], command: CommandSpec) {
    self.path = path
    self.command = command
  }

  /// The path as one would type it.
  var name: String { path.joined(separator: " ") }

  func has(_ flag: FlagSpec) -> Bool { values[flag.name] != nil }
  /// How often a repeatable switch stands there.
  func count(_ flag: FlagSpec) -> Int { values[flag.name]?.count ?? 0 }

  func text(_ flag: FlagSpec) -> String? { texts(flag).last }
  func texts(_ flag: FlagSpec) -> [String] {
    (values[flag.name] ?? []).compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
  func integer(_ flag: FlagSpec) -> Int? { if case .integer(let value)? = values[flag.name]?.last { value } else { nil } }
  func seconds(_ flag: FlagSpec) -> Double? {
    if case .seconds(let value)? = values[flag.name]?.last { value } else { nil }
  }

  /// The first word of the positional `name`.
  func argument(_ name: String) -> String? { positionals[name]?.first }
  /// All words of the positional `name` as one text.
  func sentence(_ name: String) -> String { (positionals[name] ?? []).joined(separator: " ") }

  /// How the answer is to be printed.
  var format: AnswerFormat { has(.jsonLines) ? .jsonLines : has(.json) ? .json : .text }
}

/// In what form a command answers.
enum AnswerFormat: Sendable, Hashable {
  case text, json, jsonLines
}
