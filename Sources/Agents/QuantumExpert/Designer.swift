import Circuits
import Core

/// Designs the circuit of a request and states what its result should look like.
public struct Designer: Sendable {
  public init() {}

  /// The design; throws where the family is unknown or cannot be built as asked.
  public func design(_ request: DesignRequest) throws(ProximaError) -> CircuitDesign {
    do throws(CircuitError) {
      if let qasm = request.circuit.qasm { return try given(qasm) }
      return try built(request)
    } catch { throw error.proxima }
  }

  /// A program that the person brought is taken as it is.
  private func given(_ qasm: String) throws(CircuitError) -> CircuitDesign {
    let circuit = try OpenQASM.parse(qasm)
    return CircuitDesign(
      circuits: [
        CircuitDesign.Member(qasm: qasm, summary: circuit.measured.summary, drawing: Self.drawing(circuit))
      ], expectation: "", notes: ["the program is run as it was given"])
  }

  private func built(_ request: DesignRequest) throws(CircuitError) -> CircuitDesign {
    let name = request.circuit.family
    guard let family = CircuitFamily.named(name) else {
      throw CircuitError("family.unknown", "there is no circuit family `\(name)`")
    }
    var notes: [String] = []
    var qubits = request.circuit.qubits
    var parameters = request.circuit.parameters ?? [:]
    if let sweep = request.sweep, let value = Int(exactly: sweep.value) {
      if sweep.parameter == "qubits" {
        qubits = value
      } else if family.parameters.contains(where: { $0.name == sweep.parameter }) {
        parameters[sweep.parameter] = .int(value)
      }
    }
    if parameters["seed"] == nil, family.parameters.contains(where: { $0.name == "seed" }) {
      parameters["seed"] = .int(Int(request.seed & 0x7FFF_FFFF_FFFF_FFFF))
      notes.append("what the family draws at random is fixed by the seed \(request.seed)")
    }
    if qubits == nil { notes.append("\(family.title): \(family.defaultSize) is its usual size (\(family.width))") }
    let designs = try family.designs(qubits: qubits, parameters: parameters)
    var members: [CircuitDesign.Member] = []
    for design in designs { members.append(try member(design)) }
    return CircuitDesign(
      circuits: members, expectation: designs.map(\.expectation.text).joined(separator: " "), notes: notes)
  }

  private func member(_ design: FamilyDesign) throws(CircuitError) -> CircuitDesign.Member {
    var member = CircuitDesign.Member(
      label: design.label, qasm: try Self.text(design.circuit), summary: design.circuit.summary,
      drawing: Self.drawing(design.circuit), distribution: design.expectation.distribution)
    member.observables = design.expectation.observables?.keys.sorted()
    return member
  }

  /// OpenQASM 2 where it can be said in it, otherwise 3.
  static func text(_ circuit: Circuit) throws(CircuitError) -> String {
    do throws(CircuitError) { return try OpenQASM.write2(circuit) } catch { return try OpenQASM.write3(circuit) }
  }

  /// Gates above this many are not drawn: nobody reads such a drawing.
  static let drawnGates = 400

  /// A drawing that fills more lines than two screens is left to `circuit draw`.
  static let drawnLines = 96

  static func drawing(_ circuit: Circuit) -> String? {
    guard circuit.qubitCount <= 64, circuit.operations.count <= drawnGates else { return nil }
    let drawing = TextDrawing(width: 100).draw(circuit)
    return drawing.count { $0 == "\n" } <= drawnLines ? drawing : nil
  }
}
