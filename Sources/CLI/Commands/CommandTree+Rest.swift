extension CommandTree {
  static let knowledge: [CommandSpec] = [
    CommandSpec(
      "memory", "what the crew remembers of all tasks and conversations",
      examples: [ExampleSpec("proxima memory search \"noisy entangled state\"", "by meaning and by words")],
      subcommands: [
        CommandSpec(
          "search", "find tasks, runs, facts and conversations", [PositionalSpec("TEXT", "what to look for", rest: true)],
          flags: [.limit], examples: [ExampleSpec("proxima memory search \"ghz with noise\" --limit 5", "the best five")]),
        CommandSpec(
          "remember", "keep a fact", [PositionalSpec("TEXT", "the fact, in your own words", rest: true)],
          examples: [ExampleSpec("proxima memory remember \"I prefer 4096 shots\"", "until it is forgotten")]),
        CommandSpec(
          "facts", "the facts that are kept", flags: [.matching, .limit],
          examples: [ExampleSpec("proxima memory facts", "all of them")]),
        CommandSpec(
          "edit", "change a fact",
          [PositionalSpec("FACT", "TYPE/KEY, as facts shows it"), PositionalSpec("TEXT", "what it is from now on", rest: true)],
          examples: [ExampleSpec("proxima memory edit preference/shots 8192", "its new value")]),
        CommandSpec(
          "forget", "forget a fact, or what is remembered of a task",
          [PositionalSpec("FACT or TASK", "TYPE/KEY, or a task's id")],
          examples: [ExampleSpec("proxima memory forget preference/shots", "it is gone")]),
        CommandSpec(
          "stats", "how much is remembered", examples: [ExampleSpec("proxima memory stats --json", "as JSON")]),
        CommandSpec(
          "suggest", "what might help now", examples: [ExampleSpec("proxima memory suggest", "from what was done before")]),
        CommandSpec(
          "export", "write the memory to a file", flags: [.output],
          examples: [ExampleSpec("proxima memory export -o memory.json", "everything")], pending: "memory export"),
        CommandSpec(
          "import", "read a memory from a file", [PositionalSpec("FILE", "what export wrote", .file)],
          examples: [ExampleSpec("proxima memory import memory.json", "added to what is there")],
          pending: "memory import"),
        CommandSpec(
          "model", "the embedding model", examples: [ExampleSpec("proxima memory model", "which one is used")],
          pending: "memory model"),
      ]),
    group(
      "session", "conversations over several asks",
      ["list": "all of them", "show": "one in full", "resume": "go on with one", "fork": "branch off", "export": "to a file",
       "import": "from a file"]),
    group(
      "llm", "language models, all optional",
      ["providers": "which there are", "test": "whether one answers", "key": "keep a key", "usage": "what was spent"]),
  ]

  static let circuits: [CommandSpec] = [
    CommandSpec(
      "circuit", "a circuit without running it",
      examples: [ExampleSpec("proxima circuit draw bell.qasm", "as text")],
      subcommands: [
        CommandSpec(
          "draw", "draw a program as text or as a picture", [PositionalSpec("FILE", "OpenQASM, or - for stdin", .file)],
          flags: [.width, .svg, .output],
          examples: [
            ExampleSpec("proxima circuit draw bell.qasm", "qubit 0 on top"),
            ExampleSpec("proxima circuit draw bell.qasm -o bell.svg", "as a picture"),
          ]),
        CommandSpec(
          "stats", "a program in numbers", [PositionalSpec("FILE", "OpenQASM, or - for stdin", .file)],
          examples: [ExampleSpec("proxima circuit stats bell.qasm --json", "qubits, depth, gates")]),
        CommandSpec(
          "convert", "write a program in another language",
          [PositionalSpec("FILE", "OpenQASM, or - for stdin", .file)], flags: [.circuitFormat, .output],
          examples: [
            ExampleSpec("proxima circuit convert bell.qasm --format qasm3", "OpenQASM 3 on stdout"),
            ExampleSpec("proxima circuit convert bell.qasm --format qiskit -o bell.py", "as a Python script"),
          ]),
        CommandSpec(
          "optimize", "make a program shorter", hidden: ["optimise"],
          [PositionalSpec("FILE", "OpenQASM, or - for stdin", .file)], flags: [.basis, .output],
          examples: [
            ExampleSpec("proxima circuit optimize bell.qasm", "the same result with fewer gates"),
            ExampleSpec("proxima circuit optimize bell.qasm --basis cx -o short.qasm", "by one-qubit gates and cx"),
          ]),
      ]),
    CommandSpec(
      "agent", "files that tell the crew what to do",
      examples: [ExampleSpec("proxima agent run proxima_agent.md", "goal, parameters, steps, output")],
      subcommands: [
        CommandSpec(
          "run", "run a proxima_agent.md file", [PositionalSpec("FILE", "the file", .file)],
          flags: running, examples: [ExampleSpec("proxima agent run proxima_agent.md", "step by step")])
      ]),
    CommandSpec(
      "interpret", "explain results that came from elsewhere",
      discussion: """
        Reads counts or probabilities by bit string: tables with a header or none, tables with sections such as \
        [MEASUREMENTS], JSON as Qiskit, LRET and Proxima write it, and workbooks. Several results of one circuit are \
        compared.
        """,
      [PositionalSpec("FILE", "CSV, JSON or XLSX", .file)], flags: [.output],
      examples: [
        ExampleSpec("proxima interpret results.csv", "what they mean"),
        ExampleSpec("proxima interpret counts.json -o report.html", "as a report with plots"),
      ]),
  ]

  static let housekeeping: [CommandSpec] = [
    CommandSpec(
      "config", "settings, where each comes from, and changing them",
      examples: [ExampleSpec("proxima config explain defaults.shots", "its value and who set it")],
      subcommands: [
        CommandSpec("show", "every setting", examples: [ExampleSpec("proxima config show --json", "as JSON")]),
        CommandSpec(
          "get", "one setting", [PositionalSpec("KEY", "its dotted name")],
          examples: [ExampleSpec("proxima config get defaults.shots", "just the value")]),
        CommandSpec(
          "set", "change one setting in the user's file",
          [PositionalSpec("KEY", "its dotted name"), PositionalSpec("VALUE", "the new value", rest: true)],
          examples: [ExampleSpec("proxima config set defaults.shots 4096", "from now on")]),
        CommandSpec(
          "explain", "what a setting means and where its value comes from", [PositionalSpec("KEY", "its dotted name")],
          examples: [ExampleSpec("proxima config explain defaults.shots", "flag, environment, file or default")]),
        CommandSpec(
          "reset", "back to the default", [PositionalSpec("KEY", "its dotted name; everything where absent", required: false)],
          examples: [ExampleSpec("proxima config reset defaults.shots", "one setting")]),
        CommandSpec(
          "export", "print the configuration as YAML", flags: [.output],
          examples: [ExampleSpec("proxima config export -o mine.yaml", "for another machine")]),
        CommandSpec(
          "import", "take over a configuration", [PositionalSpec("FILE", "YAML", .file)],
          examples: [ExampleSpec("proxima config import mine.yaml", "checked before it is taken")]),
      ]),
    CommandSpec(
      "init", "write a first configuration", flags: [.force],
      examples: [ExampleSpec("proxima init", "with a comment on each setting")]),
    CommandSpec(
      "logs", "what the crew wrote", flags: [.follow, .level, .agentName, .ofTask, .limit],
      examples: [ExampleSpec("proxima logs --level warning --task last", "what went wrong with a task")]),
    CommandSpec(
      "undo", "undo the last change",
      discussion: "Settings, facts of the memory and files that were written with -o, the last 20 changes.", flags: [.force],
      examples: [ExampleSpec("proxima undo", "the last change"), ExampleSpec("proxima undo --force", "also where the file was changed since")]),
    CommandSpec("redo", "redo what was undone", flags: [.force], examples: [ExampleSpec("proxima redo", "after undo")]),
    CommandSpec(
      "doctor", "check this machine, with a remedy for every finding",
      examples: [ExampleSpec("proxima doctor --json", "as JSON; exit 1 where something is broken")]),
    CommandSpec(
      "completions", "completions for a shell",
      [PositionalSpec("SHELL", "bash, zsh or fish", .choice(["bash", "zsh", "fish"]))],
      examples: [
        ExampleSpec("proxima completions bash > ~/.local/share/bash-completion/completions/proxima", "bash"),
        ExampleSpec("proxima completions fish > ~/.config/fish/completions/proxima.fish", "fish"),
      ]),
    CommandSpec("version", "the version", examples: [ExampleSpec("proxima version --json", "as JSON")]),
    CommandSpec(
      "help", "help for a command", [PositionalSpec("COMMAND", "a command", .command, required: false, rest: true)],
      examples: [ExampleSpec("proxima help task list", "the same as proxima task list --help")]),
    CommandSpec(
      "manual", "this program as a page", hidden: ["man"],
      [PositionalSpec("FORMAT", "man or markdown", .choice(["man", "markdown"]), required: false)],
      examples: [ExampleSpec("proxima manual man | man -l -", "read it")]),
  ]

  /// Names that are kept for later.
  static let reserved: [CommandSpec] = [
    CommandSpec("mcp", "reserved", pending: "mcp"), CommandSpec("plugin", "reserved", pending: "plugin"),
    CommandSpec("git", "reserved", pending: "git"), CommandSpec("lsp", "reserved", pending: "lsp"),
    CommandSpec("web", "reserved", pending: "web"),
  ]

  /// A group of commands that are named and not built yet.
  private static func group(_ name: String, _ summary: String, _ commands: KeyValuePairs<String, String>) -> CommandSpec {
    CommandSpec(
      name, summary, examples: [ExampleSpec("proxima \(name) \(commands.first?.key ?? "")", summary)],
      subcommands: commands.map { command, meaning in
        CommandSpec(
          command, meaning, [PositionalSpec("ARGUMENT", "what it is about", required: false, rest: true)],
          examples: [ExampleSpec("proxima \(name) \(command)", meaning)], pending: "\(name) \(command)")
      })
  }
}
