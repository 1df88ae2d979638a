/// Asks an executor to run one circuit: action `run_circuit`, answered by a `Run`.
public enum RunExchange {
  public static let action = "run_circuit"
}

/// Asks an executor what it is: action `identify`, answered by a `BackendInfo`.
public enum IdentifyExchange {
  public static let action = "identify"
}

/// Asks an executor what a run would cost: action `estimate` with a `RunRequest`, answered by an `Estimate`.
public enum EstimateExchange {
  public static let action = "estimate"
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
