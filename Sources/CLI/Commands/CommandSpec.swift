/// One command as data: the parser, the help, the completions and the manual are all made from it.
public struct CommandSpec: Sendable, Hashable {
  public var name: String
  /// Other names, shown in help.
  public var aliases: [String]
  /// Other names that work and are not advertised: those of the design documents.
  public var hiddenAliases: [String]
  /// One line, without a full stop.
  public var summary: String
  /// What else a reader should know; paragraphs are separated by empty lines.
  public var discussion: String
  public var positionals: [PositionalSpec]
  /// What it takes besides the flags that every command takes.
  public var flags: [FlagSpec]
  public var examples: [ExampleSpec]
  public var subcommands: [CommandSpec]
  /// Why it cannot run yet, for a command that is named and not built; nil for one that is.
  public var pending: String?

  init(
    _ name: String, _ summary: String, aliases: [String] = [], hidden: [String] = [], discussion: String = "",
    _ positionals: [PositionalSpec] = [], flags: [FlagSpec] = [], examples: [ExampleSpec] = [],
    subcommands: [CommandSpec] = [], pending: String? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.hiddenAliases = hidden
    self.summary = summary
    self.discussion = discussion
    self.positionals = positionals
    self.flags = flags
    self.examples = examples
    self.subcommands = subcommands
    self.pending = pending
  }

  /// Whether `word` names it.
  func answers(to word: String) -> Bool { name == word || aliases.contains(word) || hiddenAliases.contains(word) }

  /// The subcommand that `word` names.
  func subcommand(_ word: String) -> CommandSpec? { subcommands.first { $0.answers(to: word) } }
}

/// What a command takes besides flags.
public struct PositionalSpec: Sendable, Hashable {
  /// In capitals, as usage shows it: `TEXT`, `FILE`, `ID`.
  public var name: String
  public var summary: String
  public var required: Bool
  /// Takes all that is left, joined by spaces where it is text.
  public var takesRest: Bool
  public var kind: ValueKind

  init(_ name: String, _ summary: String, _ kind: ValueKind = .text, required: Bool = true, rest: Bool = false) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.required = required
    self.takesRest = rest
  }

  /// `TEXT...`, `[FILE]`.
  var usage: String {
    let text = takesRest ? name + "..." : name
    return required ? text : "[\(text)]"
  }
}

/// A flag: one name with one meaning in every command that takes it.
public struct FlagSpec: Sendable, Hashable {
  /// Without the dashes.
  public var name: String
  public var short: Character?
  /// Further long names that work and are not advertised.
  public var hiddenAliases: [String]
  /// nil for a switch.
  public var value: ValueKind?
  /// How help writes the value: `N`, `FILE`.
  public var placeholder: String
  /// Whether it may stand several times and keeps all values.
  public var repeatable: Bool
  public var summary: String

  init(
    _ name: String, _ summary: String, short: Character? = nil, hidden: [String] = [], value: ValueKind? = nil,
    as placeholder: String = "", repeatable: Bool = false
  ) {
    self.name = name
    self.short = short
    self.hiddenAliases = hidden
    self.value = value
    self.placeholder = placeholder
    self.repeatable = repeatable
    self.summary = summary
  }
}

/// An example as help shows it.
public struct ExampleSpec: Sendable, Hashable {
  public var command: String
  public var meaning: String

  init(_ command: String, _ meaning: String) {
    self.command = command
    self.meaning = meaning
  }
}
