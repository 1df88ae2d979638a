/// The whole command line, as data.
public enum CommandTree {
  /// The program itself; its subcommands are the commands.
  public static let root = CommandSpec(
    "proxima", "turns a sentence into a verified quantum simulation",
    discussion: """
      A crew of agents plans, designs, runs, checks and explains. Say what you want in plain words with `ask`, or give \
      a program to `run`. The crew starts by itself.
      """,
    examples: [
      ExampleSpec("proxima ask \"3 qubit GHZ state, 1000 shots\"", "from a sentence to a verified answer"),
      ExampleSpec("proxima run bell.qasm --shots 4096 --seed 7", "run an OpenQASM program"),
      ExampleSpec("proxima compare \"4 qubit QFT\" --backends all", "the same circuit on every backend"),
      ExampleSpec("proxima task show last", "the whole record of the last task"),
    ],
    subcommands: asking + tasks + crew + machines + knowledge + circuits + housekeeping + reserved)

  /// Groups of commands, as the overview shows them.
  static let groups: [(title: String, commands: [CommandSpec])] = [
    ("Ask and run", asking), ("Tasks", tasks), ("The crew", crew), ("Backends and machines", machines),
    ("Memory and models", knowledge), ("Circuits and results", circuits), ("Around it", housekeeping),
  ]

  /// What a person runs a circuit with.
  static let running: [FlagSpec] = [
    .backend, .backends, .method, .shots, .seed, .noise, .noiseModel, .observable, .precision, .threads, .output, .dryRun, .force,
    .session, .taskID, .fresh, .detach, .priority, .interpret, .depth, .llm,
  ]

  static let asking: [CommandSpec] = [
    CommandSpec(
      "ask", "answer a request in plain words",
      discussion: """
        Understands the sentence, plans, runs it over the crew, verifies the result by an independent route, explains \
        and remembers it. A request that is not understood runs nothing: it exits 65 and says what it would need to \
        know. A flag overrides what the sentence says.

        While it runs on a terminal, Ctrl-P pauses, Ctrl-R resumes and Ctrl-C aborts; a second Ctrl-C leaves at once.
        """,
      [PositionalSpec("TEXT", "what you want, in your own words", rest: true)], flags: running,
      examples: [
        ExampleSpec("proxima ask \"3 qubit GHZ state, 1000 shots\"", "the whole way, with a drawing and a histogram"),
        ExampleSpec("proxima ask \"grover search for 101\" --json", "one JSON object"),
        ExampleSpec("proxima ask \"noisy bell pair\" --noise depolarizing=0.02 -o bell.csv", "with noise, also as CSV"),
        ExampleSpec("proxima ask \"20 qubit QFT\" --detach", "prints the task id at once"),
      ]),
    CommandSpec(
      "chat", "the same as a conversation",
      discussion: """
        One request a line; each may follow up on the one before. An empty line is ignored; `exit` or the end of the \
        input ends it. With --json every answer is one line.
        """,
      flags: [.backend, .backends, .method, .shots, .seed, .noise, .noiseModel, .session, .fresh, .llm],
      examples: [
        ExampleSpec("proxima chat", "talk"),
        ExampleSpec("printf 'bell pair\\nnow with 5 qubits\\n' | proxima chat --json", "from a script"),
      ]),
    CommandSpec(
      "plan", "show what would run, and run nothing",
      discussion: """
        Needs no crew. Exits 0 whenever it printed a plan: what was not understood is the intent `unclear` with \
        questions, what cannot run is a blocker.
        """,
      [PositionalSpec("TEXT", "what you want, in your own words", rest: true)],
      flags: running.filter { ![.dryRun, .detach, .taskID].contains($0) },
      examples: [
        ExampleSpec("proxima plan \"compare a 5 qubit GHZ on aer and cirq\"", "the steps and the reason for each choice"),
        ExampleSpec("proxima plan --json \"4 qubit QFT\"", "the same for a program"),
      ]),
    CommandSpec(
      "run", "run an OpenQASM program",
      discussion: """
        FILE is OpenQASM 2 or 3; `-` reads it from stdin. No language is involved. An error in the program is told \
        with file:line:column and exits 65 before anything starts. A sentence instead of a file is `ask`.

        `-o state.npy` writes the state before the final measurements as NumPy reads it, 2^n complex numbers with qubit \
        0 the least significant bit; --initial-state begins with such a file. Both are for one run on `native` by \
        the method `statevector`.
        """,
      [PositionalSpec("FILE", "the program, or - for stdin", .file, required: false, rest: true)],
      flags: running + [.initialState, .strict, .agentFile],
      examples: [
        ExampleSpec("proxima run bell.qasm", "1,024 shots on the best backend"),
        ExampleSpec("proxima run bell.qasm --shots 0 --observable \"Z0 Z1\"", "exact expectation value"),
        ExampleSpec("proxima run bell.qasm --shots 0 -o state.npy", "also writes the state"),
        ExampleSpec("proxima run - --seed 7 --json < bell.qasm", "in a pipeline"),
      ]),
    CommandSpec(
      "compare", "run the same circuit on several backends and judge whether they agree",
      discussion: """
        With `all`, what is available runs and the rest is listed. A backend that is named and missing: nothing runs, \
        exit 69. The verdict does not change the exit code unless --strict is given.
        """,
      [PositionalSpec("FILE or TEXT", "a program or a sentence", .file, rest: true)], flags: running + [.strict],
      examples: [
        ExampleSpec("proxima compare bell.qasm --backends native,aer", "two backends"),
        ExampleSpec("proxima compare \"5 qubit GHZ\" --backends all --strict", "exit 1 where they disagree"),
      ]),
    CommandSpec(
      "benchmark", "time a circuit on several backends",
      discussion: """
        Each backend runs it once to warm up and then --repeats times, one run at a time and the backends in turn. Gives \
        medians, quartiles and memory. The results of the last round are checked and compared.
        """,
      [PositionalSpec("FILE or TEXT", "a program or a sentence", .file, rest: true)], flags: running + [.repeats],
      examples: [
        ExampleSpec("proxima benchmark \"16 qubit QFT\" --backends all", "medians and spread"),
        ExampleSpec("proxima benchmark qft.qasm --backends native,aer --repeats 20 -o times.xlsx", "as a workbook"),
      ]),
  ]
}
