import Core
import Glibc
import Testing

@testable import TestingAgent

@Suite struct ReferenceTests {
  private func distribution(_ qubits: Int, _ lines: [String]) throws -> [String: Double] {
    try Laboratory.reference(Laboratory.program(qubits, lines)).distribution
  }

  private func expect(_ a: [String: Double], _ b: [String: Double], _ place: SourceLocation = #_sourceLocation) {
    for key in Set(a.keys).union(b.keys) {
      #expect(abs((a[key] ?? 0) - (b[key] ?? 0)) < 1e-12, sourceLocation: place)
    }
  }

  @Test("every gate of the reference is unitary, and its inverse undoes it")
  func unitary() throws {
    let names = [
      "h", "x", "y", "z", "s", "sdg", "t", "tdg", "sx", "sxdg", "id", "rx", "ry", "rz", "p", "u1", "u2", "u3", "r", "cx",
      "cy", "cz", "ch", "cs", "csdg", "csx", "cp", "cu3", "cu", "crx", "cry", "crz", "swap", "iswap", "dcx", "ecr", "rxx",
      "ryy", "rzz", "rzx", "xx_plus_yy", "xx_minus_yy", "ccx", "ccz", "cswap", "rccx", "c3x", "c3sqrtx", "rc3x", "c4x",
    ]
    for name in names {
      let shape = try #require(ReferenceGates.shape(name))
      let matrix = try #require(ReferenceGates.matrix(name, (0..<shape.parameters).map { 0.3 + 0.4 * Double($0) }))
      #expect(matrix.dimension == 1 << shape.qubits)
      let product = matrix * matrix.adjoint
      for row in 0..<product.dimension {
        for column in 0..<product.dimension {
          let expected = row == column ? 1.0 : 0.0
          #expect(abs(product.rows[row][column].re - expected) < 1e-12 && abs(product.rows[row][column].im) < 1e-12)
        }
      }
    }
  }

  @Test("qelib1's decompositions give the same matrices as the formulas")
  func decompositions() throws {
    let pairs = [
      ("swap q[0],q[1];", "cx q[0],q[1]; cx q[1],q[0]; cx q[0],q[1];"),
      ("ccx q[0],q[1],q[2];", "h q[2]; cx q[1],q[2]; tdg q[2]; cx q[0],q[2]; t q[2]; cx q[1],q[2]; tdg q[2]; cx q[0],q[2]; t q[1]; t q[2]; h q[2]; cx q[0],q[1]; t q[0]; tdg q[1]; cx q[0],q[1];"),
      ("rzz(0.7) q[0],q[1];", "cx q[0],q[1]; rz(0.7) q[1]; cx q[0],q[1];"),
      ("rxx(0.7) q[0],q[2];", "h q[0]; h q[2]; cx q[0],q[2]; rz(0.7) q[2]; cx q[0],q[2]; h q[0]; h q[2];"),
      ("cp(0.7) q[0],q[1];", "p(0.35) q[0]; cx q[0],q[1]; p(-0.35) q[1]; cx q[0],q[1]; p(0.35) q[1];"),
      ("dcx q[0],q[1];", "cx q[0],q[1]; cx q[1],q[0];"),
      ("iswap q[0],q[1];", "s q[0]; s q[1]; h q[0]; cx q[0],q[1]; cx q[1],q[0]; h q[1];"),
      ("ecr q[0],q[1];", "rzx(pi/4) q[0],q[1]; x q[0]; rzx(-pi/4) q[0],q[1];"),
      ("cswap q[0],q[1],q[2];", "cx q[2],q[1]; ccx q[0],q[1],q[2]; cx q[2],q[1];"),
      ("cy q[0],q[1];", "sdg q[1]; cx q[0],q[1]; s q[1];"), ("sx q[0];", "rx(pi/2) q[0];"),
      ("crz(0.4) q[0],q[1];", "rz(0.2) q[1]; cx q[0],q[1]; rz(-0.2) q[1]; cx q[0],q[1];"),
    ]
    let before = ["ry(0.8) q[0];", "rx(1.2) q[1];", "u3(0.5,0.2,0.9) q[2];", "cx q[0],q[2];"]
    let after = ["rx(0.9) q[0];", "ry(0.6) q[1];", "u2(0.1,0.3) q[2];", "cx q[1],q[0];"]
    for (gate, parts) in pairs {
      expect(try distribution(3, before + [gate] + after), try distribution(3, before + [parts] + after))
    }
  }

