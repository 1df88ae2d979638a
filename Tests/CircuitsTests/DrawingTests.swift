import Circuits
import Core
import Testing

@Suite struct DrawingTests {
  @Test("a Bell pair is drawn as Qiskit draws it")
  func bell() throws {
    let circuit = try #require(CircuitFamily.named("bell")).build()
    let expected = """
           ┌───┐     ┌─┐
      q_0: ┤ H ├──■──┤M├───
           └───┘┌─┴─┐└╥┘┌─┐
      q_1: ─────┤ X ├─╫─┤M├
                └───┘ ║ └╥┘
      c: 2/═══════════╩══╩═
                      0  1

      """
    #expect(TextDrawing().draw(circuit) == expected)
  }

  @Test("boxes of different widths, controls across wires and phases are joined")
  func joins() {
    var circuit = Circuit(qubits: 3)
    circuit.append(.rx, [0.3], 0)
    circuit.append(.h, [], 1)
    circuit.append(.cx, [], 2, 0)
    circuit.append(.cp, [.pi / 2], 0, 1)
    circuit.append(.rxx, [1], 0, 1)
    circuit.append(.swap, [], 0, 2)
    let drawing = TextDrawing(width: 120).draw(circuit)
    for part in ["┤ Rx(0.3) ├", "┬", "┼", "│P(π/2)", "┤0", "┤1", "Rxx(1)", "X"] {
      #expect(drawing.contains(part), "\(part)\n\(drawing)")
    }
  }

  @Test("long circuits fold at the width, and no line is longer")
  func folding() throws {
    let circuit = try #require(CircuitFamily.named("qft")).build(qubits: 5)
    for width in [40, 60, 80, 120] {
      let drawing = TextDrawing(width: width).draw(circuit)
      #expect(drawing.split(separator: "\n").allSatisfy { $0.count <= width })
      #expect(drawing.contains("»") && drawing.contains("«"))
    }
  }

  @Test("what stands below a fold is in line with its wires")
  func alignment() {
    var circuit = Circuit(qubits: 1)
    for _ in 0..<4 { circuit.append(.h, [], 0) }
    #expect(
      TextDrawing(width: 17).draw(circuit) == """
           ┌───┐┌───┐»
        q: ┤ H ├┤ H ├»
           └───┘└───┘»
        «   ┌───┐┌───┐
        «q: ┤ H ├┤ H ├
        «   └───┘└───┘

        """)
  }

  @Test("the plain drawing is ASCII alone, and what is left out is counted")
  func bounds() throws {
    let family = try #require(CircuitFamily.named("random"))
    let circuit = try family.build(qubits: 4, parameters: ["depth": 500])
    let drawing = TextDrawing(ascii: true, maximumColumns: 20).draw(circuit)
    #expect(drawing.utf8.allSatisfy { $0 < 0x80 })
    #expect(drawing.contains("more operations are not drawn"))
    let wide = try #require(CircuitFamily.named("ghz")).build(qubits: 1000)
    #expect(TextDrawing().draw(wide).contains("too many wires"))
    #expect(SVGDrawing().draw(circuit).contains("more operations are not drawn"))
  }

  @Test("the picture is SVG with every gate's label")
  func picture() throws {
    let svg = SVGDrawing().draw(try #require(CircuitFamily.named("teleportation")).build())
    #expect(svg.hasPrefix("<svg xmlns=") && svg.contains("</svg>"))
    for label in [">H<", ">X<", "U(", "m0 == 1"] { #expect(svg.contains(label), "\(label)") }
  }
}
