/// What happened to a task: one line of the journal, and of what a watcher sees.
///
/// The state of a task is the fold of its events; nothing about it is kept anywhere else.
public enum TaskEvent: Hashable, Codable, Sendable {
  /// The task exists: from here on it is not lost.
  case submitted(Submission)
  /// The request was understood and a graph of steps made.
  case planned(Plan, graph: [StepSpec])
  /// Steps that earlier results made necessary, such as a second round of a review.
  case extended([StepSpec])
  /// The task moved to another state.
  case moved(TaskState, reason: String?)
  /// A step was given to an agent; `fence` grows with every assignment in the journal.
  case assigned(step: String, agent: String, fence: UInt64)
  /// A step's result was accepted: at most once for each step.
  case completed(step: String, fence: UInt64, result: JSONValue)
  /// A step ended in an error.
  case failed(step: String, fence: UInt64, error: ProximaError)
  /// The agent that held the step is gone or never answered; the step is ready again.
  case lost(step: String, fence: UInt64, agent: String, reason: String)
  /// The step took three agents with it and is not tried again.
  case quarantined(step: String, evidence: [String])
  /// The step will not run, because of what it depends on.
  case skipped(step: String, reason: String)
  /// A person has to say yes or no.
  case approvalAsked(Approval)
  /// With `forced`, somebody insisted on what does not fit.
  case approvalAnswered(id: String, allowed: Bool, by: String, forced: Bool? = nil)
  /// A person stepped in.
  case reassigned(step: String, agent: String)
  case prioritised(Int)
  case feedback(agent: String, text: String)
  /// The end: the whole record. Nothing follows it.
  case finished(TaskReport)
}

/// What was asked, exactly as it arrived.
public struct Submission: Hashable, Codable, Sendable {
  /// What kind of command it was: it decides the intent where the text does not.
  public enum Kind: String, Codable, Sendable { case ask, run, compare, benchmark, replay, retry }

  public var kind: Kind
  /// The sentence, empty for a program.
  public var text: String
  /// The program and its name, for `run FILE.qasm` and `compare FILE`.
  public var program: Program?
  /// Files of data that the sentence names, by the name that stands in it: graphs, linear systems.
  public var attachments: [String: String]?
  public var flags: RequestFlags
  /// The conversation that it belongs to.
  public var session: String?
  /// What the conversation asked before, for "the same but with 8 qubits".
  public var previous: Request?
  /// The task that is replayed or retried.
  public var origin: TaskID?
  /// The recorded plan that a replay follows instead of making a new one.
  public var plan: Plan?
  /// The recorded runs that a replay is held against.
  public var expected: [Run]?
  /// Whether an agent file asks: what a person allowed for a session never covers it.
  public var isAgentFile: Bool?
  /// What a rollback takes over of the task that it goes back in.
  public var carried: [CarriedStep]?
  public var created: WallTime

  public init(
    kind: Kind, text: String, program: Program? = nil, flags: RequestFlags = RequestFlags(), session: String? = nil,
    origin: TaskID? = nil, created: WallTime
  ) {
    self.kind = kind
    self.text = text
    self.program = program
    self.flags = flags
    self.session = session
    self.origin = origin
    self.created = created
  }

  /// An OpenQASM program and what it is called in messages.
  public struct Program: Hashable, Codable, Sendable {
    public var name: String
    public var source: String

    public init(name: String, source: String) {
      self.name = name
      self.source = source
    }
  }
}

/// A finished step of another task with its result.
public struct CarriedStep: Hashable, Codable, Sendable {
  public var step: String
  public var result: JSONValue

  public init(step: String, result: JSONValue) {
    self.step = step
    self.result = result
  }
}

/// What flags said; each overrides what the sentence says.
public struct RequestFlags: Hashable, Codable, Sendable {
  public var backends: [String]?
  public var method: Method?
  public var shots: Int?
  public var seed: UInt64?
  public var noise: [NoiseEntry]?
  public var observables: [String]?
  public var precision: Precision?
  public var threads: Int?
  public var output: String?
  /// Where the executor writes the state: `-o state.npy` as an absolute path.
  public var stateFile: String?
  /// `--initial-state` as an absolute path.
  public var initialState: String?
  public var timeoutSeconds: Double?
  public var priority: Int?
  /// `--dry-run`: plan only.
  public var dryRun = false
  /// `--yes`: whatever would be asked is allowed.
  public var yes = false
  /// `--force`: allowed although it does not fit, and recorded.
  public var force = false
  /// `--no-input`: nobody is there to ask.
  public var noInput = false
  /// Whether the command that asked has no terminal: what does not fit is refused without asking. Absent: no.
  public var unattended: Bool?
  /// `--fresh`: no cached result.
  public var fresh = false
  /// `--strict`: a disagreement is a failure.
  public var strict = false
  /// What the person's settings fill in where neither the sentence nor a flag says anything.
  public var defaultShots: Int?
  public var defaultSeed: UInt64?
  public var defaultBackend: String?
  /// How to choose a backend, where the settings say anything but the usual.
  public var choice: ChoiceWish?
  /// `--repeats`: how many rounds of a benchmark count.
  public var repeats: Int?

  public init() {}
}

/// A step of a task's graph as the coordinator works through it.
public struct StepSpec: Hashable, Codable, Sendable {
  public var id: String
  /// All of these are needed of the agent that does it.
  public var capabilities: [String]
  public var action: String
  public var dependsOn: [String]
  /// Whether the task fails with it; otherwise the report says what is missing.
  public var essential: Bool
  /// What the action is about, for those that need it: a backend, a sweep value, a dialect, a round.
  public var parameters: [String: JSONValue]
  /// The agent that a person or a plan wants.
  public var agent: String?

  public init(
    id: String, capabilities: [String], action: String, dependsOn: [String] = [], essential: Bool = true,
    parameters: [String: JSONValue] = [:], agent: String? = nil
  ) {
    self.id = id
    self.capabilities = capabilities
    self.action = action
    self.dependsOn = dependsOn
    self.essential = essential
    self.parameters = parameters
    self.agent = agent
  }
}

/// Something that only a person may allow.
public struct Approval: Hashable, Codable, Sendable {
  public var id: String
  public var task: TaskID
  /// `expensive_run`, `too_large`, …
  public var action: String
  /// The exact action in words: what would happen, and what it costs.
  public var details: String
  /// When silence becomes a no.
  public var expires: WallTime
  /// The session for which this kind of action may be allowed; nil where it can only be allowed once.
  public var session: String?

  /// The action of a run that is predicted to need more memory than is free.
  public static let tooLarge = "too_large"

  public init(id: String, task: TaskID, action: String, details: String, expires: WallTime, session: String? = nil) {
    self.session = session
    self.id = id
    self.task = task
    self.action = action
    self.details = details
    self.expires = expires
  }
}