  @Test("keys read bit 0 rightmost, and the first register is rightmost")
  func keys() throws {
    let qasm = "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[3]; creg a[1]; creg b[2]; x q[0]; x q[2]; measure q[0]->a[0]; measure q[1]->b[0]; measure q[2]->b[1];"
    expect(try Laboratory.reference([qasm]).distribution, ["101": 1])
    expect(try Laboratory.reference(["OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; creg c[5]; x q[0];"]).distribution, ["01": 1])
  }

  @Test("teleportation brings the state over, by measurement and conditions")
  func teleportation() throws {
    let qasm = """
      OPENQASM 3.0; include "stdgates.inc"; qubit[3] q; bit a; bit b; bit out;
      ry(1.1) q[0]; h q[1]; cx q[1], q[2]; cx q[0], q[1]; h q[0];
      a = measure q[0]; b = measure q[1];
      if (b == 1) { x q[2]; } if (a) { z q[2]; }
      ry(-1.1) q[2]; out = measure q[2];
      """
    let p = try Laboratory.reference([qasm]).distribution
    #expect(abs(p.filter { $0.key.hasPrefix("1") }.values.reduce(0, +)) < 1e-12)
    #expect(p.count == 4)
  }

  @Test("a gate definition is expanded with its parameters, and modifiers make controlled powers")
  func definitions() throws {
    let defined = "OPENQASM 2.0; include \"qelib1.inc\"; gate g(a,b) x,y { ry(a/2) x; cx x,y; rz(-b^2) y; } qreg q[2]; g(pi/3,sqrt(2)) q[0],q[1];"
    let plain = "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; ry(pi/6) q[0]; cx q[0],q[1]; rz(-2) q[1];"
    expect(try Laboratory.reference([defined]).distribution, try Laboratory.reference([plain]).distribution)
    let modified = "OPENQASM 3.0; include \"stdgates.inc\"; qubit[3] q; h q; ctrl(2) @ x q[0],q[1],q[2]; negctrl @ inv @ pow(2) @ t q[0], q[1]; h q;"
    let same = "OPENQASM 3.0; include \"stdgates.inc\"; qubit[3] q; h q; ccx q[0],q[1],q[2]; x q[0]; csdg q[0],q[1]; x q[0]; h q;"
    expect(try Laboratory.reference([modified]).distribution, try Laboratory.reference([same]).distribution)
  }

  @Test(
    "what the reference does not read it refuses",
    arguments: [
      "qreg q[1]; foo q[0];", "qreg q[1]; rx q[0];", "qreg q[1]; h q[1];", "qreg q[2]; cx q[0],q[0];", "h q[0];",
      "qreg q[1]; while (true) { }", "OPENQASM 3; qubit q; ctrl @ U(1,2,3) q, q;", "qreg q[1]; rx(1/0) q[0];",
      "qreg q[1]; gate a x { a x; } a q[0];", "include \"/etc/passwd\";", "/* open", "qreg q[2]; creg c[1]; measure q -> c;",
    ])
  func refusals(text: String) { #expect(throws: ReferenceRefusal.self) { try ProgramReader.read(text) } }

  @Test("mixed and pure reference agree where there is no noise")
  func mixedAndPure() throws {
    for lines in Laboratory.all {
      let program = try ProgramReader.read(lines.joined(separator: "\n")).program
      let quiet = try ReferenceNoise([])
      var pure = ReferenceEngine<StateVector>(program.asRun, quiet, work: ReferenceLimit.work)
      var mixed = ReferenceEngine<DensityMatrix>(program.asRun, quiet, work: ReferenceLimit.work)
      let first = try pure.run(["Z0 Z1", "X0"])
      let second = try mixed.run(["Z0 Z1", "X0"])
      expect(first.distribution, second.distribution)
      for text in ["Z0 Z1", "X0"] {
        #expect(abs((first.expectations[text]?.value ?? 9) - (second.expectations[text]?.value ?? 8)) < 1e-12)
      }
    }
  }
}

@Suite struct ReferenceNoiseTests {
  private func one(_ lines: [String], _ entry: NoiseEntry) throws -> Double {
    let p = try Laboratory.reference(Laboratory.program(1, lines), noise: [entry]).distribution
    return p["1"] ?? 0
  }

