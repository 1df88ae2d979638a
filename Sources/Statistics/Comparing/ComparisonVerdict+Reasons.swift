import Core

extension ComparisonVerdict {
  /// What is known besides the runs, to find out why they disagree.
  public struct Knowledge: Sendable {
    public var noise: [NoiseEntry]
    /// The distribution without noise of the circuit with this label, where theory knows it.
    public var ideal: @Sendable (Run) -> [String: Double]?
    /// Ids of the runs that an independent route refuted.
    public var refuted: Set<String>
    /// The id of the run that was brought in to decide.
    public var arbiter: String?

    public init(
      noise: [NoiseEntry] = [], refuted: Set<String> = [], arbiter: String? = nil,
      ideal: @escaping @Sendable (Run) -> [String: Double]? = { _ in nil }
    ) {
      self.noise = noise
      self.refuted = refuted
      self.arbiter = arbiter
      self.ideal = ideal
    }
  }

  /// Adds to `comparison`, which `judge` made of `runs`: who decided, who was refuted, and the likely reason.
  public static func explain(_ comparison: inout Comparison, _ runs: [Run], knowing known: Knowledge) {
    let good = runs.filter { $0.status == .completed && $0.error == nil }
    let names = RunNames(good)
    var added: [String] = []
    for run in good where known.refuted.contains(run.id) {
      added.append("an independent check refutes \(names[run])")
      if comparison.verdict == .disagree, comparison.outliers.isEmpty { comparison.outliers = [names[run]] }
    }
    if let arbiter = good.first(where: { $0.id == known.arbiter }) {
      comparison.arbiter = names[arbiter]
      added.append(decision(comparison, names[arbiter]))
    }
    if comparison.verdict == .disagree {
      let pairs = comparison.pairs.filter { $0.verdict == .disagree }
      // The pair that is furthest apart shows the reason best.
      if let worst = pairs.max(by: { ($0.totalVariation, $1.a) < ($1.totalVariation, $0.a) }),
        let a = good.first(where: { names[$0] == worst.a }), let b = good.first(where: { names[$0] == worst.b })
      {
        let reason = LikelyReason.find(
          a, b, names: (worst.a, worst.b), noise: known.noise, ideal: known.ideal(a))
        comparison.reason = reason.kind.rawValue
        added.append("likely reason: " + reason.words)
      }
      if !comparison.outliers.isEmpty {
        comparison.notes.removeAll { $0.hasPrefix("no majority") }
        comparison.recommendation = recommendation(comparison, good, names)
      }
    }
    comparison.notes += added
  }

  private static func decision(_ comparison: Comparison, _ arbiter: String) -> String {
    let sides = comparison.pairs.filter { $0.a == arbiter || $0.b == arbiter }
    let agreeing = sides.filter { $0.verdict != .disagree }.map { $0.a == arbiter ? $0.b : $0.a }
    let against = sides.filter { $0.verdict == .disagree }.map { $0.a == arbiter ? $0.b : $0.a }
    if against.isEmpty { return "\(arbiter) was brought in as a third and contradicts nobody" }
    if agreeing.isEmpty { return "\(arbiter) was brought in as a third and agrees with nobody" }
    return "\(arbiter) was brought in as a third: it agrees with \(agreeing.joined(separator: ", "))"
      + " and not with \(against.joined(separator: ", "))"
  }
}
