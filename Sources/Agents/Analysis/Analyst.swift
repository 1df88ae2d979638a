import Core
import Statistics

/// Says what the runs of a task mean, in words and numbers, from the record alone.
public struct Analyst: Sendable {
  public init() {}

  /// The insight, and the comparison where runs can be compared.
  public func analyse(_ request: AnalysisRequest) -> Analysis {
    let good = request.runs.filter { $0.status == .completed && $0.error == nil }
    guard !good.isEmpty else {
      return Analysis(insight: Insight(summary: Self.nothing(request.runs), anomalies: Self.failures(request.runs)))
    }
    let comparison = Self.compare(request)
    var insight: Insight
    if let sweep = request.plan.request.sweep, good.count > 1 {
      insight = SweepReading(good, sweep: sweep, design: request.design).insight
    } else {
      insight = RunReading(good[0], member: Self.member(of: good[0], request.design), request: request.plan.request)
        .insight
    }
    if let comparison {
      ComparisonReading(comparison).add(to: &insight)
    } else if request.plan.request.intent == .compare, good.count == 1 {
      insight.anomalies.append("Only \(good[0].backend) ran it, so there is nothing to compare it with")
      insight.findings += Self.absent(request.plan)
    }
    InsightDepths.complete(&insight, request, good)
    if let expectation = request.design?.expectation, !expectation.isEmpty {
      insight.findings.insert("Expected: \(expectation)", at: 0)
    }
    insight.findings += PerformanceReading(good).findings
    insight.anomalies += Self.failures(request.runs) + Self.doubts(request.verification)
    return Analysis(insight: insight, comparison: comparison)
  }

  /// The comparison of the runs, with the likely reason where they disagree.
  private static func compare(_ request: AnalysisRequest) -> Comparison? {
    guard var comparison = ComparisonVerdict.judge(request.runs) else { return nil }
    let design = request.design
    let known = ComparisonVerdict.Knowledge(
      noise: request.plan.request.effectiveNoise, refuted: Set(request.refuted ?? []), arbiter: request.arbiter
    ) { member(of: $0, design)?.distribution }
    ComparisonVerdict.explain(&comparison, request.runs, knowing: known)
    comparison.notes += absent(request.plan)
    return comparison
  }

  /// What "all" left out, with the reason.
  private static func absent(_ plan: Plan) -> [String] {
    guard plan.request.backends == ["all"] else { return [] }
    return (plan.selection?.candidates ?? []).filter { !$0.possible }.map { "not compared: \($0.backend), \($0.reason)" }
  }

  /// The designed circuit that `run` ran.
  static func member(of run: Run, _ design: CircuitDesign?) -> CircuitDesign.Member? {
    guard let design else { return nil }
    return design.circuits.first { $0.label == run.label } ?? (design.circuits.count == 1 ? design.circuits[0] : nil)
  }

  private static func nothing(_ runs: [Run]) -> String {
    runs.isEmpty ? "Nothing was run, so there is nothing to interpret." : "No run completed, so there is no result to interpret."
  }

  private static func failures(_ runs: [Run]) -> [String] {
    runs.filter { $0.status != .completed || $0.error != nil }.map {
      "\($0.backend) did not complete" + ($0.error.map { ": \($0.message)" } ?? "")
    }
  }

  private static func doubts(_ verification: Verification) -> [String] {
    switch verification.status {
    case .verified: []
    case .refuted: ["The result was refuted by an independent check: \(verification.reason ?? verification.route)."]
    case .unverified: ["The result was not checked independently: \(verification.reason ?? "no route")."]
    }
  }
}
