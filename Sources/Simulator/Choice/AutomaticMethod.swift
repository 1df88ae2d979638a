import Circuits
import Core

/// Picks the method that promises the shortest time among those that can run the circuit, fit into memory and are accurate
/// enough; the promise is each method's own model, scaled by what short runs took on this machine.
public struct AutomaticMethod: SimulationMethod {
  public let method = Method.auto
  public let hasNoise = true
  private let calibration: @Sendable () -> Calibration

  /// With the costs of this machine, measured once and kept in its folder.
  public init() { calibration = { CalibrationFile.shared.value } }

  /// With given costs.
  init(calibration: Calibration) { self.calibration = { calibration } }

  public var mostQubits: Int { candidates.map(\.mostQubits).max() ?? 0 }

  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    guard Self.mayHaveStructure(circuit, options) else { return try choose(circuit, options).estimate }
    if let quick = tableau(circuit, options) ?? structured(circuit, options) { return quick.estimate }
    var plain = options
    plain.usesStructure = false
    return try choose(circuit, plain).estimate
  }

  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult {
    var options = options
    if let kept = options.checkpoint?.keptMethod, let method = SimulationMethods.named(kept) {
      options.usesStructure = false
      return try method.run(circuit, options, control: control, progress: progress)
    }
    if Self.mayHaveStructure(circuit, options) {
      if let quick = tableau(circuit, options) {
        return try quick.method.run(circuit, options, control: control, progress: progress)
      }
      if let result = try StructuredSimulation.result(try Program(circuit, noise: options.noise), options, control) {
        progress?(1)
        return result
      }
      options.usesStructure = false
    }
    let chosen = try choose(circuit, options)
    if let result = try tried(chosen, circuit, options, control, progress) { return result }
    let begin = SystemTime().now
    let result = try chosen.method.run(circuit, options, control: control, progress: progress)
    let seconds = SystemTime().now.seconds(since: begin)
    CalibrationFile.shared.note(method: result.method, predicted: chosen.estimate.prediction.seconds, seconds: seconds)
    return result
  }

  /// What was chosen, and what it promises.
  struct Choice {
    var method: any SimulationMethod
    var estimate: Estimate
  }

  /// Below this much of the first method's time, looking for a better one costs more than it saves.
  static let notWorthIt = 2e-3
  /// The most error that a method may add where the caller says nothing.
  static let defaultError = 1e-4

  private var candidates: [any SimulationMethod] { SimulationMethods.all.filter { $0.method != .auto } }

  /// The fastest candidate; throws what the plainest one throws where none can run the circuit.
  func choose(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Choice {
    let plain: any SimulationMethod = if options.hasNoiseBetweenGates { TrajectoryMethod() } else { StateVectorMethod() }
    var refusal: SimulatorError?
    var found: [Choice] = []
    do throws(SimulatorError) {
      let estimate = try plain.estimate(circuit, options)
      found.append(Choice(method: plain, estimate: estimate))
      if circuit.qubitCount <= 14, estimate.prediction.seconds < Self.notWorthIt { return found[0] }
    } catch { refusal = error }
    try SimulatorError.checkWanted()
    let scales = calibration()
    if !found.isEmpty { found[0].estimate.prediction.seconds *= scales[plain.method] }
    for other in candidates where other.method != plain.method && fits(other, options, alone: found.isEmpty) {
      try SimulatorError.checkWanted()
      guard var estimate = try? other.estimate(circuit, options) else { continue }
      estimate.prediction.seconds *= scales[other.method]
      guard estimate.prediction.error <= options.accuracy ?? Self.defaultError else { continue }
      found.append(Choice(method: other, estimate: estimate))
    }
    try SimulatorError.checkWanted()
    guard let best = Self.best(found) else {
      throw refusal ?? SimulatorError("no_method", "no method can run this circuit", exit: .unavailable)
    }
    return explained(best, among: found)
  }

  /// Whether a method gives all that is asked for. A tableau knows no phase of the whole state, so that the amplitude of
  /// an exact run is missing; it is taken where nothing else can run at all.
  private func fits(_ other: any SimulationMethod, _ options: SimulationOptions, alone: Bool) -> Bool {
    // A pure state needs no matrix of density.
    if !options.hasNoiseBetweenGates, [.trajectories, .densityMatrix, .lowRank].contains(other.method) { return false }
    return !(other.method == .stabilizer && options.shots == 0 && !alone)
  }

  /// The shortest; an earlier one where it is nearly as short.
  private static func best(_ found: [Choice]) -> Choice? {
    found.reduce(nil as Choice?) { (best, next) -> Choice? in
      guard let best else { return next }
      return next.estimate.prediction.seconds < 0.8 * best.estimate.prediction.seconds ? next : best
    }
  }

  /// The choice with a sentence that compares it with the others.
  func explained(_ best: Choice, among found: [Choice]) -> Choice {
    var best = best
    let others = found.filter { $0.estimate.method != best.estimate.method }
      .sorted { $0.estimate.prediction.seconds < $1.estimate.prediction.seconds }
      .map { "\(Self.time($0.estimate.prediction.seconds)) by \($0.estimate.method.rawValue)" }
    let time = Self.time(best.estimate.prediction.seconds)
    let against = others.isEmpty ? "" : ", against " + others.joined(separator: ", ")
    best.estimate.reason += "; \(best.estimate.method.rawValue) takes about \(time)\(against)"
    return best
  }

  /// Seconds for people, two figures.
  static func time(_ seconds: Double) -> String {
    for (unit, size) in [("s", 1.0), ("ms", 1e-3)] where seconds >= size {
      let value = seconds / size
      return value < 10 ? "\((value * 10).rounded() / 10) \(unit)" : "\(Int(min(value, 1e15).rounded())) \(unit)"
    }
    return "\(Int((seconds * 1e6).rounded())) µs"
  }
}
