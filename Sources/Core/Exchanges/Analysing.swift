/// Asks the analysis agent what the runs mean: action `analyse`, answered by an `Analysis`.
public struct AnalysisRequest: Hashable, Codable, Sendable {
  public static let action = "analyse"

  public var plan: Plan
  public var runs: [Run]
  /// The designer's expectation, where there is one.
  public var design: CircuitDesign?
  public var verification: Verification
  /// The ids of the runs that an independent route refuted.
  public var refuted: [String]?
  /// The id of the run that was brought in to decide between others.
  public var arbiter: String?

  public init(plan: Plan, runs: [Run], design: CircuitDesign? = nil, verification: Verification) {
    self.plan = plan
    self.runs = runs
    self.design = design
    self.verification = verification
  }
}

/// What the analysis agent found.
public struct Analysis: Hashable, Codable, Sendable {
  public var insight: Insight
  /// Present where there were two runs or more of one circuit.
  public var comparison: Comparison?

  public init(insight: Insight, comparison: Comparison? = nil) {
    self.insight = insight
    self.comparison = comparison
  }
}

/// Asks the documentation agent for a report of a task: action `document`, answered by `CodeWork` with one artifact a format.
/// Of a task whose status is not final it tells what was designed and written, as the dialect `design`.
public struct DocumentRequest: Hashable, Codable, Sendable {
  public static let action = "document"

  public var report: TaskReport
  /// `markdown`, `html`.
  public var formats: [String]

  public init(report: TaskReport, formats: [String]) {
    self.report = report
    self.formats = formats
  }
}
