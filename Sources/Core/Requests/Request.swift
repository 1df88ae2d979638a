/// What a person wants, as understood: the typed form of a sentence, or of a command's flags.
///
/// A field that the request says nothing about is absent; what is then assumed stands in `defaults`.
public struct Request: Hashable, Codable, Sendable {
  /// What the person typed.
  public var request: String
  public var intent: Intent
  public var circuit: CircuitRequest?
  public var shots: Int?
  public var seed: UInt64?
  public var method: Method?
  /// Empty where the person says that there is none; absent where nothing is said.
  public var noise: [NoiseEntry]?
  /// Pauli sums such as `0.5*Z0 Z1`.
  public var observables: [String]?
  /// Sorted; `["all"]` for all; `aer:density_matrix` where a method is meant for one of several.
  public var backends: [String]?
  public var sweep: Sweep?
  public var output: OutputRequest?
  public var options: RequestOptions?
  /// 0 to 1: how much of the sentence was understood, and how surely.
  public var confidence: Double
  /// What each part of the sentence became.
  public var parts: [RequestPart]
  /// What was filled in, by field name: `shots`, `seed`, `noise`, …
  public var defaults: [String: JSONValue]
  /// One sentence that says the request back.
  public var understood: String
  /// Content words that were not understood.
  public var unused: [String]
  /// What has to be answered before anything runs; not empty exactly when `intent` is `unclear`.
  public var questions: [String]

  public init(request: String, intent: Intent, circuit: CircuitRequest? = nil) {
    self.request = request
    self.intent = intent
    self.circuit = circuit
    confidence = 1
    parts = []
    defaults = [:]
    understood = ""
    unused = []
    questions = []
  }
}

/// What kind of thing is asked for.
public enum Intent: String, Codable, Sendable, CaseIterable {
  case run, compare, sweep, benchmark, plan, explain, recall, export, optimize
  case `repeat`
  case generateCode = "generate_code"
  case backends
  case buildBackend = "build_backend"
  case converse, unclear
}

/// Which circuit is meant.
public struct CircuitRequest: Hashable, Codable, Sendable {
  /// A family of the contract's list, `qasm` for a file or text.
  public var family: String
  /// The width that the person asked for or that the family fixes; for Grover and the oracles the search or input
  /// register, for phase estimation the counting register.
  public var qubits: Int?
  /// What else fixes the circuit: `marked`, `secret`, `depth`, `steps`, `layers`, `rounds`, `distance`, `graph`, …
  public var parameters: [String: JSONValue]?
  /// The program itself, OpenQASM 2 or 3, where it is known.
  public var qasm: String?

  public init(family: String, qubits: Int? = nil, parameters: [String: JSONValue]? = nil, qasm: String? = nil) {
    self.family = family
    self.qubits = qubits
    self.parameters = parameters
    self.qasm = qasm
  }
}

/// One quantity that takes several values.
public struct Sweep: Hashable, Codable, Sendable {
  /// `qubits`, `shots`, `depth`, `layers`, `noise` or `steps`.
  public var parameter: String
  public var values: [Double]
  /// The channel of a noise sweep.
  public var channel: NoiseChannel?

  public init(parameter: String, values: [Double], channel: NoiseChannel? = nil) {
    self.parameter = parameter
    self.values = values
    self.channel = channel
  }

  enum CodingKeys: String, CodingKey { case parameter, values, channel }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: CodingKeys.self)
    try box.encode(parameter, forKey: .parameter)
    // Whole numbers are written as such: `"values":[2,3,4]`.
    try box.encode(values.map { Int(exactly: $0).map(JSONValue.int) ?? .double($0) }, forKey: .values)
    try box.encodeIfPresent(channel, forKey: .channel)
  }
}

/// Where the answer should go besides the screen.
public struct OutputRequest: Hashable, Codable, Sendable {
  /// `csv`, `xlsx`, `json`, `html`, `pdf`, `svg`, `qasm`, `qiskit` or `cirq`.
  public var format: String
  public var path: String?

  public init(format: String, path: String? = nil) {
    self.format = format
    self.path = path
  }
}

/// Switches of a request; absent where nothing was said.
public struct RequestOptions: Hashable, Codable, Sendable {
  public var dryRun: Bool?
  public var explain: Bool?
  public var verify: Bool?
  public var useLLM: Bool?

  public init(dryRun: Bool? = nil, explain: Bool? = nil, verify: Bool? = nil, useLLM: Bool? = nil) {
    self.dryRun = dryRun
    self.explain = explain
    self.verify = verify
    self.useLLM = useLLM
  }

  enum CodingKeys: String, CodingKey {
    case dryRun = "dry_run"
    case explain, verify
    case useLLM = "use_llm"
  }
}

/// A stretch of the sentence and what it became.
public struct RequestPart: Hashable, Codable, Sendable {
  public var text: String
  /// `intent`, `family`, `qubits`, `shots`, `noise`, `backend`, `filler`, `unknown`, …
  public var role: String

  public init(text: String, role: String) {
    self.text = text
    self.role = role
  }
}
