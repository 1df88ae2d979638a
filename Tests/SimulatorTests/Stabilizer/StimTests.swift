import Circuits
import Core
import Testing

@testable import Simulator

@Suite struct StimTests {
  private func run(_ text: String, shots: Int = 4096, seed: UInt64 = 1) throws -> SimulationResult {
    try StimSimulation(parsing: text, file: "test.stim").run(SimulationOptions(shots: shots, seed: seed))
  }

  /// A repetition code of three data qubits, two ancillas, two rounds.
  private let repetition = """
    R 0 1 2 3 4
    REPEAT 2 {
        X_ERROR(0.1) 0 2 4
        CX 0 1 2 3
        CX 2 1 4 3
        MR 1 3
        SHIFT_COORDS(0, 1)
        DETECTOR(1, 0) rec[-2]
        DETECTOR(3, 0) rec[-1]
    }
    M 0 2 4
    OBSERVABLE_INCLUDE(0) rec[-1]
    """

  @Test("the text that is written reads back as the same circuit")
  func roundTrip() throws {
    let text = "H 0 # comment\nMPP X0*Z1*Y2 !X3\nM(0.25) !1\nCX rec[-1] 2\nREPEAT 3 {\n  S_DAG[tag] 1\n  TICK\n}\nE(0.125) X1 Z2\n"
    let circuit = try StimCircuit(parsing: text)
    #expect(try StimCircuit(parsing: circuit.description).description == circuit.description)
    #expect(circuit.description.contains("MPP X0*Z1*Y2 !X3"))
    #expect(circuit.description.contains("REPEAT 3 {\n    S_DAG 1"))
    #expect(circuit.qubits == 4)
  }

  @Test("gates undo each other and products measure what they say")
  func identities() throws {
    // Each line ends with a certain measurement; the key reads the last one leftmost.
    let cases = [
      ("H 0\nH_XZ 0\nM 0", "0"), ("RX 0\nMX !0", "1"), ("RY 0\nMY 0", "0"), ("C_XYZ 0\nMX 0", "0"), ("C_ZYX 0\nMY 0", "0"),
      ("H_XY 0\nM 0", "1"), ("H_YZ 0\nMY 0", "0"), ("SQRT_Y 0\nMX 0", "0"), ("SQRT_Y_DAG 0\nMX 0", "1"),
      ("SQRT_X 0\nMY 0", "1"), ("SQRT_XX 0 1\nSQRT_XX_DAG 0 1\nM 0 1", "00"), ("SQRT_YY 0 1\nSQRT_YY 0 1\nM 0 1", "11"),
      ("X 0\nISWAP 0 1\nM 0 1", "10"), ("RX 0\nCX 0 1\nMXX 0 1\nMZZ 0 1\nMYY 0 1", "100"),
      ("X 0\nMR 0\nM 0", "01"), ("RX 0\nYCX 1 0\nM 1", "0"), ("X 0\nXCZ 1 0\nM 1", "1"), ("MPP X0*X1\nMPP !X0*X1 X0*X1", nil),
    ]
    for (text, key) in cases {
      let counts = try run(text, shots: 64).counts
      if let key { #expect(counts == [key: 64], "\(text)") } else {
        // The first outcome is random, the second its opposite, the third the same.
        #expect(Set(counts.keys) == ["010", "101"])
      }
    }
  }

  @Test("detectors fire as often as errors reach them, and shots with flipped observables are counted")
  func detectors() throws {
    let result = try run(repetition, shots: 50_000)
    let detectors = try #require(result.detectors)
    #expect(detectors.shots == 50_000)
    // A detector sees two qubits, one round: 2 · 0.1 · 0.9; in the second round it compares with a reset ancilla, so that
    // it sees both rounds' errors: odd number of four.
    let odd = (1 - 0.8 * 0.8 * 0.8 * 0.8) / 2
    let expected = 50_000 * 2 * (0.18 + odd)
    #expect(abs(Double(detectors.fired) - expected) < 6 * expected.squareRoot())
    #expect(abs(Double(detectors.logicalErrors) - 50_000 * 0.18) < 6 * 95)
    #expect(result.counts["1"] == detectors.logicalErrors)
    #expect(result.counts.values.reduce(0, +) == 50_000)
    #expect(try run(repetition, shots: 50_000).detectors == detectors)
  }

  @Test("exclusive errors exclude each other, and channels have their shares")
  func channels() throws {
    let chain = try run("E(0.5) X0\nELSE_CORRELATED_ERROR(0.5) X1\nELSE_CORRELATED_ERROR(1) X2\nM 0 1 2", shots: 40_000).counts
    #expect(Set(chain.keys) == ["001", "010", "100"])
    #expect(abs(Double(chain["001"] ?? 0) - 20_000) < 600)
    #expect(abs(Double(chain["010"] ?? 0) - 10_000) < 600)
    let two = try run("PAULI_CHANNEL_2(0,0,0, 0.25,0,0,0, 0,0,0,0, 0,0,0,0.5) 0 1\nM 0 1", shots: 40_000).counts
    #expect(Set(two.keys) == ["00", "01"])
    #expect(abs(Double(two["01"] ?? 0) - 10_000) < 600)
  }

  @Test("a circuit of ours, written in Stim's format, gives the same distribution", arguments: 0..<6)
  func written(seed: UInt64) throws {
    var circuit = RandomClifford.make(qubits: 3, count: 12, seed: seed)
    circuit.measure(0..<3, into: "c")
    circuit.operations.append(.conditional(.bit(1), then: [.gate(Gate(.x, on: [0]))], otherwise: []))
    circuit.operations.append(.measure(qubit: 0, clbit: 0))
    let noise = [
      NoiseEntry(channel: .depolarizing, probability: 0.1, gates: ["2q"]),
      NoiseEntry(channel: .readout, probability: 0.05),
    ]
    let options = SimulationOptions(shots: 40_000, seed: seed, noise: noise)
    let direct = try StabilizerMethod().run(circuit, options).counts
    let text = try StimCircuit(circuit, noise: noise).description
    var read: [String: Int] = [:]
    for (key, count) in try run(text, shots: 40_000, seed: seed + 50).counts {
      // Four records: the last is bit 0 again.
      read[String(key.dropLast().dropFirst()) + String(key.prefix(1)), default: 0] += count
    }
    for key in Set(direct.keys).union(read.keys) {
      let (x, y) = (Double(direct[key] ?? 0), Double(read[key] ?? 0))
      #expect(abs(x - y) < 5.5 * (x + y + 4).squareRoot(), "\(key)")
    }
  }

  @Test(
    "what cannot be run is told with its line",
    arguments: [
      ("H 0\nFOO 1", 2), ("M 0\nDETECTOR rec[-2]", 2), ("CX 0", 1), ("CX 1 1", 1), ("REPEAT 2 {\nH 0", 2), ("H 0\n\n}", 3),
      ("X_ERROR(1.5) 0", 1), ("M rec[-1]", 1), ("H q", 1),
    ])
  func errors(text: String, line: Int) throws {
    let error = #expect(throws: SimulatorError.self) { try run(text) }
    #expect(error?.message.hasPrefix("test.stim:\(line):1: ") == true)
  }
}
