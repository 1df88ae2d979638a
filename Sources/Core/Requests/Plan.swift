/// What `plan --json` prints: the request as understood, what would run it, and the steps.
public struct Plan: Hashable, Codable, Sendable {
  public var schemaVersion: Int
  public var request: Request
  public var selection: Selection?
  public var predicted: Prediction?
  /// What keeps the request from running now: a missing file, backend or history.
  public var blockers: [Blocker]
  public var steps: [PlanStep]

  public init(request: Request) {
    schemaVersion = Version.schema
    self.request = request
    blockers = []
    steps = []
  }

  enum CodingKeys: String, CodingKey { case schemaVersion, selection, predicted, blockers, steps }

  // One flat object: the request's fields stand beside the plan's own.
  public init(from decoder: any Decoder) throws {
    request = try Request(from: decoder)
    let box = try decoder.container(keyedBy: CodingKeys.self)
    schemaVersion = try box.decode(Int.self, forKey: .schemaVersion)
    selection = try box.decodeIfPresent(Selection.self, forKey: .selection)
    predicted = try box.decodeIfPresent(Prediction.self, forKey: .predicted)
    blockers = try box.decode([Blocker].self, forKey: .blockers)
    steps = try box.decode([PlanStep].self, forKey: .steps)
  }

  public func encode(to encoder: any Encoder) throws {
    try request.encode(to: encoder)
    var box = encoder.container(keyedBy: CodingKeys.self)
    try box.encode(schemaVersion, forKey: .schemaVersion)
    try box.encodeIfPresent(selection, forKey: .selection)
    try box.encodeIfPresent(predicted, forKey: .predicted)
    try box.encode(blockers, forKey: .blockers)
    try box.encode(steps, forKey: .steps)
  }
}

/// Which backend and method run it, and why.
public struct Selection: Hashable, Codable, Sendable {
  public var backend: String
  public var method: Method
  public var reason: String
  public var candidates: [Candidate]

  public init(backend: String, method: Method, reason: String, candidates: [Candidate] = []) {
    self.backend = backend
    self.method = method
    self.reason = reason
    self.candidates = candidates
  }

  /// One way that was weighed.
  public struct Candidate: Hashable, Codable, Sendable {
    public var backend: String
    public var method: Method
    public var possible: Bool
    /// Why it was not taken, or cannot.
    public var reason: String
    public var predicted: Prediction?

    public init(backend: String, method: Method, possible: Bool, reason: String, predicted: Prediction? = nil) {
      self.backend = backend
      self.method = method
      self.possible = possible
      self.reason = reason
      self.predicted = predicted
    }
  }
}

/// What a run is expected to cost: seconds of wall time, bytes of memory, and a bound on its error.
public struct Prediction: Hashable, Codable, Sendable {
  public var seconds: Double
  public var bytes: Int
  /// Trace distance or total variation that the method itself may introduce; 0 for an exact one.
  public var error: Double

  public init(seconds: Double, bytes: Int, error: Double = 0) {
    self.seconds = seconds
    self.bytes = bytes
    self.error = error
  }
}

/// Something that must change before the request can run.
public struct Blocker: Hashable, Codable, Sendable {
  public var code: String
  public var message: String
  public var remedy: String

  public init(_ code: String, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }
}

/// A step of a task's graph.
public struct PlanStep: Hashable, Codable, Sendable {
  /// Unique in its plan, such as `design` or `run.aer`.
  public var id: String
  /// The agent that is expected to do it; any other with the capability may.
  public var agent: String
  public var capability: String
  public var action: String
  /// Ids of the steps whose results it needs.
  public var dependsOn: [String]

  public init(id: String, agent: String, capability: String, action: String, dependsOn: [String] = []) {
    self.id = id
    self.agent = agent
    self.capability = capability
    self.action = action
    self.dependsOn = dependsOn
  }
}
