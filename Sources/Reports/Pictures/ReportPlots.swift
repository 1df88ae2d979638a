import Core

/// The plots of a finished task.
public struct ReportPlots: Sendable {
  let report: TaskReport

  public init(_ report: TaskReport) { self.report = report }

  /// The curves of a sweep, outcomes, then what the backends took; none where nothing ran.
  public var pictures: [Picture] { sweep + outcomes + (report.benchmark == nil ? costs : medians) }

  /// The medians of a benchmark between their quartiles.
  private var medians: [Picture] {
    guard let entries = report.benchmark?.entries, entries.count > 1 else { return [] }
    let labels = entries.map { ($0.label.map { "\($0) " } ?? "") + $0.name }
    let series = [
      Plots.Series("lower quartile", entries.map(\.lower)), Plots.Series("median", entries.map(\.median)),
      Plots.Series("upper quartile", entries.map(\.upper)),
    ]
    return [Plots.bars(title: "Time of \(report.benchmark?.repeats ?? 0) rounds", labels: labels, series: series, vertical: "seconds")]
  }

  private var good: [Run] { report.runs.filter { $0.status == .completed && $0.error == nil } }

  private func name(_ run: Run) -> String {
    let alike = good.count { $0.backend == run.backend && $0.label == run.label }
    return run.backend + (alike > 1 ? ":\(run.method.rawValue)" : "")
  }

  /// One histogram for each circuit, the backends side by side in it.
  private var outcomes: [Picture] {
    var labels: [String?] = []
    for run in good where !labels.contains(run.label) { labels.append(run.label) }
    return labels.prefix(8).compactMap { label in
      let runs = good.filter { $0.label == label }
      guard let first = runs.first, !Outcomes(first).ranked.isEmpty else { return nil }
      let (shown, rest) = Outcomes(first).largest(32)
      let keys = shown.map(\.key)
      let series = runs.prefix(6).map { run in
        let shares = Dictionary(Outcomes(run).ranked.map { ($0.key, $0.share) }) { first, _ in first }
        return Plots.Series(name(run), keys.map { shares[$0] ?? 0 })
      }
      var title = label.map { "\($0): " } ?? ""
      title += Outcomes(first).sampled ? "\(first.shots) shots" : "exact probabilities"
      if rest > 0 { title += ", the \(keys.count) largest (\(Figures.percent(rest)) elsewhere)" }
      return Plots.bars(title: title, labels: keys, series: series, vertical: "share")
    }
  }

  /// Time over the swept quantity, a line for each backend, and the largest share.
  private var sweep: [Picture] {
    guard let sweep = report.plan.request.sweep, good.count > 1 else { return [] }
    let backends = good.map(name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    func plot(_ title: String, _ vertical: String, _ value: (Run) -> Double) -> Picture {
      var x: [Double] = []
      var series: [Plots.Series] = []
      for backend in backends.prefix(6) {
        let points = good.filter { name($0) == backend }.compactMap { run in Self.point(run, sweep).map { ($0, value(run)) } }
        if x.isEmpty { x = points.map(\.0) }
        series.append(Plots.Series(backend, points.map(\.1)))
      }
      return Plots.lines(title: title, x: x, series: series, horizontal: sweep.parameter, vertical: vertical)
    }
    let curves = (report.insight?.series ?? []).prefix(4).map { Plots.curve($0) }
    return curves + [
      plot("Time over \(sweep.parameter)", "seconds") { $0.timing.totalSeconds },
      plot("Largest share over \(sweep.parameter)", "share") { Outcomes($0).ranked.first?.share ?? 0 },
    ]
  }

  /// The swept value of a run, from its label `qubits=4`.
  static func point(_ run: Run, _ sweep: Sweep) -> Double? {
    run.label?.split(separator: " ").first { $0.hasPrefix(sweep.parameter + "=") }
      .flatMap { Double($0.dropFirst(sweep.parameter.utf8.count + 1)) }
  }

  private var costs: [Picture] {
    guard report.plan.request.sweep == nil, good.count > 1, Set(good.map(name)).count > 1 else { return [] }
    let labels = good.map { ($0.label.map { "\($0) " } ?? "") + name($0) }
    var pictures = [
      Plots.bars(
        title: "Time", labels: labels, series: [Plots.Series("seconds", good.map(\.timing.totalSeconds))],
        vertical: "seconds")
    ]
    if good.contains(where: { $0.memory.peakBytes > 0 }) {
      pictures.append(
        Plots.bars(
          title: "Memory", labels: labels,
          series: [Plots.Series("MiB", good.map { Double($0.memory.peakBytes) / 1_048_576 })], vertical: "MiB"))
    }
    return pictures
  }
}
