import Core
import Glibc

/// Judges runs of the same circuit against one another, by the contract's rule.
public enum ComparisonVerdict {
  /// The comparison of all runs that completed; nil where no two of them belong together. Runs with different labels
  /// are of different circuits and are not compared. `seed` fixes random tables where cells are small.
  public static func judge(_ runs: [Run], seed: UInt64 = 1) -> Comparison? {
    let good = runs.filter { $0.status == .completed && $0.error == nil }
    let names = RunNames(good)
    var pairs: [(a: Run, b: Run, evidence: PairEvidence)] = []
    var notes: [String] = []
    for (index, a) in good.enumerated() {
      for b in good[(index + 1)...] where a.label == b.label {
        guard let evidence = PairEvidence(a, b, seed: seed) else {
          notes.append("\(names[a]) and \(names[b]) have no result in common")
          continue
        }
        pairs.append((a, b, evidence))
      }
    }
    guard !pairs.isEmpty else { return nil }
    let corrected = Holm.correct(pairs.map(\.evidence.pValue))
    let verdicts = zip(pairs, corrected).map { $0.evidence.verdict(corrected: $1, pairs: pairs.count) }
    var comparison = Comparison(
      verdict: overall(verdicts), confidence: 0,
      pairs: pairs.indices.map { index in
        let pair = pairs[index]
        return Comparison.Pair(
          pair.evidence, a: pair.a, b: pair.b, names: names, corrected: corrected[index], verdict: verdicts[index])
      },
      agreementPercent: 100 * (1 - pairs.reduce(0) { $0 + $1.evidence.totalVariation } / Double(pairs.count)))
    let evidence = pairs.map(\.evidence)
    comparison.confidence = confidence(comparison.verdict, evidence, corrected, verdicts)
    comparison.outliers = outliers(pairs.map { (names[$0.a], names[$0.b]) }, verdicts)
    if comparison.verdict == .inconclusive {
      comparison.shotsNeeded = zip(evidence, verdicts).filter { $1 == .inconclusive }
        .map { $0.0.shotsNeeded(pairs: pairs.count) }.max()
    }
    comparison.fastest = least(good, names) { $0.timing.totalSeconds }
    comparison.leanest = least(good, names) { Double($0.memory.peakBytes) }
    comparison.recommendation = recommendation(comparison, good, names)
    comparison.notes = notes + remarks(comparison, failed: runs.filter { $0.status != .completed || $0.error != nil })
    return comparison
  }

  private static func overall(_ verdicts: [Comparison.Verdict]) -> Comparison.Verdict {
    if verdicts.contains(.disagree) { return .disagree }
    return verdicts.contains(.inconclusive) ? .inconclusive : .agree
  }

  /// Disagreement: one minus the smallest corrected p-value. Otherwise the surer of the bound and the test's power, for
  /// the pair where that is least.
  private static func confidence(
    _ verdict: Comparison.Verdict, _ evidence: [PairEvidence], _ corrected: [Double], _ verdicts: [Comparison.Verdict]
  ) -> Double {
    if verdict == .disagree { return 1 - (corrected.min() ?? 1) }
    return evidence.map { max($0.confidence, $0.isExact ? 1 : $0.power(pairs: evidence.count)) }.min() ?? 0
  }

  /// Names that disagree with more than half of their peers, where the others do not disagree among themselves.
  private static func outliers(_ pairs: [(String, String)], _ verdicts: [Comparison.Verdict]) -> [String] {
    var peers: [String: Int] = [:]
    var against: [String: Int] = [:]
    for ((a, b), verdict) in zip(pairs, verdicts) {
      for name in [a, b] {
        peers[name, default: 0] += 1
        if verdict == .disagree { against[name, default: 0] += 1 }
      }
    }
    let outliers = peers.filter { $0.value > 1 && 2 * (against[$0.key] ?? 0) > $0.value }.map(\.key).sorted()
    return outliers.count * 2 < peers.count ? outliers : []
  }

  private static func least(_ runs: [Run], _ names: RunNames, _ cost: (Run) -> Double) -> String? {
    var sums: [String: Double] = [:]
    for run in runs { sums[names.unlabelled(run), default: 0] += cost(run) }
    let known = sums.filter { $0.value > 0 }
    guard known.count > 1 else { return nil }
    return known.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  private static func remarks(_ comparison: Comparison, failed: [Run]) -> [String] {
    var notes = failed.map { "\($0.backend) did not finish and is not compared" }
    if comparison.verdict == .disagree, comparison.outliers.isEmpty {
      notes.append("no majority: which side is right cannot be told from these runs alone")
    }
    if let shots = comparison.shotsNeeded {
      notes.append("\(shots) shots each would settle a difference of \(VerdictRule.tolerance) in total variation")
    }
    return notes
  }
}
