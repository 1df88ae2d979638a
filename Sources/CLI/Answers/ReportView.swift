import Core

/// A finished task for people: what was understood, what ran and why, what came out, what it means, how it was checked.
struct ReportView: Sendable {
  let report: TaskReport
  /// The circuit as text, where it can be drawn.
  var drawing: [String] = []
  /// `--depth`: for whom the result is told, `beginner` or `expert`.
  var depth: String?
  /// `--interpret`: everything about what the result means.
  var full = false
  var width = 80
  /// This machine's name: a run elsewhere says where.
  var here = ""

  private static let margin = 13

  private var request: Request { report.plan.request }

  var lines: [Line] {
    var lines = understood
    if !drawing.isEmpty { lines += [.empty] + drawing.map { Line(Span("  " + $0)) } }
    if let sweep = request.sweep, report.runs.count > 1 {
      lines += [.empty] + SweepView(runs: report.runs, sweep: sweep, width: width).lines
      for run in report.runs where run.error != nil { lines += [.empty] + RunView(run: run, width: width, here: here).lines }
    } else if !report.runs.isEmpty {
      lines += [.empty] + runs
    }
    if let benchmark = report.benchmark { lines += [.empty] + BenchmarkView(benchmark: benchmark, width: width).lines }
    if let comparison = report.comparison {
      lines += [.empty] + ComparisonView(comparison: comparison, runs: report.runs, width: width).lines
    }
    lines += meaning
    lines += verification + replayed
    lines += reviews
    lines += artifacts
    for reason in report.waiting ?? [] { lines += entry("waiting", reason, .warning) }
    lines += failure
    return lines + [.empty] + footer
  }

  // MARK: What was asked

  private var understood: [Line] {
    let text = request.understood.isEmpty ? request.request : request.understood
    var lines = entry("understood", text)
    let filled = PlanView.defaults(request)
    if !filled.isEmpty { lines += entry("assumed", filled, .dim) }
    if !request.unused.isEmpty {
      lines += entry("ignored", request.unused.joined(separator: ", "), .warning)
    }
    return lines
  }

  // MARK: What ran

  private var runs: [Line] {
    var lines: [Line] = []
    for (index, run) in report.runs.enumerated() {
      if index > 0 { lines.append(.empty) }
      lines += RunView(run: run, reason: reason(run), width: width, here: here).lines
    }
    return lines
  }

  private func reason(_ run: Run) -> String? {
    guard let selection = report.plan.selection, selection.backend == run.backend else { return nil }
    return selection.reason
  }

  // MARK: What it means

  private var meaning: [Line] {
    guard let insight = report.insight else { return [] }
    var lines: [Line] = curves(insight)
    if let told = depth == "beginner" ? insight.beginner : depth == "expert" ? insight.expert : nil {
      lines += [.empty] + entry("means", told.first ?? insight.summary)
      for line in told.dropFirst() { lines += bullet(line) }
      if depth == "beginner" { return lines + insight.anomalies.flatMap { bullet($0, .warning) } + next(insight, most: 1) }
    } else {
      lines += [.empty] + entry("means", insight.summary)
    }
    for finding in insight.findings.prefix(full ? .max : 3) { lines += bullet(finding) }
    for anomaly in insight.anomalies { lines += bullet(anomaly, .warning) }
    guard full else { return lines + (depth == "expert" ? next(insight, most: .max) : []) }
    for (name, value) in insight.statistics.sorted(by: { $0.key < $1.key }) {
      let words = String(name.map { $0 == "_" ? " " : $0 })
      lines += bullet("\(words): \(Numbers.short(value))", .dim)
    }
    return lines + next(insight, most: .max)
  }

  /// What to try next.
  private func next(_ insight: Insight, most: Int) -> [Line] {
    guard let first = insight.recommendations.first else { return [] }
    return entry("next", first) + insight.recommendations.dropFirst().prefix(most - 1).flatMap { bullet($0) }
  }

  /// The curves of a sweep.
  private func curves(_ insight: Insight) -> [Line] {
    (insight.series ?? []).flatMap { [.empty] + CurvePlot.lines($0, width: width) }
  }

