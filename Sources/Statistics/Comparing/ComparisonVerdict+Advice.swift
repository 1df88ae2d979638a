import Core

extension ComparisonVerdict {
  /// Which run to go on with: the fastest of those that agree, by how much, and the leanest where that is another.
  static func recommendation(_ comparison: Comparison, _ runs: [Run], _ names: RunNames) -> String? {
    if comparison.verdict == .disagree, comparison.outliers.isEmpty {
      return "Trust neither until it is known which is right"
    }
    let trusted = runs.filter { !comparison.outliers.contains(names[$0]) && !comparison.outliers.contains($0.backend) }
    let times = sums(trusted, names) { $0.timing.totalSeconds }.filter { $0.value > 0 }
    let ranked = times.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let best = ranked.first else { return nil }
    var text = "Use \(best.key): "
    if ranked.count > 1 {
      text += "\(Figures.significant(ranked[1].value / best.value, 2)) times as fast as \(ranked[1].key)"
    } else {
      text += "it is the one that nothing speaks against"
    }
    let memory = sums(trusted, names) { Double($0.memory.peakBytes) }
    if let leanest = memory.filter({ $0.value > 0 }).min(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
      leanest.key != best.key, let other = memory[best.key], other > 0
    {
      text += "; \(leanest.key) needs least memory, \(Figures.bytes(Int(leanest.value))) against \(Figures.bytes(Int(other)))"
    }
    if comparison.verdict == .inconclusive { text += ", once more shots have shown that they agree" }
    return text
  }

  private static func sums(_ runs: [Run], _ names: RunNames, _ cost: (Run) -> Double) -> [String: Double] {
    var sums: [String: Double] = [:]
    for run in runs { sums[names.unlabelled(run), default: 0] += cost(run) }
    return sums
  }
}
