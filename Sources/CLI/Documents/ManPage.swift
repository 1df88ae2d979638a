/// The manual page in troff (man macros), from the command tree.
enum ManPage {
  static func text(version: String) -> String {
    let root = CommandTree.root
    var out = ".TH PROXIMA 1 \"\" \"proxima \(version)\" \"User Commands\"\n"
    out += ".SH NAME\nproxima \\- \(escaped(root.summary))\n"
    out += ".SH SYNOPSIS\n.B proxima\nCOMMAND [flags]\n"
    out += ".SH DESCRIPTION\n\(escaped(root.discussion))\n"
    out += ".SH COMMANDS\n"
    for (title, commands) in CommandTree.groups {
      out += ".SS \(escaped(title))\n"
      for command in commands { out += entry([command.name], command) }
    }
    out += ".SH FLAGS OF EVERY COMMAND\n" + FlagSpec.everywhere.map(flag).joined()
    out += ".SH FLAGS\n" + allFlags.map(flag).joined()
    out += ".SH EXAMPLES\n"
    for example in root.examples {
      out += ".TP\n.B \(escaped(example.command))\n\(escaped(example.meaning))\n"
    }
    return out + exitCodes + files
  }

  /// Every other flag once, by name.
  private static var allFlags: [FlagSpec] {
    var seen: [String: FlagSpec] = [:]
    func walk(_ command: CommandSpec) {
      for flag in command.flags { seen[flag.name] = flag }
      command.subcommands.forEach(walk)
    }
    walk(CommandTree.root)
    return seen.values.sorted { $0.name < $1.name }
  }

  private static func entry(_ path: [String], _ command: CommandSpec) -> String {
    guard command.subcommands.isEmpty else {
      return command.subcommands.map { entry(path + [$0.name], $0) }.joined()
    }
    let arguments = command.positionals.map { " " + $0.usage }.joined()
    var out = ".TP\n.B \(escaped(path.joined(separator: " ") + arguments))\n\(escaped(command.summary)).\n"
    if command.pending != nil { out += "Not there yet.\n" }
    for paragraph in command.discussion.split(separator: "\n\n") { out += ".IP\n\(escaped(String(paragraph)))\n" }
    return out
  }

  private static func flag(_ flag: FlagSpec) -> String {
    let spelled = String(HelpPage.spelling(flag).drop { $0 == " " })
    return ".TP\n.B \(escaped(spelled))\n\(escaped(flag.summary)).\n"
  }

  /// Text in which troff finds nothing of its own: no escapes, no requests at the beginning of a line.
  static func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      case "\n": out += "\n"
      default: out.append(character)
      }
    }
    return out.hasPrefix(".") || out.hasPrefix("'") ? "\\&" + out : out
  }

  private static let exitCodes = """
    .SH EXIT STATUS
    0 done; 1 the task failed; 64 wrong usage; 65 bad input; 69 a backend or the crew is unavailable; 70 a bug of ours;
    74 cannot write; 75 try again later; 77 refused by policy or by the user; 78 bad configuration; 124 timed out;
    130 interrupted.

    """

  private static let files = """
    .SH FILES
    .TP
    .I $XDG_CONFIG_HOME/proxima/config.yaml
    settings
    .TP
    .I $XDG_DATA_HOME/proxima/
    journal of all tasks and the memory
    .TP
    .I $XDG_STATE_HOME/proxima/
    state and logs
    .SH ENVIRONMENT
    .TP
    .B PROXIMA_HOME
    puts all of these under one directory
    .TP
    .B NO_COLOR
    no colour

    """
}
