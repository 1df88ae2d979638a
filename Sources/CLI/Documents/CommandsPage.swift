/// `docs/commands.md`, from the command tree.
enum CommandsPage {
  static var text: String {
    var out = """
      # Commands

      Generated from the command tree by `proxima manual markdown`; a test keeps it equal.

      Answers go to stdout, everything else to stderr. With `--json` every exit, usage errors included, prints one
      object on stdout. Flags may stand before or after the command, as `--flag value` or `--flag=value`; after `--`
      everything is an argument.

      ## Flags that every command takes

      \(table(FlagSpec.everywhere))

      """
    for (title, commands) in CommandTree.groups {
      out += "\n## \(title)\n"
      for command in commands { out += section([command.name], command) }
    }
    out += "\nReserved for later: "
    out += CommandTree.reserved.map { "`\($0.name)`" }.joined(separator: ", ") + ".\n"
    return out + exitCodes
  }

  private static func section(_ path: [String], _ command: CommandSpec) -> String {
    var out = "\n### proxima \(path.joined(separator: " "))\n\n"
    out += command.summary.prefix(1).uppercased() + command.summary.dropFirst() + "."
    if command.pending != nil { out += " *Not there yet: exits 69.*" }
    out += "\n"
    if !command.discussion.isEmpty { out += "\n" + WordWrap.lines(command.discussion, width: 110).joined(separator: "\n") + "\n" }
    if command.subcommands.isEmpty { out += "\n    " + HelpPage.usage(path, command) + "\n" }
    if !command.flags.isEmpty { out += "\n" + table(command.flags) + "\n" }
    if !command.examples.isEmpty, command.pending == nil {
      let width = command.examples.map(\.command.count).max() ?? 0
      out += "\n```sh\n"
      for example in command.examples {
        out += TextWidth.padded(example.command, to: width) + "  # \(example.meaning)\n"
      }
      out += "```\n"
    }
    for sub in command.subcommands { out += section(path + [sub.name], sub) }
    return out
  }

  private static func table(_ flags: [FlagSpec]) -> String {
    var rows = ["| flag | meaning |", "| --- | --- |"]
    for flag in flags {
      let spelled = HelpPage.spelling(flag).drop { $0 == " " }
      rows.append("| `\(spelled)` | \(flag.summary)\(flag.repeatable && flag.value != nil ? "; repeatable" : "") |")
    }
    return rows.joined(separator: "\n")
  }

  private static let exitCodes = """

    ## Exit codes

    | code | meaning |
    | --- | --- |
    | 0 | done |
    | 1 | the task failed |
    | 64 | wrong usage |
    | 65 | bad input, or a request that needs an answer first |
    | 69 | a backend or the crew is unavailable, or a command that is not there yet |
    | 70 | a bug of ours |
    | 74 | cannot write |
    | 75 | try again later |
    | 77 | refused by policy or by the user |
    | 78 | bad configuration |
    | 124 | timed out |
    | 130 | interrupted |

    """
}
