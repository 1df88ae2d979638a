/// Completions for shells, from the command tree. Scripts are whole: they call nothing of ours.
enum Completions {
  /// One command that can be typed: the words that lead to it and what may follow.
  struct Node: Sendable, Hashable {
    /// Joined by spaces; empty for the program itself.
    var path: String
    var summary: String
    /// Subcommands with their summaries.
    var children: [(name: String, summary: String)]
    var flags: [FlagSpec]
    /// Words of the first argument.
    var words: [String]
    var takesFile: Bool

    static func == (a: Node, b: Node) -> Bool { a.path == b.path }
    func hash(into hasher: inout Hasher) { hasher.combine(path) }
  }

  /// Every node of the tree, parents before children.
  static var nodes: [Node] {
    var out: [Node] = []
    func walk(_ path: [String], _ command: CommandSpec) {
      let first = command.positionals.first
      var words = first?.kind.words ?? []
      if first?.kind == .command { words = CommandTree.root.subcommands.map(\.name) }
      if first?.kind == .task { words = ["last"] }
      out.append(
        Node(
          path: path.joined(separator: " "), summary: command.summary,
          children: command.subcommands.map { ($0.name, $0.summary) }, flags: command.flags + FlagSpec.everywhere,
          words: words, takesFile: first?.kind.isFile ?? false))
      for sub in command.subcommands { walk(path + [sub.name], sub) }
    }
    walk([], CommandTree.root)
    return out
  }

  /// The script for `shell`; nil for one that is not known.
  static func script(for shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  /// Flags whose value is one of some words, or a file, once each.
  static var valued: (words: [(flag: FlagSpec, words: [String])], files: [FlagSpec]) {
    var words: [(FlagSpec, [String])] = []
    var files: [FlagSpec] = []
    var seen: Set<String> = []
    for flag in nodes.flatMap(\.flags) where seen.insert(flag.name).inserted {
      guard let kind = flag.value else { continue }
      if !kind.words.isEmpty { words.append((flag, kind.words)) } else if kind.isFile { files.append(flag) }
    }
    return (words.sorted { $0.0.name < $1.0.name }, files.sorted { $0.name < $1.name })
  }

  /// `--backend` and, where there is one, `-b`.
  static func spellings(_ flag: FlagSpec) -> [String] { ["--" + flag.name] + (flag.short.map { ["-\($0)"] } ?? []) }

  /// `text` inside single quotes of a shell.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