  // MARK: How it was checked

  private var verification: [Line] {
    let check = report.verification
    if check.status == .unverified, check.route == "none", report.runs.isEmpty { return [] }
    var text = check.status.rawValue
    if check.route != "none" { text += " by " + check.route.map { $0 == "_" ? " " : String($0) }.joined() }
    if let reference = check.reference { text += ": " + reference }
    if let reason = check.reason { text += "; " + reason }
    var numbers: [String] = []
    if let p = check.pValue, check.reason?.contains("p = ") != true { numbers.append("p = \(Numbers.short(p))") }
    if let statistic = check.statistic, full { numbers.append("statistic \(Numbers.short(statistic))") }
    if let seconds = check.seconds { numbers.append(Numbers.seconds(seconds)) }
    if !numbers.isEmpty { text += " (\(numbers.joined(separator: ", ")))" }
    let style: Style =
      switch check.status {
      case .verified: .good
      case .refuted: .bad
      case .unverified: .warning
      }
    return [.empty] + entry("checked", text, style)
  }

  private var replayed: [Line] {
    guard let replay = report.replay else { return [] }
    let text = replay.identical
      ? "the same as \(replay.of.text), byte for byte"
      : "not the same as \(replay.of.text): \(replay.differences.joined(separator: "; "))"
    return entry("replayed", text, replay.identical ? .good : .bad)
  }

  private var reviews: [Line] {
    report.reviews.flatMap { review -> [Line] in
      if review.approved, !full { return [] }
      let verdict = review.approved ? "approved" : "not approved"
      let head = "\(review.subject) by \(review.author): \(verdict) by \(review.reviewer), round \(review.round)"
      return entry("review", head, review.approved ? .plain : .warning)
        + review.comments.flatMap { comment in
          bullet((comment.line.map { "line \($0): " } ?? "") + comment.text)
        }
    }
  }

  private var artifacts: [Line] {
    let kept = report.artifacts.filter { $0.path == nil }
    var lines: [Line] = []
    for (folder, names) in written { lines += entry("written", "\(names.joined(separator: ", ")) in \(folder)") }
    if !kept.isEmpty {
      lines += entry("made", kept.map { "\($0.kind.rawValue) \($0.dialect)" }.joined(separator: ", "), .dim)
    }
    return lines
  }

  /// The files, by the folder they are in.
  private var written: [(folder: String, names: [String])] {
    var folders: [(folder: String, names: [String])] = []
    for path in report.artifacts.compactMap(\.path) {
      let cut = path.lastIndex(of: "/") ?? path.startIndex
      let name = String(path[cut...].drop { $0 == "/" })
      if let index = folders.firstIndex(where: { $0.folder == path[..<cut] }) {
        folders[index].names.append(name)
      } else {
        folders.append((String(path[..<cut]), [name]))
      }
    }
    return folders
  }

  private var failure: [Line] {
    guard let error = report.error else { return [] }
    var lines: [Line] = [.empty] + entry(Self.word(report.status), error.message, .bad)
    if !error.remedy.isEmpty { lines += entry("try", error.remedy) }
    return lines
  }

  private static func word(_ state: TaskState) -> String {
    switch state {
    case .needsInput: "question"
    default: state.rawValue
    }
  }

  private var footer: [Line] {
    let style: Style = report.status == .completed ? .good : .bad
    return [
      Line(
        Span("  " + TextWidth.padded("task", to: Self.margin - 2), .dim), Span(report.task.text, .bold), Span("  "),
        Span(report.status.rawValue, style), Span("  proxima task show \(report.task.text)", .dim))
    ]
  }

  private func entry(_ title: String, _ text: String, _ style: Style = .plain) -> [Line] {
    WordWrap.definition(Span(title, .dim), text, indent: Self.margin, width: width, style: style)
  }

  private func bullet(_ text: String, _ style: Style = .plain) -> [Line] {
    WordWrap.definition(Span("•", .dim), text, indent: Self.margin + 2, left: Self.margin, width: width, style: style)
  }
}