  @Test("each channel does what its formula says by hand")
  func channels() throws {
    #expect(abs(try one(["x q[0];"], NoiseEntry(channel: .bitFlip, probability: 0.1)) - 0.9) < 1e-12)
    #expect(abs(try one(["x q[0];"], NoiseEntry(channel: .amplitudeDamping, probability: 0.2)) - 0.8) < 1e-12)
    // A Pauli uniformly of X, Y, Z: two of three flip.
    #expect(abs(try one(["x q[0];"], NoiseEntry(channel: .depolarizing, probability: 0.3)) - 0.8) < 1e-12)
    #expect(abs(try one(["x q[0];"], NoiseEntry(channel: .readout, probability: 0.25)) - 0.75) < 1e-12)
    // Noise after the second gate does nothing to populations; after the first it shortens the coherence by 1 - 2p.
    #expect(abs(try one(["h q[0];", "h q[0];"], NoiseEntry(channel: .phaseFlip, probability: 0.1)) - 0.1) < 1e-12)
    let damped = try one(["h q[0];", "h q[0];"], NoiseEntry(channel: .phaseDamping, probability: 0.36))
    #expect(abs(damped - (1 - 0.8) / 2) < 1e-12)
  }

  @Test("thermal noise decays by T1 and loses coherence by T2")
  func thermal() throws {
    let entry = NoiseEntry(channel: .thermal, t1: 50e-6, t2: 70e-6, gateTime: 5e-6)
    #expect(abs(try one(["x q[0];"], entry) - exp(-0.1)) < 1e-12)
    // |+> after one gate has coherence e^{-t/T2}; the last gate turns it and is followed by decay itself.
    let coherence = exp(-5.0 / 70)
    let before = 0.5 - coherence / 2
    #expect(abs(try one(["h q[0];", "h q[0];"], entry) - before * exp(-0.1)) < 1e-12)
  }

  @Test("two-qubit depolarizing noise picks one of fifteen Paulis")
  func pair() throws {
    let lines = Laboratory.program(2, ["cx q[0],q[1];"])
    let p = try Laboratory.reference(lines, noise: [NoiseEntry(channel: .depolarizing, probability: 0.15)]).distribution
    // Of fifteen, three leave 00 (IZ, ZI, ZZ) and four lead to each of the others.
    #expect(abs((p["00"] ?? 0) - (0.85 + 0.03)) < 1e-12)
    #expect(abs((p["11"] ?? 0) - 0.04) < 1e-12)
  }

  @Test("filters by gate and qubit are kept, and what is not clear is refused")
  func filters() throws {
    let onX = NoiseEntry(channel: .bitFlip, probability: 0.5, gates: ["x"])
    #expect(abs(try one(["h q[0];", "h q[0];"], onX)) < 1e-12)
    let pairs = NoiseEntry(channel: .bitFlip, probability: 0.5, gates: ["2q"])
    #expect(abs(try one(["x q[0];"], pairs) - 1) < 1e-12)
    let elsewhere = NoiseEntry(channel: .readout, probability: 0.5, qubits: [3])
    #expect(abs(try one(["x q[0];"], elsewhere) - 1) < 1e-12)
    #expect(throws: ReferenceRefusal.self) { try ReferenceNoise([NoiseEntry(channel: .thermal, t1: 1, t2: 3)]) }
    #expect(throws: ReferenceRefusal.self) { try ReferenceNoise([NoiseEntry(channel: .bitFlip, probability: 1.5)]) }
  }
}
