import Core
import Statistics

/// A sweep: how the result changes with one quantity.
struct SweepReading {
  private struct Point {
    var value: Double
    var run: Run
    var entropy: Double
    var distance: Double?
    var largest: Double
  }

  private let sweep: Sweep
  private let points: [Point]

  init(_ runs: [Run], sweep: Sweep, design: CircuitDesign?) {
    self.sweep = sweep
    points = runs.enumerated().map { index, run in
      let p = run.shots > 0 ? Counts.frequencies(run.counts) : run.probabilities ?? [:]
      let expected = Analyst.member(of: run, design)?.distribution
      let named = run.label.flatMap { $0.split(separator: "=").last.flatMap { Double(String($0)) } }
      return Point(
        value: named ?? (index < sweep.values.count ? sweep.values[index] : Double(index)), run: run,
        entropy: run.shots > 0 ? Counts.estimatedEntropyBits(run.counts) : Counts.entropyBits(p),
        distance: expected.map { Distance.totalVariation(p, $0) }, largest: p.values.max() ?? 0)
    }.sorted { $0.value < $1.value }
  }

  private var values: Set<Double> { Set(points.map(\.value)) }

  var insight: Insight {
    guard let first = points.first, let last = points.last else { return Insight(summary: "The sweep has no result.") }
    let name = sweep.channel.map { "\($0.rawValue) noise" } ?? sweep.parameter
    var insight = Insight(
      summary: "\(points.count) runs over \(name) from \(Figures.significant(first.value)) to"
        + " \(Figures.significant(last.value)): \(trend("entropy", "bits", points.map(\.entropy)))"
        + ", \(trend("time", "s", points.map { $0.run.timing.totalSeconds })).")
    for point in points {
      let label = point.run.label ?? "\(sweep.parameter)=\(Figures.significant(point.value))"
      var text = "\(label): entropy \(Figures.significant(point.entropy)) bits, largest outcome \(Figures.percent(point.largest))"
      if let distance = point.distance {
        text += ", total variation from theory \(Figures.significant(distance))"
        insight.statistics["total_variation_from_expected \(label)"] = distance
      }
      insight.findings.append(text + ", \(Figures.seconds(point.run.timing.totalSeconds))")
      insight.statistics["entropy_bits \(label)"] = point.entropy
      insight.statistics["seconds \(label)"] = point.run.timing.totalSeconds
    }
    addJumps(&insight)
    return insight
  }

  private func trend(_ name: String, _ unit: String, _ values: [Double]) -> String {
    guard let first = values.first, let last = values.last else { return "\(name) unknown" }
    let span = "\(Figures.significant(first)) to \(Figures.significant(last)) \(unit)"
    let pairs = zip(values, values.dropFirst())
    let slack = 0.02 * (values.map(abs).max() ?? 0)
    if pairs.allSatisfy({ abs($0 - $1) <= slack }) { return "\(name) stays at about \(Figures.significant(first)) \(unit)" }
    if pairs.allSatisfy({ $1 >= $0 - slack }) { return "\(name) rises from \(span)" }
    if pairs.allSatisfy({ $1 <= $0 + slack }) { return "\(name) falls from \(span)" }
    return "\(name) goes up and down between \(Figures.significant(values.min() ?? 0)) and \(Figures.significant(values.max() ?? 0)) \(unit)"
  }

  /// A step in time that is far larger than the others.
  private func addJumps(_ insight: inout Insight) {
    let times = points.map { $0.run.timing.totalSeconds }
    let ratios = zip(times, times.dropFirst()).map { $0 > 1e-6 ? $1 / $0 : 1 }
    guard ratios.count > 2, let largest = ratios.max(), let place = ratios.firstIndex(of: largest) else { return }
    let typical = ratios.sorted()[ratios.count / 2]
    if largest > 10 * max(typical, 1), times[place + 1] > 0.01 {
      insight.anomalies.append(
        "From \(Figures.significant(points[place].value)) to \(Figures.significant(points[place + 1].value)) the time grows"
          + " \(Figures.significant(largest)) times, far more than elsewhere")
    }
  }
}
