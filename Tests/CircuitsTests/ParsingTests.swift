import Circuits
import Core
import Testing

@Suite struct ParsingTests {
  @Test("a Bell pair has its registers, gates and measurements")
  func bell() throws {
    let circuit = try OpenQASM.parse(
      """
      OPENQASM 2.0;
      include "qelib1.inc";
      qreg q[2]; creg c[2];
      h q[0]; cx q[0],q[1];
      measure q -> c;
      """)
    #expect(circuit.qubitCount == 2)
    #expect(
      circuit.operations == [
        .gate(Gate(.h, [], 0)), .gate(Gate(.cx, [], 0, 1)), .measure(qubit: 0, clbit: 0), .measure(qubit: 1, clbit: 1),
      ])
    #expect(circuit.summary.depth == 3)
  }

  @Test("definitions expand, registers broadcast, parameters are computed")
  func expansion() throws {
    let circuit = try OpenQASM.parse(
      """
      OPENQASM 2.0;
      include "qelib1.inc";
      gate twice(a, b) x, y { rx(a/2) x; barrier x, y; ry(-b^2) y; }
      qreg q[2]; qreg r[2];
      twice(pi, 1+2*3) q, r;
      U(0,0,sin(pi/2)) q[1];
      """)
    let expected: [Circuits.Operation] = [
      .gate(Gate(.rx, [.pi / 2], 0)), .barrier([0, 2]), .gate(Gate(.ry, [-49], 2)),
      .gate(Gate(.rx, [.pi / 2], 1)), .barrier([1, 3]), .gate(Gate(.ry, [-49], 3)), .gate(Gate(.u, [0, 0, 1], 1)),
    ]
    #expect(circuit.operations == expected)
  }

  @Test("an error names file, line and column and shows the line")
  func position() throws {
    let error = try #require(throws: CircuitError.self) {
      try OpenQASM.parse("OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\n  hh q[0];\n", file: "bell.qasm")
    }
    #expect(error.location == .init(file: "bell.qasm", line: 4, column: 3, text: "  hh q[0];"))
    #expect(error.code == "qasm.undefined")
    #expect(error.description.hasPrefix("bell.qasm:4:3: "))
  }

  @Test("a condition on a register becomes a block")
  func condition() throws {
    let circuit = try OpenQASM.parse(
      "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[1]; creg c[2]; if(c==2) x q[0];")
    let test = ClassicalExpression.binary(.equal, .bits([0, 1]), .value(.int(2)))
    #expect(circuit.operations == [.conditional(test, then: [.gate(Gate(.x, [], 0))], otherwise: [])])
  }

  @Test("a hundred thousand gates are read, its own definitions among them")
  func large() throws {
    var text =
      "OPENQASM 2.0;\ninclude \"qelib1.inc\";\ngate mine(a) x, y { rx(a/2) x; cx x, y; }\nqreg q[20];\ncreg c[20];\n"
    for index in 0..<33_333 {
      text +=
        "rz(\(index)*pi/7) q[\(index % 20)];\ncx q[\(index % 20)],q[\((index + 3) % 20)];\nmine(0.25) q[\(index % 20)],q[\((index + 7) % 20)];\n"
    }
    let start = ContinuousClock().now
    let circuit = try OpenQASM.parse(text)
    print(
      "parsed \(circuit.operations.count) operations from \(text.utf8.count) bytes in \(ContinuousClock().now - start)")
    #expect(circuit.operations.count == 4 * 33_333)
  }

  @Test("a register of more than 62 bits is compared with a number as wide")
  func wideConditions() throws {
    func circuit(_ number: String) throws -> Circuit {
      try OpenQASM.parse("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[1]; creg c[70]; if(c==\(number)) x q[0];")
    }
    // 2^69 + 2^63 + 1
    guard case .conditional(let condition, _, _)? = try circuit("599519182395560427521").operations.first else {
      Issue.record("no condition")
      return
    }
    var memory = ClassicalMemory(for: try circuit("0"))
    #expect(!memory.holds(condition))
    for bit in [0, 63, 69] { memory.bits[bit] = true }
    #expect(memory.holds(condition))
    memory.bits[5] = true
    #expect(!memory.holds(condition))
    #expect(throws: CircuitError.self) { try circuit("1180591620717411303424") }
  }
}
