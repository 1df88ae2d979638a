/// Asks an executor what it is: action `identify`, answered by a `BackendInfo`.
public enum IdentifyExchange {
  public static let action = "identify"
}

/// A backend as `backends list` shows it.
public struct BackendInfo: Hashable, Codable, Sendable {
  public var name: String
  public var version: String
  public var available: Bool
  /// Why it is not available, and how to get it.
  public var reason: String?
  public var methods: [Method]
  public var maxQubits: Int
  public var noise: [NoiseChannel]
  public var host: String

  public init(
    name: String, version: String, available: Bool, reason: String? = nil, methods: [Method], maxQubits: Int,
    noise: [NoiseChannel], host: String
  ) {
    self.name = name
    self.version = version
    self.available = available
    self.reason = reason
    self.methods = methods
    self.maxQubits = maxQubits
    self.noise = noise
    self.host = host
  }
}

/// What a run would take, and by which method.
public struct Estimate: Hashable, Codable, Sendable {
  public var method: Method
  public var prediction: Prediction
  /// Why this method, in one sentence.
  public var reason: String

  public init(method: Method, prediction: Prediction, reason: String) {
    self.method = method
    self.prediction = prediction
    self.reason = reason
  }
}

/// Several circuits for one executor, in order: action `run_circuits`, answered by `RunBatchResult`.
public struct RunBatch: Hashable, Codable, Sendable {
  public static let action = "run_circuits"

  public var requests: [RunRequest]
  /// What each was predicted to take, where it was estimated before: one number for each request, or absent.
  public var predictedBytes: [Int]?

  public init(requests: [RunRequest], predictedBytes: [Int]? = nil) {
    self.requests = requests
    self.predictedBytes = predictedBytes
  }
}

/// One run for each request, in order; a failed one carries its `error`.
public struct RunBatchResult: Hashable, Codable, Sendable {
  public var runs: [Run]

  public init(runs: [Run]) { self.runs = runs }
}

/// What several runs would take: action `estimate_circuits` with a `RunBatch`, answered by this.
public struct EstimateBatchResult: Hashable, Codable, Sendable {
  public static let action = "estimate_circuits"

  public var estimates: [Estimate]

  public init(estimates: [Estimate]) { self.estimates = estimates }
}
