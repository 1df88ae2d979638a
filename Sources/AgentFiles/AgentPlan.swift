import Core
import Language

/// What an agent file asks for, as one request to the crew: a sentence that the crew understands, and what flags would say.
public struct AgentPlan: Hashable, Sendable {
  /// The sentence.
  public var text: String
  public var kind: Submission.Kind
  public var backends: [String]
  public var shots: Int?
  public var seed: UInt64?
  public var noise: [NoiseEntry]?
  public var method: Core.Method?
  /// Each step of the file in the words of the program.
  public var steps: [String]
  /// The formats that are to be written, lower case.
  public var formats: [String]
  public var path: String?
  /// What the report must hold, as the file says it.
  public var include: [String]
  /// Words of the goal that say nothing that can be done: a person sees them before consenting.
  public var unused: [String]

  /// Understands a file. Throws with the line of the first parameter, step or output that cannot be followed.
  public init(_ file: AgentFile, name: String = "proxima_agent.md", interpreter: Interpreter = Interpreter()) throws(AgentFileError) {
    var maker = PlanMaker(file, name: name, interpreter: interpreter)
    self = try maker.make()
  }

  init(text: String, kind: Submission.Kind) {
    self.text = text
    self.kind = kind
    backends = []
    steps = []
    formats = []
    include = []
    unused = []
  }
}
