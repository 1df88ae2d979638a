import Core

/// A comparison for people: the verdict, and a table of the runs side by side.
struct ComparisonView: Sendable {
  let comparison: Comparison
  let runs: [Run]
  var width = 80

  var lines: [Line] {
    let style: Style =
      switch comparison.verdict {
      case .agree: .good
      case .disagree: .bad
      case .inconclusive: .warning
      }
    let verdict =
      "the backends \(comparison.verdict == .inconclusive ? "could not be told apart or together" : comparison.verdict.rawValue)"
      + " (\(Numbers.fixed(comparison.agreementPercent, 1)) % agreement, confidence \(Numbers.percent(comparison.confidence)))"
    var lines = WordWrap.definition(Span("compared", .dim), verdict, indent: 13, width: width, style: style)
    lines += side + [.empty] + pairs
    if !comparison.outliers.isEmpty { lines += note("differs from the rest: \(comparison.outliers.joined(separator: ", "))") }
    for text in comparison.notes { lines += note(text) }
    if let advice = comparison.recommendation {
      lines += WordWrap.definition(Span("advice", .dim), advice, indent: 13, width: width)
    }
    return lines
  }

  /// Execution times, fidelities and memory side by side (CD-F.6-01).
  private var side: [Line] {
    var table = Table([
      .init("  backend"), .init("method"), .init("time", right: true), .init("memory", right: true),
      .init("status"), .init("", flexible: true),
    ])
    for run in runs {
      var marks: [String] = []
      let names = [run.backend, "\(run.backend):\(run.method.rawValue)", run.id]
      if let fastest = comparison.fastest, names.contains(fastest) { marks.append("fastest") }
      if let leanest = comparison.leanest, names.contains(leanest) { marks.append("leanest") }
      if let error = run.truncationError { marks.append("truncation \(Numbers.short(error))") }
      table.add([
        Span("  " + run.backend, .bold), Span(run.method.rawValue), Span(Numbers.seconds(run.timing.totalSeconds)),
        Span(run.memory.peakBytes > 0 ? Numbers.bytes(run.memory.peakBytes) : "-"),
        Span(run.status.rawValue, run.status == .completed ? .good : .bad), Span(marks.joined(separator: ", "), .accent),
      ])
    }
    return [.empty] + table.lines(width: width)
  }

  private var pairs: [Line] {
    var table = Table([
      .init("  pair"), .init("distance", right: true), .init("by chance", right: true), .init("Hellinger", right: true), .init("p", right: true),
      .init("fidelity", right: true), .init("time ratio", right: true), .init("verdict"),
    ])
    for pair in comparison.pairs {
      table.add([
        Span("  \(pair.a) / \(pair.b)"), Span(Numbers.fixed(pair.totalVariation, 4)),
        Span(pair.byChance.map { Numbers.fixed($0, 4) } ?? "-"), Span(Numbers.fixed(pair.hellinger, 4)),
        Span(Numbers.short(pair.correctedPValue ?? pair.pValue)), Span(pair.fidelity.map { Numbers.fixed($0, 6) } ?? "-"),
        Span(Numbers.short(pair.timeRatio)), Span(pair.verdict?.rawValue ?? ""),
      ])
    }
    return table.rows.isEmpty ? [] : table.lines(width: width) + states
  }

  /// Where both runs told their pure states: what these have in common.
  private var states: [Line] {
    comparison.pairs.flatMap { pair -> [Line] in
      guard let fidelity = pair.stateFidelity, let distance = pair.traceDistance else { return [] }
      let text = "\(pair.a) / \(pair.b): fidelity \(Numbers.fixed(fidelity, 9)), trace distance \(Numbers.short(distance))"
      return WordWrap.definition(Span("states", .dim), text, indent: 13, width: width)
    }
  }

  private func note(_ text: String) -> [Line] {
    WordWrap.definition(Span("note", .dim), text, indent: 13, width: width)
  }
}
