extension CommandTree {
  static let taskArgument = PositionalSpec("ID", "a task id, the beginning of one, or last", .task)

  static let tasks: [CommandSpec] = [
    CommandSpec(
      "task", "the durable record of every task", aliases: ["tasks"],
      examples: [
        ExampleSpec("proxima task list --status failed", "what failed"),
        ExampleSpec("proxima task show last", "the whole answer of the last task again"),
        ExampleSpec("proxima task attach last", "watch it from here on"),
      ],
      subcommands: reading + steering),
    CommandSpec(
      "history", "the same as task list", flags: [.limit, .status, .matching],
      examples: [ExampleSpec("proxima history --limit 10", "the ten newest tasks")]),
    CommandSpec(
      "approvals", "what waits for a person",
      examples: [ExampleSpec("proxima approvals allow a1", "say yes to one")],
      subcommands: [
        CommandSpec(
          "list", "what waits, and until when",
          examples: [ExampleSpec("proxima approvals list", "denied after 300 seconds without an answer")]),
        CommandSpec(
          "allow", "say yes", [PositionalSpec("ID", "the approval's id")], flags: [.force],
          examples: [
            ExampleSpec("proxima approvals allow a1", "it goes on"),
            ExampleSpec("proxima approvals allow a1 --force", "a run that does not fit is tried all the same"),
          ]),
        CommandSpec(
          "deny", "say no", [PositionalSpec("ID", "the approval's id")],
          examples: [ExampleSpec("proxima approvals deny a1", "the task ends as denied")]),
      ]),
  ]

  private static let reading: [CommandSpec] = [
    CommandSpec(
      "list", "tasks, newest first", aliases: ["ls"], discussion: "Works without a crew.",
      flags: [.limit, .status, .matching],
      examples: [ExampleSpec("proxima task list --matching ghz --json", "tasks about GHZ states")]),
    CommandSpec(
      "show", "the whole answer of a task", discussion: "Works without a crew.", [taskArgument], flags: [.interpret, .depth],
      examples: [ExampleSpec("proxima task show last", "what was understood, run, found and verified")]),
    CommandSpec(
      "logs", "what happened to a task, event by event", discussion: "Works without a crew.", [taskArgument],
      flags: [.follow],
      examples: [ExampleSpec("proxima task logs last --follow", "as it happens")]),
    CommandSpec(
      "wait", "wait for a task to end and exit as it does", [taskArgument],
      examples: [ExampleSpec("proxima task wait last --timeout 2m", "exit 124 after two minutes")]),
    CommandSpec(
      "attach", "watch a task that runs, as if it were asked here", [taskArgument],
      examples: [ExampleSpec("proxima task attach last", "Ctrl-C leaves it running")]),
    CommandSpec(
      "export", "write the record of a task to a file", [taskArgument], flags: [.output],
      examples: [
        ExampleSpec("proxima task export last -o task.json", "the JSON that ask --json prints"),
        ExampleSpec("proxima task export last -o task.xlsx", "a workbook with charts; also .csv, .html, .svg and .pdf"),
        ExampleSpec("proxima task export last -o task.zip", "everything to replay it on another machine"),
      ]),
  ]

  private static let steering: [CommandSpec] = [
    CommandSpec(
      "pause", "stop before the next step", [taskArgument],
      examples: [ExampleSpec("proxima task pause last", "accepted at once, in effect at the next step")]),
    CommandSpec(
      "resume", "go on", [taskArgument], examples: [ExampleSpec("proxima task resume last", "after a pause")]),
    CommandSpec(
      "abort", "end a task", aliases: ["cancel"], [taskArgument],
      examples: [ExampleSpec("proxima task abort last", "what is finished stays recorded")]),
    CommandSpec(
      "rollback", "go back in a task: a new one waits where it stood",
      discussion: "The record of the task stays as it is, so that going back can be undone by going back to a later step. With "
        + "--hard the file that it wrote is removed; `proxima undo` brings it back.", [taskArgument], flags: [.step, .hard],
      examples: [
        ExampleSpec("proxima task rollback last", "to before its runs; then `proxima task resume last`"),
        ExampleSpec("proxima task rollback last --step run.native", "what came after that is done again"),
      ]),
    CommandSpec(
      "retry", "submit a task again as a new one", [taskArgument], flags: [.detach],
      examples: [ExampleSpec("proxima task retry last", "with a new id")]),
    CommandSpec(
      "replay", "run a task again with the same seeds and compare byte for byte",
      discussion: "Also takes an archive that `task export ID -o X.zip` wrote here or on another machine.",
      [PositionalSpec("ID", "a task id, the beginning of one, last, or an archive", .file)], flags: [.detach],
      examples: [
        ExampleSpec("proxima task replay last", "exit 1 where the results differ"),
        ExampleSpec("proxima task replay X.zip", "what another machine recorded"),
      ]),
    CommandSpec(
      "reassign", "give a step to another agent", [taskArgument], flags: [.step, .to],
      examples: [ExampleSpec("proxima task reassign last --step run.native --to executor.native.2", "by hand")]),
    CommandSpec(
      "priority", "let a task run before or after others",
      [taskArgument, PositionalSpec("N", "higher runs first", .integer(-100...100))],
      examples: [ExampleSpec("proxima task priority last 5", "before the others")]),
    CommandSpec(
      "feedback", "tell an agent about its work on a task",
      [taskArgument, PositionalSpec("TEXT", "what you want it to know", rest: true)], flags: [.to],
      examples: [ExampleSpec("proxima task feedback last \"use fewer gates\" --to quantum_expert", "for this task")]),
  ]
}
