extension CommandTree {
  static let crew: [CommandSpec] = [
    CommandSpec(
      "up", "start the crew and keep it", discussion: "Without it the crew ends after 15 idle minutes.",
      examples: [ExampleSpec("proxima up", "until proxima down")]),
    CommandSpec(
      "down", "stop the crew", discussion: "What is unfinished goes on at the next start.",
      examples: [ExampleSpec("proxima down", "an orderly end")]),
    CommandSpec(
      "status", "the crew at a glance",
      examples: [ExampleSpec("proxima status --json", "node, agents, system, queue, alerts")]),
    CommandSpec(
      "stop", "emergency stop: every agent, at once",
      discussion: "Stops the work of every agent within a second. Unfinished tasks stay recorded.", flags: [.all],
      examples: [ExampleSpec("proxima stop --all", "also those that are busy")]),
    CommandSpec(
      "monitor", "the live view of the whole crew", hidden: ["tui", "ui"],
      discussion: """
        Agents, messages, tasks and machines as they work; press a to ask, ? for the keys, q to leave: the crew goes on.

        With --plain it tells what happens in lines, for screen readers and pipes.
        """, flags: [.readOnly, .replayed, .speed, .theme, .statistics, .record, .recorded],
      examples: [
        ExampleSpec("proxima monitor", "attaches and detaches freely"),
        ExampleSpec("proxima monitor --replay last --speed 4", "a recorded task, forward and back"),
      ]),
    CommandSpec(
      "agents", "the members of the crew",
      examples: [ExampleSpec("proxima agents list", "who is there and what they do")],
      subcommands: [
        CommandSpec("list", "who is there", aliases: ["ls"], examples: [ExampleSpec("proxima agents list --json", "as JSON")]),
        CommandSpec(
          "info", "one agent in full", [PositionalSpec("AGENT", "its id", .agent)],
          examples: [ExampleSpec("proxima agents info quantum_expert", "capabilities, load, times")]),
        CommandSpec(
          "stop", "stop one agent until it is restarted", [PositionalSpec("AGENT", "its id", .agent)],
          examples: [ExampleSpec("proxima agents stop testing_agent", "results are then unverified, and say so")]),
        CommandSpec(
          "restart", "start one agent anew", [PositionalSpec("AGENT", "its id", .agent)],
          examples: [ExampleSpec("proxima agents restart testing_agent", "its work is given to it again")]),
      ]),
  ]

  static let machines: [CommandSpec] = [
    CommandSpec(
      "backends", "what can run circuits, here and elsewhere",
      examples: [ExampleSpec("proxima backends list", "with the reason where one is missing")],
      subcommands: [
        CommandSpec(
          "list", "every backend and whether it is there", aliases: ["ls"],
          examples: [ExampleSpec("proxima backends list --json", "as JSON")]),
        CommandSpec(
          "info", "one backend in full", [PositionalSpec("BACKEND", "its name", .backend)],
          examples: [ExampleSpec("proxima backends info native", "methods, limits, noise")]),
        CommandSpec(
          "test", "run a Bell pair on a backend and check the result",
          [PositionalSpec("BACKEND", "its name", .backend, required: false)],
          examples: [ExampleSpec("proxima backends test native", "exit 1 where it is wrong")]),
        CommandSpec(
          "install", "install a backend", [PositionalSpec("BACKEND", "its name", .backend)],
          examples: [ExampleSpec("proxima backends install aer", "pinned packages in an environment of its own")]),
        CommandSpec(
          "remove", "remove a backend", [PositionalSpec("BACKEND", "its name", .backend)],
          examples: [ExampleSpec("proxima backends remove aer", "what install brought")]),
      ]),
    CommandSpec(
      "executor", "executors, here or joining from another machine", aliases: ["executors"],
      examples: [ExampleSpec("proxima executor invite", "prints the line to paste on the other machine")],
      subcommands: [
        CommandSpec(
          "list", "executors and their load", aliases: ["ls"],
          examples: [ExampleSpec("proxima executor list --json", "as JSON")]),
        CommandSpec(
          "invite", "make an invitation for another machine",
          discussion: """
            Prints one line that holds a secret and can be used once. From then on the crew listens on tcp, on this \
            machine's own address unless --listen says otherwise; only keys that came by an invitation get in.
            """,
          flags: [.expires, .listen, .remoteName],
          examples: [ExampleSpec("proxima executor invite --expires 1h", "one line to paste there")]),
        CommandSpec(
          "start", "start an executor, also one that joins another crew",
          discussion: """
            With --join it works for the crew that made the invitation, in the foreground until Ctrl-C; the same line on \
            the same machine joins again. --join - reads the line from stdin. Without it the crew of this machine gets \
            one more executor.
            """,
          flags: [.join, .backend],
          examples: [ExampleSpec("proxima executor start --join LINE", "LINE is what invite printed")]),
        CommandSpec(
          "revoke", "end an invitation and the executor that came by it",
          [PositionalSpec("ID", "the executor's id, or the invitation's name")],
          examples: [ExampleSpec("proxima executor revoke executor.native.lab", "its key is refused from now on")]),
        CommandSpec(
          "drain", "let an executor finish and take nothing new",
          discussion: "It takes work again when it has left and come back, or after `executor undrain`.",
          [PositionalSpec("ID", "the executor's id")],
          examples: [ExampleSpec("proxima executor drain executor.native.lab", "before it is switched off")]),
        CommandSpec(
          "undrain", "give a drained executor work again", [PositionalSpec("ID", "the executor's id")],
          examples: [ExampleSpec("proxima executor undrain executor.native.lab", "it stays after all")]),
      ]),
  ]
}
