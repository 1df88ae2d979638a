/// Every flag of the program. A name has one meaning everywhere.
extension FlagSpec {
  // Every command takes these.
  static let json = FlagSpec("json", "print one JSON object on stdout, errors included")
  static let jsonLines = FlagSpec("json-lines", "print one event a line as they happen, the object last")
  static let quiet = FlagSpec("quiet", "say only what was asked for", short: "q")
  static let verbose = FlagSpec("verbose", "say more; twice for the crew's own words", short: "v", repeatable: true)
  static let noColor = FlagSpec("no-color", "no colour; NO_COLOR does the same", hidden: ["no-colour"])
  static let plain = FlagSpec("plain", "no colour, no animation, ASCII only")
  static let config = FlagSpec(
    "config", "read this configuration instead of the user's", short: "c", value: .file, as: "FILE")
  static let yes = FlagSpec("yes", "say yes to whatever would be asked", short: "y")
  static let noInput = FlagSpec("no-input", "never ask; what would need an answer is refused")
  static let timeout = FlagSpec("timeout", "give up after this long, such as 30s or 2m", value: .duration, as: "TIME")
  static let help = FlagSpec("help", "show help for the command", short: "h")

  /// Accepted by every command.
  static let everywhere: [FlagSpec] = [
    json, jsonLines, quiet, verbose, noColor, plain, config, yes, noInput, timeout, help,
  ]

  // What a circuit is run with.
  static let backend = FlagSpec("backend", "run on this backend", short: "b", value: .backend, as: "B")
  static let backends = FlagSpec(
    "backends", "run on these backends, or on all that are there", value: .backends, as: "A,B")
  static let method = FlagSpec(
    "method", "simulate by this method instead of the best one", hidden: ["simulator"], value: .method, as: "M")
  static let shots = FlagSpec(
    "shots", "sample N times; 0 for exact values only", value: .integer(0...1_000_000_000), as: "N")
  static let seed = FlagSpec("seed", "same seed, same counts", value: .seed, as: "N")
  static let noise = FlagSpec(
    "noise", "channels such as depolarizing=0.01,readout=0.02, none, or a file", value: .noise, as: "MODEL")
  static let noiseModel = FlagSpec(
    "noise-model", "a noise model in a YAML or JSON file, beside what --noise says", value: .file, as: "FILE")
  static let observable = FlagSpec(
    "observable", "also give the expectation value of this Pauli sum",
    value: .observable, as: "SUM", repeatable: true)
  static let precision = FlagSpec("precision", "single or double floating point", value: .precision, as: "P")
  static let threads = FlagSpec("threads", "use N threads; 0 for all", value: .integer(0...4096), as: "N")
  static let output = FlagSpec(
    "output", "also write the answer there; its ending chooses the format",
    short: "o", hidden: ["export"], value: .file, as: "FILE")
  static let initialState = FlagSpec(
    "initial-state", "begin with this state, a .npy file, instead of |0...0>", value: .file, as: "FILE")
  static let dryRun = FlagSpec("dry-run", "plan only; run nothing", short: "n")
  static let force = FlagSpec("force", "go on although it does not fit; recorded", short: "f")
  static let session = FlagSpec("session", "the conversation that it belongs to", value: .newTask, as: "ID")
  static let taskID = FlagSpec(
    "task-id", "your own name for the task; the same again is no second task", value: .newTask, as: "ID")
  static let fresh = FlagSpec("fresh", "take no cached result")
  static let detach = FlagSpec("detach", "print the task id and leave it running", short: "d")
  static let strict = FlagSpec("strict", "exit 1 where backends disagree")
  static let interpret = FlagSpec("interpret", "tell everything about what the result means")
  static let depth = FlagSpec(
    "depth", "for whom the result is explained", value: .choice(["beginner", "expert"]), as: "WHO")
  static let llm = FlagSpec("llm", "language model for this call, or none", value: .text, as: "PROVIDER")
  static let agentFile = FlagSpec("agent", "run a proxima_agent.md file", value: .file, as: "FILE")
  static let priority = FlagSpec(
    "priority", "higher runs first; 0 is the default", value: .integer(-100...100), as: "N")

  // What lists and the rest are narrowed by.
  static let limit = FlagSpec("limit", "at most N", value: .integer(1...100_000), as: "N")
  static let status = FlagSpec("status", "only tasks in this state", value: .choice(TaskStateNames.all), as: "STATE")
  static let matching = FlagSpec(
    "matching", "only tasks whose request contains these words", value: .text, as: "WORDS")
  static let follow = FlagSpec("follow", "go on showing what is added", hidden: ["tail"])
  static let level = FlagSpec(
    "level", "this level and above", value: .choice(["debug", "info", "notice", "warning", "error"]), as: "LEVEL")
  static let agentName = FlagSpec("from", "only what this agent wrote", value: .agent, as: "AGENT")
  static let ofTask = FlagSpec("task", "only what belongs to this task", value: .task, as: "ID")
  static let step = FlagSpec("step", "the step of the task", value: .text, as: "STEP")
  static let hard = FlagSpec("hard", "remove the file that the task wrote as well")
  static let to = FlagSpec("to", "the agent that it goes to", value: .agent, as: "AGENT")
  static let all = FlagSpec("all", "everything at once")
  static let width = FlagSpec("width", "fold drawings at N columns", value: .integer(20...10_000), as: "N")
  static let circuitFormat = FlagSpec("format", "the language to write", value: .choice(CircuitText.languages), as: "F")
  static let svg = FlagSpec("svg", "draw as SVG")
  static let basis = FlagSpec(
    "basis", "the gates that may come out: any of the table, or one-qubit gates and cx", value: .choice(["table", "cx"]),
    as: "B")
  static let join = FlagSpec("join", "the line that `executor invite` printed", value: .text, as: "LINE")
  static let expires = FlagSpec("expires", "how long the invitation holds", value: .duration, as: "TIME")
  static let listen = FlagSpec("listen", "where the crew listens for the executor", hidden: ["bind"], value: .text, as: "HOST:PORT")
  static let remoteName = FlagSpec("name", "the last part of the executor's id", value: .text, as: "NAME")
  static let repeats = FlagSpec("repeats", "how often each backend runs it", value: .integer(1...10_000), as: "N")
}

/// The words of the task states, for `--status`.
enum TaskStateNames {
  static let all = [
    "queued", "planning", "awaiting_consent", "ready", "running", "pausing", "paused", "resuming", "aborting",
    "rolling_back", "completed", "failed", "aborted", "denied", "needs_input", "unknown",
  ]
}
