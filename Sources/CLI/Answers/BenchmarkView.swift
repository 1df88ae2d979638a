import Core

/// A benchmark for people: one line for each backend, fastest first.
struct BenchmarkView: Sendable {
  let benchmark: Benchmark
  var width = 80

  var lines: [Line] {
    let rounds = "\(benchmark.repeats) rounds after \(benchmark.warmups) to warm up, the backends in turn"
    let lines = WordWrap.definition(Span("timed", .dim), rounds, indent: 13, width: width) + [.empty]
    let labelled = benchmark.entries.contains { $0.label != nil }
    var columns: [Table.Column] = [
      .init("  backend"), .init("median", right: true), .init("quartiles", right: true), .init("spread", right: true),
      .init("least", right: true), .init("most", right: true), .init("memory", right: true), .init("ratio", right: true),
      .init("", flexible: true),
    ]
    if labelled { columns.insert(.init("at"), at: 1) }
    var table = Table(columns)
    for entry in benchmark.entries {
      var marks: [String] = []
      if entry.name == benchmark.fastest { marks.append("fastest") }
      if entry.name == benchmark.leanest { marks.append("leanest") }
      var row: [Span] = [
        Span("  " + entry.name, .bold), Span(Numbers.seconds(entry.median)),
        Span("\(Numbers.seconds(entry.lower)) to \(Numbers.seconds(entry.upper))"),
        Span(Numbers.percent(entry.spread)), Span(Numbers.seconds(entry.minimum)),
        Span(Numbers.seconds(entry.maximum)), Span(entry.peakBytes > 0 ? Numbers.bytes(entry.peakBytes) : "-"),
        Span(Numbers.fixed(entry.ratio, 2)), Span(marks.joined(separator: ", "), .accent),
      ]
      if labelled { row.insert(Span(entry.label ?? ""), at: 1) }
      table.add(row)
    }
    return lines + table.lines(width: width)
  }
}
