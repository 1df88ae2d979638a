import Core

extension Commands {
  static func version(_ context: Context) throws(ProximaError) -> ExitCode {
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let version = Version.program
    }
    try context.answer(Answer(), [Line("proxima " + Version.program, .plain)])
    return .done
  }

  static func help(_ context: Context) throws(ProximaError) -> ExitCode {
    var path: [String] = []
    var command = CommandTree.root
    for word in context.invocation.positionals["COMMAND"] ?? [] {
      guard let next = command.subcommand(word) else {
        let near = Nearest.match(word, among: command.subcommands.map(\.name))
        throw UsageError(
          "unknown_command", "there is no command `\((path + [word]).joined(separator: " "))`",
          remedy: near.map { "did you mean `proxima help \((path + [$0]).joined(separator: " "))`?" } ?? "see `proxima help`"
        ).proxima
      }
      path.append(next.name)
      command = next
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let command: String
      let summary: String
      let usage: String
      let subcommands: [String]
      let flags: [String]
    }
    let answer = Answer(
      command: path.joined(separator: " "), summary: command.summary, usage: HelpPage.usage(path, command),
      subcommands: command.subcommands.map(\.name),
      flags: (command.flags + FlagSpec.everywhere).map { "--" + $0.name })
    try context.answer(answer, HelpPage.lines(path, command, width: context.console.width))
    return .done
  }

  static func completions(_ context: Context) throws(ProximaError) -> ExitCode {
    try context.console.raw(Completions.script(for: context.invocation.argument("SHELL") ?? "") ?? "")
    return .done
  }

  static func manual(_ context: Context) throws(ProximaError) -> ExitCode {
    let markdown = context.invocation.argument("FORMAT") == "markdown"
    try context.console.raw(markdown ? CommandsPage.text : ManPage.text(version: Version.program))
    return .done
  }
}
