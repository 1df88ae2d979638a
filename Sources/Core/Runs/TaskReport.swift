/// What `ask --json`, `run --json` and `compare --json` print: the whole of a finished task.
public struct TaskReport: Hashable, Codable, Sendable {
  public var schemaVersion: Int
  public var task: TaskID
  public var status: TaskState
  public var plan: Plan
  public var runs: [Run]
  public var comparison: Comparison?
  /// Times, where the task is a benchmark.
  public var benchmark: Benchmark?
  public var verification: Verification
  public var reviews: [Review]
  public var artifacts: [Artifact]
  public var insight: Insight?
  public var error: ProximaError?
  /// For a replay: whether the results were the recorded ones.
  public var replay: Replay?
  /// Of a task at work: steps that wait for memory, and why, one sentence each.
  public var waiting: [String]?

  public init(task: TaskID, status: TaskState, plan: Plan) {
    schemaVersion = Version.schema
    self.task = task
    self.status = status
    self.plan = plan
    runs = []
    verification = Verification(status: .unverified, route: "none")
    reviews = []
    artifacts = []
  }
}

/// How a replay compares with what it replays.
public struct Replay: Hashable, Codable, Sendable {
  public var of: TaskID
  /// Counts, probabilities, expectations and amplitudes, byte for byte.
  public var identical: Bool
  /// What differs, one line a run.
  public var differences: [String]

  public init(of: TaskID, identical: Bool, differences: [String]) {
    self.of = of
    self.identical = identical
    self.differences = differences
  }
}

/// Whether an independent route came to the same result.
public struct Verification: Hashable, Codable, Sendable {
  public enum Status: String, Codable, Sendable { case verified, refuted, unverified }

  public var status: Status
  /// How it was checked: `dense_reference`, `known_distribution`, `script.qiskit`, `none`, …
  public var route: String
  /// What it was held against, in words.
  public var reference: String?
  public var statistic: Double?
  public var pValue: Double?
  public var seconds: Double?
  /// Why it is what it is, in one sentence.
  public var reason: String?

  public init(status: Status, route: String, reference: String? = nil, reason: String? = nil) {
    self.status = status
    self.route = route
    self.reference = reference
    self.reason = reason
  }
}

/// What one agent thinks of another's work.
public struct Review: Hashable, Codable, Sendable {
  /// The artifact that was reviewed, such as `code.qiskit`.
  public var subject: String
  /// Who wrote it, who read it.
  public var author: String
  public var reviewer: String
  /// 1 for the first round.
  public var round: Int
  public var approved: Bool
  public var comments: [Comment]

  public init(subject: String, author: String, reviewer: String, round: Int, approved: Bool, comments: [Comment] = []) {
    self.subject = subject
    self.author = author
    self.reviewer = reviewer
    self.round = round
    self.approved = approved
    self.comments = comments
  }

  /// One remark, with the line it is about, counted from 1, where it is about a line.
  public struct Comment: Hashable, Codable, Sendable {
    /// `correctness`, `performance`, `best_practices`, `completeness` or `quantum_principles`.
    public var criterion: String
    public var line: Int?
    public var text: String

    public init(criterion: String, line: Int? = nil, text: String) {
      self.criterion = criterion
      self.line = line
      self.text = text
    }
  }
}

/// Something that a task leaves behind besides its numbers.
public struct Artifact: Hashable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable { case circuit, code, tests, document, plot }

  public var kind: Kind
  /// `qasm2`, `qasm3`, `qiskit`, `cirq`, `pytest`, `markdown`, `html`, `svg`.
  public var dialect: String
  /// Where it was written, or absent while it lives in the journal only.
  public var path: String?
  /// Of the content, in hexadecimal.
  public var sha256: String
  /// The agent that made it.
  public var by: String
  /// The content itself.
  public var text: String?

  public init(kind: Kind, dialect: String, path: String? = nil, sha256: String, by: String, text: String? = nil) {
    self.kind = kind
    self.dialect = dialect
    self.path = path
    self.sha256 = sha256
    self.by = by
    self.text = text
  }
}

/// What the result means.
public struct Insight: Hashable, Codable, Sendable {
  public var summary: String
  public var findings: [String]
  /// Numbers behind the words, by name: `entropy_bits`, `total_variation_from_expected`, …
  public var statistics: [String: Double]
  public var anomalies: [String]
  public var recommendations: [String]
  /// The same for somebody new to the field, sentence by sentence.
  public var beginner: [String]?
  /// The same for an expert: intervals, tests, distances.
  public var expert: [String]?
  /// What a sweep gave, as curves to plot.
  public var series: [Series]?

  /// One curve: what is plotted, over what, with the ends of 95 % intervals where they are known.
  public struct Series: Hashable, Codable, Sendable {
    public var name: String
    public var parameter: String
    public var x: [Double]
    public var y: [Double]
    public var low: [Double]?
    public var high: [Double]?

    public init(name: String, parameter: String, x: [Double], y: [Double], low: [Double]? = nil, high: [Double]? = nil) {
      self.name = name
      self.parameter = parameter
      self.x = x
      self.y = y
      self.low = low
      self.high = high
    }
  }

  public init(
    summary: String, findings: [String] = [], statistics: [String: Double] = [:], anomalies: [String] = [],
    recommendations: [String] = []
  ) {
    self.summary = summary
    self.findings = findings
    self.statistics = statistics
    self.anomalies = anomalies
    self.recommendations = recommendations
  }
}
