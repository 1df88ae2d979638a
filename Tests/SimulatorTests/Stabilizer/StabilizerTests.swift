import Circuits
import Core
import Testing

@testable import Simulator

@Suite struct StabilizerTests {
  private let stabilizer = StabilizerMethod()

  @Test("exact probabilities and expectation values are those of the state vector", arguments: 0..<40)
  func exact(seed: UInt64) throws {
    let qubits = 1 + Int(seed) % 6
    let circuit = RandomClifford.make(qubits: qubits, count: 30, seed: seed)
    var options = SimulationOptions(shots: 0)
    options.observables = try ["X0", "Y0 + 0.5*Z0", qubits > 2 ? "X0 Y1 Z2 - Z1" : "Z0"].map { try PauliSum(parsing: $0) }
    let ours = try stabilizer.run(circuit, options)
    let exact = try StateVectorSimulator().run(circuit, options)
    let table = try #require(ours.probabilities), reference = try #require(exact.probabilities)
    for key in Set(table.keys).union(reference.keys) {
      #expect(abs((table[key] ?? 0) - (reference[key] ?? 0)) < 1e-10)
    }
    for (a, b) in zip(ours.expectations, exact.expectations) { #expect(abs(a.value - b.value) < 1e-10) }
  }

  @Test("measurements, resets and feedback on the way give the distribution of the state vector", arguments: 0..<24)
  func dynamic(seed: UInt64) throws {
    let circuit = RandomClifford.make(qubits: 3, count: 24, seed: 100 + seed, dynamic: true)
    var options = SimulationOptions(shots: 20_000, seed: seed)
    options.observables = [try PauliSum(parsing: "Z0 Z1 + X2")]
    try compare(stabilizer.run(circuit, options), StateVectorSimulator().run(circuit, options))
  }

  @Test("Pauli noise gives the distribution of trajectories", arguments: 0..<8)
  func noise(seed: UInt64) throws {
    let circuit = RandomClifford.make(qubits: 3, count: 12, seed: 300 + seed, dynamic: seed > 4)
    var options = SimulationOptions(shots: 40_000, seed: seed)
    options.noise = [
      NoiseEntry(channel: .depolarizing, probability: 0.05), NoiseEntry(channel: .bitFlip, probability: 0.03),
      NoiseEntry(channel: .phaseDamping, probability: 0.1), NoiseEntry(channel: .readout, probability: 0.02),
    ]
    options.observables = [try PauliSum(parsing: "Z0 Z1 + X2")]
    var seeded = options
    seeded.seed += 1000
    try compare(stabilizer.run(circuit, options), StateVectorSimulator().run(circuit, seeded))
  }

  /// Total variation within five standard deviations of what chance gives, expectation values likewise.
  private func compare(_ a: SimulationResult, _ b: SimulationResult) throws {
    let keys = Set(a.counts.keys).union(b.counts.keys)
    let shots = Double(a.counts.values.reduce(0, +))
    #expect(Double(b.counts.values.reduce(0, +)) == shots)
    for key in keys {
      let (x, y) = (Double(a.counts[key] ?? 0), Double(b.counts[key] ?? 0))
      #expect(abs(x - y) < 5.5 * (x + y + 4).squareRoot(), "\(key)")
    }
    for (x, y) in zip(a.expectations, b.expectations) {
      #expect(abs(x.value - y.value) < 6 * ((x.standardError ?? 0) + (y.standardError ?? 0)) + 1e-9)
    }
  }

  @Test("the same seed gives the same counts for 1, 2 and 4 threads, another seed others")
  func seeds() throws {
    for circuit in [
      RandomClifford.make(qubits: 8, count: 60, seed: 5), RandomClifford.make(qubits: 4, count: 40, seed: 7, dynamic: true),
    ] {
      func counts(_ seed: UInt64, _ threads: Int) throws -> [String: Int] {
        try stabilizer.run(
          circuit,
          SimulationOptions(
            shots: 3000, seed: seed, threads: threads, noise: [NoiseEntry(channel: .depolarizing, probability: 0.02)])
        ).counts
      }
      let one = try counts(5, 1)
      #expect(try counts(5, 2) == one)
      #expect(try counts(5, 4) == one)
      #expect(try counts(6, 1) != one)
    }
  }

  @Test("a GHZ state of 2,000 qubits gives all zeros or all ones")
  func wide() throws {
    var circuit = Circuit(qubits: 2000)
    circuit.append(.h, [], 0)
    for qubit in 1..<2000 { circuit.append(.cx, [], qubit - 1, qubit) }
    var options = SimulationOptions(shots: 1000, seed: 3)
    options.observables = [try PauliSum(parsing: "Z0 Z1999"), try PauliSum(parsing: "Z7")]
    let result = try stabilizer.run(circuit, options)
    #expect(Set(result.counts.keys) == [String(repeating: "0", count: 2000), String(repeating: "1", count: 2000)])
    #expect(result.expectations[0].value == 1)
    #expect(abs(result.expectations[1].value) < 0.2)
  }

  @Test("a gate that is not Clifford and noise that is not Pauli are errors that say so")
  func refusals() throws {
    var circuit = Circuit(qubits: 1)
    circuit.append(.h, [], 0)
    var damping = SimulationOptions(shots: 10)
    damping.noise = [NoiseEntry(channel: .amplitudeDamping, probability: 0.1)]
    let noise = #expect(throws: SimulatorError.self) { try stabilizer.run(circuit, damping) }
    #expect(noise?.code == "simulator.not_pauli")
    circuit.append(.t, [], 0)
    let gate = #expect(throws: SimulatorError.self) { try stabilizer.estimate(circuit, SimulationOptions(shots: 10)) }
    #expect(gate?.code == "simulator.not_clifford")
    #expect(gate?.message.contains("`t`") == true)
  }

  @Test("gates come out of the synthesis as their matrices", arguments: RandomClifford.kinds)
  func synthesis(kind: GateKind) throws {
    for turn in 0..<4 {
      let angles = (0..<kind.parameterCount).map { Double(turn + $0) * .pi / 2 }
      let matrix = kind.matrix(angles)
      let gates = try #require(CliffordSynthesis.gates(of: matrix))
      var product = Circuit(qubits: matrix.qubits)
      for gate in gates {
        let table: [CliffordProgram.Kind: GateKind] = [.x: .x, .z: .z, .h: .h, .sdg: .sdg, .sxdg: .sxdg, .cx: .cx]
        let kind = try #require(table[gate.kind])
        product.append(Gate(kind, on: kind == .cx ? [gate.a, gate.b] : [gate.a]))
      }
      var columns = matrix
      for column in 0..<matrix.dimension {
        var reference = DenseReference(qubits: matrix.qubits)
        reference.amplitudes = (0..<matrix.dimension).map { $0 == column ? .one : .zero }
        for case .gate(let gate) in product.operations { reference.apply(gate.matrix, gate.qubits) }
        for row in 0..<matrix.dimension { columns[row, column] = reference.amplitudes[row] }
      }
      #expect(matrix.distanceUpToPhase(to: columns) < 1e-10)
    }
    #expect(CliffordSynthesis.gates(of: GateKind.t.matrix()) == nil)
    #expect(CliffordSynthesis.gates(of: GateKind.ccx.matrix()) == nil)
  }

  @Test("an aborted run ends")
  func abort() throws {
    let control = RunControl()
    control.abort()
    #expect(throws: SimulatorError.self) {
      try stabilizer.run(
        RandomClifford.make(qubits: 4, count: 10, seed: 1), SimulationOptions(shots: 10), control: control, progress: nil)
    }
  }
}
