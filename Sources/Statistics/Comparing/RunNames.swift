import Core

/// The shortest name that tells a run from the others: its backend, `backend:method`, or that with its place among
/// those that are alike, `native:statevector#2`; before it the label.
struct RunNames {
  private var names: [String: String] = [:]

  init(_ runs: [Run]) {
    for (_, group) in Dictionary(grouping: runs, by: \.label) {
      for run in group {
        let backend = group.count { $0.backend == run.backend }
        let alike = group.filter { $0.backend == run.backend && $0.method == run.method }
        let full = "\(run.backend):\(run.method.rawValue)"
        let place = (alike.firstIndex { $0.id == run.id } ?? 0) + 1
        names[run.id] = backend == 1 ? run.backend : (alike.count == 1 ? full : "\(full)#\(place)")
      }
    }
  }

  /// The name without the label.
  func unlabelled(_ run: Run) -> String { names[run.id] ?? run.id }

  subscript(_ run: Run) -> String { (run.label.map { "\($0) " } ?? "") + unlabelled(run) }
}

extension Comparison.Pair {
  init(
    _ evidence: PairEvidence, a: Run, b: Run, names: RunNames, corrected: Double, verdict: Comparison.Verdict
  ) {
    let ratio = b.timing.totalSeconds > 0 ? a.timing.totalSeconds / b.timing.totalSeconds : 1
    self.init(
      a: names[a], b: names[b], totalVariation: evidence.totalVariation, hellinger: evidence.hellinger,
      chiSquare: evidence.statistic, pValue: evidence.pValue, timeRatio: ratio)
    fidelity = evidence.fidelity
    correctedPValue = corrected
    byChance = evidence.byChance
    upperBound = evidence.upperBound
    stateFidelity = evidence.stateFidelity
    // Between pure states (Nielsen and Chuang, 9.99).
    traceDistance = evidence.stateFidelity.map { max(0, 1 - $0).squareRoot() }
    if a.memory.peakBytes > 0, b.memory.peakBytes > 0 {
      memoryRatio = Double(a.memory.peakBytes) / Double(b.memory.peakBytes)
    }
    self.verdict = verdict
  }
}
