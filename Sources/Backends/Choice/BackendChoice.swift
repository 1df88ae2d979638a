import Core

/// Chooses among backends for one circuit: capability first, then predicted time and memory, then what was measured here.
public struct BackendChoice: Sendable {
  /// What counts how much; together 1.
  public struct Weights: Hashable, Sendable {
    public var features = 0.4
    public var speed = 0.3
    public var memory = 0.2
    public var history = 0.1

    public init() {}
  }

  /// What is wanted above all.
  public enum Strategy: String, Hashable, Sendable, CaseIterable {
    case balanced, fastest, leanest
    case mostAccurate = "most_accurate"
  }

  /// One backend to choose from.
  public struct Option: Sendable {
    public var info: BackendInfo
    public var manifest: BackendManifest
    public var costs: MeasuredCosts
    /// Asks the backend itself, where it is of this process: it knows more of its methods than a manifest says. The request has
    /// its program.
    public var estimate: (@Sendable (RunRequest) -> Result<Estimate, ProximaError>)?

    public init(
      info: BackendInfo, manifest: BackendManifest, costs: MeasuredCosts,
      estimate: (@Sendable (RunRequest) -> Result<Estimate, ProximaError>)? = nil
    ) {
      self.info = info
      self.manifest = manifest
      self.costs = costs
      self.estimate = estimate
    }
  }

  /// A backend that can run it, weighed.
  struct Weighed: Sendable {
    var name: String
    var method: Method
    var prediction: Prediction
    var accuracy: Double
    var history: Double
    var score = 0.0
  }

  public var weights: Weights
  public var strategy: Strategy

  /// What settings say; the usual where they say nothing.
  public init(_ wish: ChoiceWish?) {
    self.init()
    guard let wish else { return }
    strategy = Strategy(rawValue: wish.strategy) ?? .balanced
    let sum = wish.features + wish.speed + wish.memory + wish.history
    guard sum > 0 else { return }
    (weights.features, weights.speed) = (wish.features / sum, wish.speed / sum)
    (weights.memory, weights.history) = (wish.memory / sum, wish.history / sum)
  }

  public init(weights: Weights = Weights(), strategy: Strategy = .balanced) {
    self.weights = weights
    self.strategy = strategy
  }

  /// The best of `options` and what was weighed against it; of a backend that was `named`, that one or nothing.
  public func select(
    _ options: [Option], traits: CircuitTraits, request: RunRequest, named: String?
  ) -> (best: Selection?, candidates: [Selection.Candidate]) {
    var weighed: [Weighed] = []
    var refused: [Selection.Candidate] = []
    for option in options {
      let result = weigh(option, traits, request)
      switch result {
      case .success(let one): weighed.append(one)
      case .failure(let error):
        refused.append(
          Selection.Candidate(backend: option.info.name, method: request.method, possible: false, reason: error.message))
      }
    }
    score(&weighed)
    weighed.sort { ($1.score, $0.name) < ($0.score, $1.name) }
    let candidates = weighed.map { one in
      Selection.Candidate(
        backend: one.name, method: one.method, possible: true, reason: Self.figures(one), predicted: one.prediction)
    } + refused
    guard let best = weighed.first(where: { named == nil || $0.name == named }) else { return (nil, candidates) }
    let selection = Selection(
      backend: best.name, method: best.method, reason: reason(best, weighed, named: named), candidates: candidates)
    return (selection, candidates)
  }

  private func weigh(_ option: Option, _ traits: CircuitTraits, _ request: RunRequest) -> Result<Weighed, ProximaError> {
    guard option.info.available else {
      return .failure(ProximaError("backend.missing", option.info.reason ?? "not installed", exit: .unavailable))
    }
    if let estimate = option.estimate, !request.qasm.isEmpty {
      return estimate(request).map { one in
        Weighed(
          name: option.info.name, method: one.method, prediction: one.prediction,
          accuracy: one.method == .trajectories ? 0.8 : one.prediction.error > 0 ? 0.9 : 1, history: 1)
      }
    }
    let choice = MethodChoice(manifest: option.manifest, traits: traits, request: request, costs: option.costs)
    do throws(ProximaError) {
      let entry = try choice.entry()
      // Draws of a noisy circuit scatter beyond their shots; a mixture is exact.
      let accuracy = entry.method == .trajectories ? 0.8 : option.manifest.supports.contains(.exact) ? 1 : 0.9
      return .success(
        Weighed(
          name: option.info.name, method: entry.method, prediction: choice.prediction(entry), accuracy: accuracy,
          history: min(1, Double(option.costs.samples) / 5)))
    } catch {
      return .failure(error)
    }
  }

  private func score(_ all: inout [Weighed]) {
    let fastest = all.map(\.prediction.seconds).min() ?? 1
    let leanest = Double(all.map(\.prediction.bytes).min() ?? 1)
    for index in all.indices {
      let one = all[index]
      let speed = fastest / max(one.prediction.seconds, 1e-9)
      let memory = leanest / Double(max(one.prediction.bytes, 1))
      all[index].score =
        switch strategy {
        case .fastest: speed
        case .leanest: memory + 1e-3 * speed
        case .mostAccurate: one.accuracy + 1e-3 * speed
        case .balanced:
          weights.features * one.accuracy + weights.speed * speed + weights.memory * memory + weights.history * one.history
        }
    }
  }

  private func reason(_ best: Weighed, _ all: [Weighed], named: String?) -> String {
    if named != nil { return "you named it; \(Self.figures(best)) predicted" }
    guard all.count > 1 else { return "nothing else here can run it; \(Self.figures(best)) predicted" }
    let others = all.filter { $0.name != best.name }.prefix(2).map { "\($0.name) \(Self.figures($0))" }
    return "\(strategy == .balanced ? "best balance" : strategy.rawValue) of \(all.count) that can run it: "
      + "\(Self.figures(best)) predicted, against " + others.joined(separator: ", ")
  }

  /// `stabilizer, 1.2 ms, 64 MB`.
  private static func figures(_ one: Weighed) -> String {
    "\(one.method.rawValue), \(Figures.seconds(one.prediction.seconds)), \(Figures.bytes(one.prediction.bytes))"
  }
}
