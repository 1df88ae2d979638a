import Testing

@testable import Circuits

/// Which measurements can wait until the end of a circuit.
@Suite struct FinalMeasurementTests {
  private func final(_ body: String, eachBitOnce: Bool = false) throws -> Set<Int> {
    let text = "OPENQASM 3.0; include \"stdgates.inc\"; qubit[3] q; bit[3] c; int n;\n\(body)"
    return try OpenQASM.parse(text).finalMeasurements(eachBitOnce: eachBitOnce)
  }

  @Test("a measurement waits unless something happens to its qubit afterwards")
  func qubits() throws {
    #expect(try final("h q[0]; c[0] = measure q[0]; x q[1]; c[1] = measure q[1];") == [1, 3])
    #expect(try final("c[0] = measure q[0]; x q[0]; c[1] = measure q[1];") == [2])
    #expect(try final("c[0] = measure q[0]; reset q[0];") == [])
    #expect(try final("c[0] = measure q[0]; barrier q; c[1] = measure q[0];") == [0, 2])
  }

  @Test("a measurement whose bit is read or written afterwards does not wait, variables in the condition or not")
  func bits() throws {
    #expect(try final("c[0] = measure q[0]; if (c[0]) { x q[1]; } c[1] = measure q[1];") == [2])
    #expect(try final("c[0] = measure q[0]; c[0] = 1;") == [])
    #expect(try final("c[0] = measure q[0]; n = 1; if (c[0] == n) { x q[1]; }") == [])
    #expect(try final("c[0] = measure q[0]; n = 1; if (n == 1) { x q[1]; }") == [0])
  }

  @Test("of two measurements into one bit the later counts: both wait for who reads in order, the later alone for who cannot")
  func sameBit() throws {
    let twice = "c[0] = measure q[0]; c[0] = measure q[1];"
    #expect(try final(twice) == [0, 1])
    #expect(try final(twice, eachBitOnce: true) == [1])
    let apart = "c[0] = measure q[0]; x q[0]; c[0] = measure q[1];"
    #expect(try final(apart) == [2])
    #expect(try final(apart, eachBitOnce: true) == [2])
  }

  @Test("nothing waits in a program that may end early", arguments: [false, true])
  func ends(_ eachBitOnce: Bool) throws {
    #expect(try final("c[0] = measure q[0]; if (c[0]) { end; } c[1] = measure q[1];", eachBitOnce: eachBitOnce) == [])
    #expect(
      try final("c[0] = measure q[0]; while (c[0]) { if (c[1]) { end; } } c[1] = measure q[1];", eachBitOnce: eachBitOnce) == [])
  }
}
