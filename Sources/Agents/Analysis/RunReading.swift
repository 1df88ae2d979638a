import Core
import Statistics

/// What one run shows.
struct RunReading {
  let run: Run
  let expected: [String: Double]?
  let request: Request
  /// Frequencies where it was sampled, exact probabilities otherwise.
  let observed: [String: Double]

  init(_ run: Run, member: CircuitDesign.Member?, request: Request) {
    self.run = run
    self.request = request
    expected = member?.distribution
    observed = run.shots > 0 ? Counts.frequencies(run.counts) : run.probabilities ?? [:]
  }

  private var isNoisy: Bool { request.effectiveNoise.contains(where: \.isActive) }

  var insight: Insight {
    var insight = Insight(summary: summary)
    if !observed.isEmpty {
      insight.findings += outcomes
      addSpread(&insight)
      addDeviation(&insight)
    }
    addExpectations(&insight)
    addAdvice(&insight)
    return insight
  }

  /// Outcomes by falling frequency, ties by key.
  private var ranked: [(key: String, share: Double)] {
    observed.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  private var summary: String {
    guard let first = ranked.first else {
      let values = (run.expectations ?? []).map { "\(PauliSum.title(of: $0.observable)) = \(Figures.significant($0.value, 6))" }
      return values.isEmpty ? "The run completed and reported no distribution." : "Exact values: " + values.joined(separator: ", ") + "."
    }
    let how = run.shots > 0 ? "of \(run.shots) shots" : "exactly"
    let shown = ranked.prefix { $0.share > first.share / 2 }
    if shown.count == 1 {
      return "\(first.key) has \(Figures.percent(first.share)) \(how)" + (observed.count > 1 ? "; the rest is spread over \(observed.count - 1) outcomes." : ", and nothing else was seen.")
    }
    if shown.count <= 4 {
      let list = shown.map { "\($0.key) \(Figures.percent($0.share))" }.joined(separator: ", ")
      let among = run.shots > 0 ? "In \(run.shots) shots \(shown.count) outcomes" : "\(shown.count) outcomes exactly"
      return "\(among) stand out: \(list)."
    }
    return "The result is spread over \(observed.count) outcomes; the largest, \(first.key), has \(Figures.percent(first.share)) \(how)."
  }

  /// The largest outcomes with intervals.
  private var outcomes: [String] {
    ranked.prefix(4).map { key, share in
      guard run.shots > 0 else { return "\(key): probability \(Figures.significant(share, 6))" }
      let count = run.counts[key] ?? 0
      let interval = Intervals.wilson(count, of: run.shots)
      return "\(key): \(count) of \(run.shots), \(Figures.percent(share))"
        + " (95 % interval \(Figures.percent(interval.low)) to \(Figures.percent(interval.high)))"
    }
  }

  private func addSpread(_ insight: inout Insight) {
    let entropy = run.shots > 0 ? Counts.estimatedEntropyBits(run.counts) : Counts.entropyBits(observed)
    let width = ranked.first?.key.utf8.count ?? 0
    insight.statistics["entropy_bits"] = entropy
    insight.statistics["distinct_outcomes"] = Double(observed.values.count { $0 > 0 })
    insight.statistics["largest_share"] = ranked.first?.share
    insight.findings.append("Entropy \(Figures.significant(entropy)) bits of at most \(width)")
    let parity = observed.keys.sorted().reduce(0.0) { sum, key in
      sum + (key.utf8.count { $0 == 49 } % 2 == 0 ? 1 : -1) * (observed[key] ?? 0)
    }
    insight.statistics["parity"] = parity
    if run.shots > 0 {
      let even = run.counts.reduce(0) { $0 + ($1.key.utf8.count { $0 == 49 } % 2 == 0 ? $1.value : 0) }
      let interval = Intervals.wilson(even, of: run.shots)
      insight.statistics["parity_low"] = 2 * interval.low - 1
      insight.statistics["parity_high"] = 2 * interval.high - 1
    }
  }

  /// How far the result is from what theory says, and how much of that the shots explain.
  private func addDeviation(_ insight: inout Insight) {
    guard let expected else { return }
    let distance = Distance.totalVariation(observed, expected)
    insight.statistics["total_variation_from_expected"] = distance
    insight.statistics["hellinger_from_expected"] = Distance.hellinger(observed, expected)
    insight.statistics["fidelity_with_expected"] = Distance.fidelity(observed, expected)
    let outside = observed.filter { (expected[$0.key] ?? 0) < 1e-12 }.values.reduce(0, +)
    insight.statistics["share_outside_expected"] = outside
    guard run.shots > 0 else {
      insight.findings.append("Total variation from theory \(Figures.significant(distance)), without any sampling")
      return
    }
    let chance = Self.chance(expected, run.shots)
    insight.statistics["total_variation_by_chance"] = chance
    insight.findings.append(
      "Total variation \(Figures.significant(distance)) from the noiseless theory; \(run.shots) shots alone explain about"
        + " \(Figures.significant(chance))")
    let test = GoodnessOfFit.test(run.counts, expected: expected, seed: run.seed)
    insight.statistics["p_value_against_expected"] = test.pValue
    if isNoisy {
      insight.findings.append(
        "Noise moved \(Figures.percent(outside)) of the shots to outcomes that theory excludes without noise")
    } else if test.pValue < VerdictRule.rejection {
      insight.anomalies.append(
        "The counts do not fit theory (p \(test.pValue < 1e-12 ? "< 1e-12" : "= \(Figures.significant(test.pValue))")) though no noise was asked for")
    }
  }

  /// The total variation of a perfect sample, on average: ½ Σ √(2 p (1 - p) / (π n)), by the normal law of each count.
  static func chance(_ p: [String: Double], _ shots: Int) -> Double {
    p.values.reduce(0) { $0 + (2 * max(0, $1 * (1 - $1)) / (.pi * Double(shots))).squareRoot() } / 2
  }

  private func addExpectations(_ insight: inout Insight) {
    for expectation in run.expectations ?? [] {
      let name = PauliSum.title(of: expectation.observable)
      insight.statistics["expectation \(name)"] = expectation.value
      let error = expectation.standardError.map { " ± \(Figures.significant($0))" } ?? " (exact)"
      insight.findings.append("<\(name)> = \(Figures.significant(expectation.value, 6))\(error)")
    }
    if let amplitude = run.amplitude0 {
      let p = amplitude.re * amplitude.re + amplitude.im * amplitude.im
      insight.statistics["probability_all_zeros"] = p
      insight.findings.append("The amplitude of |0...0> squared is \(Figures.significant(p, 6))")
    }
    if let error = run.truncationError, error > 0 {
      insight.statistics["truncation_error"] = error
      insight.findings.append("The method itself may be off by \(Figures.significant(error))")
    }
  }

  private func addAdvice(_ insight: inout Insight) {
    guard run.shots > 0, !observed.isEmpty else { return }
    let cells = expected?.count ?? observed.count
    if run.shots < 5 * cells, cells > 1 {
      insight.anomalies.append("\(run.shots) shots are few for \(cells) outcomes: single frequencies mean little")
      insight.recommendations.append("Take at least \(10 * cells) shots, so that each outcome is seen about ten times")
    }
    let share = ranked.first?.share ?? 0.5
    let interval = Intervals.wilson(run.counts[ranked.first?.key ?? ""] ?? 0, of: run.shots)
    let half = (interval.high - interval.low) / 2
    insight.statistics["largest_share_half_width"] = half
    if half > 0.01, cells > 1 {
      let z = Special.normalQuantile(0.975)
      let needed = Int((z * z * share * (1 - share) / 1e-4).rounded(.up))
      if needed > run.shots {
        insight.recommendations.append("For ±1 % on the largest outcome take about \(needed) shots")
      }
    }
    if isNoisy, (insight.statistics["total_variation_from_expected"] ?? 0) > 0.2 {
      insight.recommendations.append("Compare with a run without noise, or lower the noise, to see which part it plays")
    }
    if run.qubits <= 16, run.shots > 100_000 {
      insight.recommendations.append("`--shots 0` gives the exact probabilities of so narrow a circuit at once")
    }
  }
}
