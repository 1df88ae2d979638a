import Circuits
import Core
import Testing

@testable import Simulator

@Suite struct TrajectoryTests {
  /// A circuit with gates on one, two and three qubits that leaves coherences where they matter.
  private func circuit() -> Circuit {
    var circuit = Circuit(qubits: 3)
    circuit.append(Gate(.ry, [1.1], on: [0]))
    circuit.append(Gate(.h, on: [1]))
    circuit.append(Gate(.cx, on: [0, 2]))
    circuit.append(Gate(.u3, [0.7, 0.3, -1.2], on: [1]))
    circuit.append(Gate(.ccx, on: [0, 1, 2]))
    circuit.append(Gate(.rx, [0.9], on: [2]))
    circuit.append(Gate(.cz, on: [1, 2]))
    circuit.append(Gate(.h, on: [0]))
    circuit.append(Gate(.ry, [-0.4], on: [2]))
    return circuit
  }

  static let entries: [NoiseEntry] = [
    NoiseEntry(channel: .depolarizing, probability: 0.2),
    NoiseEntry(channel: .depolarizing, probability: 0.4, gates: ["2q"]),
    NoiseEntry(channel: .amplitudeDamping, probability: 0.25),
    NoiseEntry(channel: .phaseDamping, probability: 0.35),
    NoiseEntry(channel: .bitFlip, probability: 0.15, gates: ["h", "cx"]),
    NoiseEntry(channel: .phaseFlip, probability: 0.2, qubits: [1, 2]),
    NoiseEntry(channel: .thermal, t1: 500e-9, t2: 400e-9, gateTime: 100e-9),
  ]

  @Test("every channel's trajectories average to its density matrix", arguments: entries)
  func averages(entry: NoiseEntry) throws {
    var exact = DensityReference(qubits: 3)
    for case .gate(let gate) in circuit().operations {
      exact.apply(gate)
      let named = entry.gates?.contains { $0 == gate.name || $0 == "\(gate.qubits.count)q" } ?? true
      let reached = gate.qubits.filter { entry.qubits?.contains($0) ?? true }
      if named, !reached.isEmpty { exact.apply(entry, reached, gateSeconds: 100e-9) }
    }
    let shots = 8192
    let observable = try PauliSum(parsing: "X0 + 0.5*Z1 Z2 - Y2")
    let result = try StateVectorSimulator().run(
      circuit(), SimulationOptions(shots: shots, seed: 11, threads: 2, noise: [entry], observables: [observable]))
    #expect(result.method == .trajectories)
    #expect(result.counts.values.reduce(0, +) == shots)
    for (index, p) in exact.probabilities.enumerated() {
      let seen = Double(result.counts[Histogram.text(UInt64(index), width: 3)] ?? 0) / Double(shots)
      #expect(abs(seen - p) < 5 * (max(p * (1 - p), 1e-4) / Double(shots)).squareRoot())
    }
    var value = 0.0
    for term in observable.terms {
      var product = Matrix.identity(8)
      for factor in term.factors { product = exact.whole(factor.pauli.gate.matrix(), [factor.qubit]) * product }
      let matrix = product * exact.rho
      value += term.coefficient * (0..<8).reduce(0) { $0 + matrix[$1, $1].re }
    }
    let found = try #require(result.expectations.first)
    #expect(abs(found.value - value) < 5 * (try #require(found.standardError)))
  }

  @Test("readout errors flip measured bits as often as they say, exactly without shots")
  func readout() throws {
    var circuit = Circuit(qubits: 2, clbits: 2)
    circuit.append(Gate(.x, on: [0]))
    circuit.measure(0, into: 0)
    circuit.measure(1, into: 1)
    let noise = [NoiseEntry(channel: .readout, probability: 0.1)]
    let sampled = try StateVectorSimulator().run(circuit, SimulationOptions(shots: 10_000, seed: 3, noise: noise))
    #expect(sampled.method == .statevector)
    for (key, p) in ["01": 0.81, "00": 0.09, "11": 0.09, "10": 0.01] {
      let seen = Double(sampled.counts[key] ?? 0)
      #expect(abs(seen - 10_000 * p) < 5 * (10_000 * p * (1 - p)).squareRoot())
    }
    let exact = try StateVectorSimulator().run(circuit, SimulationOptions(shots: 0, noise: noise))
    #expect(abs((exact.probabilities?["01"] ?? 0) - 0.81) < 1e-12)
  }

  @Test("noise that meets nothing, or is no probability, is refused")
  func refused() throws {
    let bad: [NoiseEntry] = [
      NoiseEntry(channel: .bitFlip, probability: 0.1, gates: ["swap"]),
      NoiseEntry(channel: .bitFlip, probability: 1.5),
      NoiseEntry(channel: .depolarizing, probability: 0.1, qubits: [7]),
      NoiseEntry(channel: .thermal, t1: 1e-6, t2: 3e-6),
      NoiseEntry(channel: .thermal),
    ]
    for entry in bad {
      #expect(throws: SimulatorError.self) {
        try StateVectorSimulator().run(circuit(), SimulationOptions(shots: 10, noise: [entry]))
      }
    }
  }

  @Test("noise with probability 0 changes nothing")
  func zero() throws {
    let quiet = try StateVectorSimulator().run(circuit(), SimulationOptions(shots: 500, seed: 4))
    let zero = try StateVectorSimulator().run(
      circuit(), SimulationOptions(shots: 500, seed: 4, noise: [NoiseEntry(channel: .bitFlip, probability: 0)]))
    #expect(quiet.counts == zero.counts)
  }

  @Test("exact values are refused where noise acts")
  func exactWithNoise() throws {
    #expect(throws: SimulatorError.self) {
      try StateVectorSimulator().run(
        circuit(), SimulationOptions(shots: 0, noise: [NoiseEntry(channel: .bitFlip, probability: 0.1)]))
    }
  }
}
