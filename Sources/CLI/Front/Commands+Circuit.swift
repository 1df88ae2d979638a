import Circuits
import Core

extension Commands {
  static func circuitDraw(_ context: Context) throws(ProximaError) -> ExitCode {
    let (circuit, program) = try circuit(context)
    let path = context.invocation.text(.output)
    if context.invocation.has(.svg) || path?.hasSuffix(".svg") == true {
      return try deliver(SVGDrawing().draw(circuit), "svg", to: path, context)
    }
    let width = context.invocation.integer(.width) ?? (path == nil ? context.console.width : 100)
    let lines = CircuitText.drawing(of: circuit, width: width, unicode: context.console.terminal.unicode)
    if path != nil { return try deliver(lines.map { $0 + "\n" }.joined(), "txt", to: path, context) }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let name: String
      let drawing: [String]
    }
    try context.answer(Answer(name: program.name, drawing: lines), lines.map { Line(Span($0)) })
    return .done
  }

  static func circuitStats(_ context: Context) throws(ProximaError) -> ExitCode {
    let (circuit, program) = try circuit(context)
    let statistics = circuit.statistics
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let name: String
      let circuit: CircuitSummary
      let statistics: CircuitStatistics
    }
    let summary = circuit.summary
    var table = Table([.init("gate"), .init("times", right: true)])
    for (gate, count) in summary.gates.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.add([Span(gate), Span(Numbers.grouped(count))])
    }
    let head = [
      Line(
        Span(program.name, .bold),
        Span(": \(summary.qubits) qubits, \(summary.clbits) classical bits, depth \(summary.depth)")),
      Line(Span("  \(Numbers.grouped(statistics.multiQubitGates)) gates on two or more qubits, in \(statistics.multiQubitDepth) layers")),
      Line(Span("  " + statistics.kind)),
    ]
    try context.answer(
      Answer(name: program.name, circuit: summary, statistics: statistics),
      head + (summary.gates.isEmpty ? [] : table.lines(width: context.console.width)))
    return .done
  }

  static func circuitConvert(_ context: Context) throws(ProximaError) -> ExitCode {
    let (circuit, _) = try circuit(context)
    let format = context.invocation.text(.circuitFormat) ?? "qasm3"
    return try deliver(CircuitText.write(circuit, as: format), format, to: context.invocation.text(.output), context)
  }

  /// Writes `text` into the file that was named, or on stdout.
  private static func deliver(
    _ text: String, _ format: String, to path: String?, _ context: Context
  ) throws(ProximaError) -> ExitCode {
    if let path {
      try Files.write(text, to: path)
      context.console.say([Line("proxima: written to \(path)", .dim)])
      if !context.json { return .done }
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let format: String
      let text: String
    }
    if context.json { try context.console.object(Answer(format: format, text: text)) } else { try context.console.raw(text) }
    return .done
  }

  static func circuit(_ context: Context) throws(ProximaError) -> (Circuit, Submission.Program) {
    var world = context.world
    let path = context.invocation.argument("FILE") ?? "-"
    let name = path == "-" ? "<stdin>" : path
    let source = path == "-" ? try world.stdin.all() : try Files.read(path)
    return (try Submissions.parse(source, name: name), Submission.Program(name: name, source: source))
  }
}
