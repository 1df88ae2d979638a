import Circuits
import Core

extension Commands {
  static func circuitDraw(_ context: Context) throws(ProximaError) -> ExitCode {
    let (circuit, program) = try circuit(context)
    let width = context.invocation.integer(.width) ?? context.console.width
    let lines = CircuitText.drawing(of: circuit, width: width, unicode: context.console.terminal.unicode)
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
    let summary = circuit.summary
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let name: String
      let circuit: CircuitSummary
    }
    var table = Table([.init("gate"), .init("times", right: true)])
    for (gate, count) in summary.gates.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.add([Span(gate), Span(Numbers.grouped(count))])
    }
    let head = Line(
      Span(program.name, .bold),
      Span(": \(summary.qubits) qubits, \(summary.clbits) classical bits, depth \(summary.depth)"))
    try context.answer(
      Answer(name: program.name, circuit: summary), [head] + (summary.gates.isEmpty ? [] : table.lines(width: context.console.width)))
    return .done
  }

  static func circuitConvert(_ context: Context) throws(ProximaError) -> ExitCode {
    let (circuit, _) = try circuit(context)
    let format = context.invocation.text(.circuitFormat) ?? "qasm3"
    let text = try CircuitText.write(circuit, as: format)
    if let path = context.invocation.text(.output) {
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
