/// How each gate is made of simpler ones of the table, exactly, global phase included; `u`, `p`, `cx` and `gphase` are
/// the ground. Qubits are named a, b, c, d, e in the order of the table.
enum GateDefinitions {
  /// The body of the definition of `kind` in OpenQASM; nil for the ground.
  static func body(_ kind: GateKind) -> String? { bodies[kind] }

  private static let bodies: [GateKind: String] = [
    .id: "u(0, 0, 0) a;", .u0: "u(0, 0, 0) a;",
    .x: "u(pi, 0, pi) a;", .y: "u(pi, pi/2, pi/2) a;", .z: "p(pi) a;", .h: "u(pi/2, 0, pi) a;",
    .s: "p(pi/2) a;", .sdg: "p(-pi/2) a;", .t: "p(pi/4) a;", .tdg: "p(-pi/4) a;",
    .sx: "gphase(pi/4); rx(pi/2) a;", .sxdg: "gphase(-pi/4); rx(-pi/2) a;",
    .u1: "p(lambda) a;", .u2: "u(pi/2, phi, lambda) a;", .u3: "u(theta, phi, lambda) a;",
    .r: "u(theta, phi - pi/2, pi/2 - phi) a;",
    .rx: "u(theta, -pi/2, pi/2) a;", .ry: "u(theta, 0, 0) a;", .rz: "gphase(-phi/2); p(phi) a;",
    .cy: "sdg b; cx a, b; s b;", .cz: "h b; cx a, b; h b;", .ch: "ry(-pi/4) b; cz a, b; ry(pi/4) b;",
    .cs: "cp(pi/2) a, b;", .csdg: "cp(-pi/2) a, b;", .csx: "h b; cp(pi/2) a, b; h b;",
    .cp: "p(lambda/2) a; cx a, b; p(-lambda/2) b; cx a, b; p(lambda/2) b;", .cu1: "cp(lambda) a, b;",
    .cu3: """
    p((lambda + phi)/2) a; p((lambda - phi)/2) b; cx a, b; u(-theta/2, 0, -(phi + lambda)/2) b; cx a, b;
    u(theta/2, phi, 0) b;
    """,
    .cu: "p(gamma) a; cu3(theta, phi, lambda) a, b;",
    .crx: "h b; crz(theta) a, b; h b;", .cry: "ry(theta/2) b; cx a, b; ry(-theta/2) b; cx a, b;",
    .crz: "rz(theta/2) b; cx a, b; rz(-theta/2) b; cx a, b;",
    .swap: "cx a, b; cx b, a; cx a, b;", .iswap: "s a; s b; h a; cx a, b; cx b, a; h b;",
    .dcx: "cx a, b; cx b, a;", .ecr: "rzx(pi/4) a, b; x a; rzx(-pi/4) a, b;",
    .rxx: "h a; h b; cx a, b; rz(theta) b; cx a, b; h a; h b;",
    .ryy: "rx(pi/2) a; rx(pi/2) b; cx a, b; rz(theta) b; cx a, b; rx(-pi/2) a; rx(-pi/2) b;",
    .rzz: "cx a, b; rz(theta) b; cx a, b;", .rzx: "h b; cx a, b; rz(theta) b; cx a, b; h b;",
    .xxPlusYY: "rz(beta) a; rxx(theta/2) a, b; ryy(theta/2) a, b; rz(-beta) a;",
    .xxMinusYY: "rz(-beta) b; rxx(theta/2) a, b; ryy(-theta/2) a, b; rz(beta) b;",
    .ccx: """
    h c; cx b, c; tdg c; cx a, c; t c; cx b, c; tdg c; cx a, c; t b; t c; h c; cx a, b; t a; tdg b; cx a, b;
    """,
    .ccz: "h c; ccx a, b, c; h c;", .cswap: "cx c, b; ccx a, b, c; cx c, b;",
    .rccx: "h c; t c; cx b, c; tdg c; cx a, c; t c; cx b, c; tdg c; h c;",
    .rc3x: """
    h d; t d; cx c, d; tdg d; h d; cx a, d; t d; cx b, d; tdg d; cx a, d; t d; cx b, d; tdg d; h d; t d; cx c, d;
    tdg d; h d;
    """,
    .c3x: """
    h d; p(pi/8) a; p(pi/8) b; p(pi/8) c; p(pi/8) d; cx a, b; p(-pi/8) b; cx a, b; cx b, c; p(-pi/8) c; cx a, c;
    p(pi/8) c; cx b, c; p(-pi/8) c; cx a, c; cx c, d; p(-pi/8) d; cx b, d; p(pi/8) d; cx c, d; p(-pi/8) d; cx a, d;
    p(pi/8) d; cx c, d; p(-pi/8) d; cx b, d; p(pi/8) d; cx c, d; p(-pi/8) d; cx a, d; h d;
    """,
    .c3sqrtx: """
    h d; cp(pi/8) a, d; h d; cx a, b; h d; cp(-pi/8) b, d; h d; cx a, b; h d; cp(pi/8) b, d; h d; cx b, c; h d;
    cp(-pi/8) c, d; h d; cx a, c; h d; cp(pi/8) c, d; h d; cx b, c; h d; cp(-pi/8) c, d; h d; cx a, c; h d;
    cp(pi/8) c, d; h d;
    """,
    .c4x: """
    h e; cp(pi/2) d, e; h e; c3x a, b, c, d; h e; cp(-pi/2) d, e; h e; c3x a, b, c, d; c3sqrtx a, b, c, e;
    """,
  ]

