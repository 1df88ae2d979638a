import Core

/// A sweep for people: one table with a line for each value and backend.
struct SweepView: Sendable {
  let runs: [Run]
  let sweep: Sweep
  var width = 80

  var lines: [Line] {
    let observables = (runs.lazy.compactMap(\.expectations).first ?? []).prefix(2).map(\.observable)
    let title = sweep.channel.map { "\($0.rawValue) noise" } ?? sweep.parameter
    var columns: [Table.Column] = [
      .init("  " + title), .init("backend"), .init("method"), .init("qubits", right: true), .init("depth", right: true),
      .init("shots", right: true), .init("most frequent"), .init("share", right: true),
    ]
    for name in observables { columns.append(.init("⟨\(PauliSum.title(of: name))⟩", right: true)) }
    columns += [.init("time", right: true), .init("memory", right: true), .init("", flexible: true)]
    var table = Table(columns)
    for run in runs { table.add(row(run, Array(observables))) }
    return WordWrap.definition(
      Span("swept", .dim), "\(title) over \(sweep.values.count) values, \(runs.count) runs", indent: 13, width: width)
      + [.empty] + table.lines(width: width)
  }

  private func row(_ run: Run, _ observables: [String]) -> [Span] {
    let value = run.label.map { label in
      label.hasPrefix(sweep.parameter + "=") ? String(label.dropFirst(sweep.parameter.count + 1)) : label
    }
    let shares = run.counts.isEmpty
      ? run.probabilities ?? [:] : run.counts.mapValues { Double($0) / Double(max(1, run.shots)) }
    let top = shares.max { ($0.value, $1.key) < ($1.value, $0.key) }
    var cells: [Span] = [
      Span("  " + (value ?? ""), .bold), Span(run.backend), Span(run.method.rawValue), Span("\(run.circuit.qubits)"),
      Span("\(run.circuit.depth)"), Span(Numbers.grouped(run.shots)), Span(top?.key ?? "-"),
      Span(top.map { Numbers.percent($0.value) } ?? "-"),
    ]
    for name in observables {
      let value = run.expectations?.first { $0.observable == name }?.value
      cells.append(Span(value.map { Numbers.short($0) } ?? "-"))
    }
    cells.append(Span(Numbers.seconds(run.timing.totalSeconds)))
    cells.append(Span(run.memory.peakBytes > 0 ? Numbers.bytes(run.memory.peakBytes) : "-"))
    cells.append(Span(run.error == nil ? "" : "failed", .bad))
    return cells
  }
}
