import Core
import Statistics

/// Completes what was read from the counts by what the family is run for, and tells it at two depths.
enum InsightDepths {
  static func complete(_ insight: inout Insight, _ request: AnalysisRequest, _ runs: [Run]) {
    if let sweep = request.plan.request.sweep, runs.count > 1 {
      addCurves(&insight, sweep, request, runs)
    } else if let first = runs.first {
      let expected = Analyst.member(of: first, request.design)?.distribution
      FamilyInsight(request.plan.request, runs: family(runs), expected: expected)?.add(to: &insight)
      addNoise(&insight)
    }
    NextSteps.add(to: &insight, request.plan.request)
    Depths(request: request.plan.request, runs: runs).add(to: &insight)
  }

  /// The runs of one backend: a family of several circuits is judged backend by backend, here by the first.
  private static func family(_ runs: [Run]) -> [Run] {
    runs.filter { $0.backend == runs[0].backend && $0.method == runs[0].method }
  }

  /// How much of the distance from theory is beyond chance.
  private static func addNoise(_ insight: inout Insight) {
    guard let distance = insight.statistics["total_variation_from_expected"],
      let chance = insight.statistics["total_variation_by_chance"]
    else { return }
    insight.statistics["effect_beyond_chance"] = max(0, distance - chance)
  }

  // MARK: Sweeps

  /// Figures that a sweep is plotted by, the first that a family has; any circuit has the last two.
  private static let figures = [
    "approximation_ratio", "mean_cut_per_edge", "success_share", "energy_hartree", "chsh_value", "logical_error",
    "secret_share", "all_equal_share", "single_excitation_share", "receiver_one_share", "message_share", "sum_share",
    "probability_estimate", "phase_estimate", "state_fidelity_estimate", "spread", "magnetization", "heavy_output_share",
    "fidelity_with_expected", "entropy_bits",
  ]

  private static func addCurves(_ insight: inout Insight, _ sweep: Sweep, _ request: AnalysisRequest, _ runs: [Run]) {
    var points: [(x: Double, statistics: [String: Double])] = []
    for (index, run) in runs.enumerated() {
      let named = run.label.flatMap { $0.split(separator: "=").last.flatMap { Double(String($0)) } }
      guard let x = named ?? (index < sweep.values.count ? sweep.values[index] : nil), run.backend == runs[0].backend else { continue }
      var asked = request.plan.request
      if let value = Int(exactly: x), !["noise", "qubits", "shots"].contains(sweep.parameter) {
        var parameters = asked.circuit?.parameters ?? [:]
        parameters[sweep.parameter] = .int(value)
        asked.circuit?.parameters = parameters
      }
      if sweep.parameter == "noise" {
        let channel = sweep.channel ?? .depolarizing
        let others = asked.effectiveNoise.filter { $0.channel != channel }
        asked.noise = others + [NoiseEntry(channel: channel, probability: x)]
      } else if sweep.parameter == "qubits" {
        asked.circuit?.qubits = Int(exactly: x)
      }
      let expected = Analyst.member(of: run, request.design)?.distribution
      var single = RunReading(run, member: Analyst.member(of: run, request.design), request: asked).insight
      FamilyInsight(asked, runs: [run], expected: expected)?.add(to: &single)
      points.append((x, single.statistics))
    }
    points.sort { $0.x < $1.x }
    guard points.count > 1 else { return }
    for name in figures where points.allSatisfy({ $0.statistics[name] != nil }) {
      let y = points.compactMap { $0.statistics[name] }
      let low = points.compactMap { $0.statistics[name + "_low"] }
      let high = points.compactMap { $0.statistics[name + "_high"] }
      let whole = low.count == y.count && high.count == y.count
      insight.series = (insight.series ?? []) + [
        Insight.Series(
          name: name, parameter: sweep.channel?.rawValue ?? sweep.parameter, x: points.map(\.x), y: y,
          low: whole ? low : nil, high: whole ? high : nil)
      ]
      for (point, value) in zip(points, y) where insight.statistics["\(name) \(sweep.parameter)=\(Figures.significant(point.x))"] == nil {
        insight.statistics["\(name) \(sweep.parameter)=\(Figures.significant(point.x))"] = value
      }
      if insight.series?.count == 2 { return }
    }
  }
}