  /// The whole definition, as OpenQASM writes it; nil for the ground.
  static func text(_ kind: GateKind) -> String? {
    guard let body = bodies[kind] else { return nil }
    let row = kind.description
    let parameters = row.parameters.isEmpty ? "" : "(" + row.parameters.joined(separator: ", ") + ")"
    let qubits = ["a", "b", "c", "d", "e"].prefix(row.qubits).joined(separator: ", ")
    return "gate \(kind.rawValue)\(parameters) \(qubits) { \(body.split(separator: "\n").joined(separator: " ")) }"
  }

  /// The parsed definitions.
  static let parsed: [GateKind: Syntax.GateDefinition] = {
    var result: [GateKind: Syntax.GateDefinition] = [:]
    for kind in bodies.keys {
      guard let text = text(kind) else { continue }
      var parser = Parser(SourceText(name: "<gate table>", bytes: Array(text.utf8)), file: 0, version: 3)
      if case .gate(let definition)? = try? parser.statement() { result[kind] = definition }
    }
    return result
  }()
}

extension Gate {
  /// One step down: the gate by simpler ones of the table, exactly up to no phase at all; nil for `u`, `p`, `cx` and
  /// `gphase`. Further controls are resolved by `MultiControl`.
  public func decomposed() -> [Gate]? {
    if !controlStates.isEmpty { return MultiControl.decompose(self) }
    guard let definition = GateDefinitions.parsed[kind] else { return nil }
    var lowering = Lowering(options: OpenQASM.Options())
    lowering.version = 3
    lowering.libraryIncluded = true
    do {
      try lowering.expand(definition, parameters, qubits)
    } catch {
      return nil
    }
    return lowering.circuit.operations.compactMap { if case .gate(let gate) = $0 { gate } else { nil } }
  }

  /// The gate by those that `isBasis` accepts; nil where that cannot be done.
  public func decomposed(into isBasis: (Gate) -> Bool) -> [Gate]? {
    if isBasis(self) { return [self] }
    guard let parts = decomposed() else { return nil }
    var result: [Gate] = []
    for part in parts {
      guard let inner = part.decomposed(into: isBasis) else { return nil }
      result += inner
    }
    return result
  }
}

extension Circuit {
  /// The circuit by gates that `isBasis` accepts, in blocks too; throws `circuit.basis` where a gate cannot be written so.
  public func decomposed(into isBasis: (Gate) -> Bool) throws(CircuitError) -> Circuit {
    func lower(_ operations: [Operation]) throws(CircuitError) -> [Operation] {
      var result: [Operation] = []
      for operation in operations {
        switch operation {
        case .gate(let gate):
          guard let parts = gate.decomposed(into: isBasis) else {
            throw CircuitError("circuit.basis", "gate '\(gate.name)' cannot be written by the gates asked for")
          }
          result += parts.map { .gate($0) }
        case .conditional(let condition, let then, let otherwise):
          result.append(.conditional(condition, then: try lower(then), otherwise: try lower(otherwise)))
        case .whileLoop(let condition, let body): result.append(.whileLoop(condition, body: try lower(body)))
        default: result.append(operation)
        }
      }
      return result
    }
    var circuit = self
    circuit.operations = try lower(operations)
    return circuit
  }
}
