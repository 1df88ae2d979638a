import Core

extension ReportBuilder {
  /// Whether `step` is a round of a benchmark whose counts are not shown: all but the last.
  static func isEarlierRound(_ step: StepRecord) -> Bool {
    step.spec.parameters["round"] != nil && step.id.contains("#")
  }

  /// The times of all rounds that count; nil where the task is no benchmark.
  var benchmark: Benchmark? {
    guard record.plan?.request.intent == .benchmark else { return nil }
    var order: [String] = []
    var times: [String: [Double]] = [:]
    var newest: [String: Run] = [:]
    for step in record.steps where step.spec.action == RunBatch.action {
      guard let round = step.spec.parameters["round"]?.int, round >= GraphBuilder.warmups else { continue }
      for run in record.runs(of: step) where run.error == nil {
        let key = "\(run.label ?? "")|\(step.id.prefix { $0 != "#" && $0 != "@" })"
        if times[key] == nil { order.append(key) }
        times[key, default: []].append(run.timing.totalSeconds)
        newest[key] = run
      }
    }
    guard !order.isEmpty else { return nil }
    let runs = order.compactMap { newest[$0] }
    let entries = order.compactMap { key -> Benchmark.Entry? in
      guard let run = newest[key], let seconds = times[key] else { return nil }
      let alone = Set(runs.filter { $0.backend == run.backend }.map(\.method)).count == 1
      return Benchmark.Entry(
        name: alone ? run.backend : "\(run.backend):\(run.method.rawValue)", backend: run.backend, method: run.method,
        label: run.label, seconds: seconds, peakBytes: run.memory.peakBytes)
    }
    var benchmark = Benchmark(
      warmups: GraphBuilder.warmups, repeats: times.values.map(\.count).max() ?? 0, entries: entries)
    benchmark.rank()
    return benchmark
  }
}
