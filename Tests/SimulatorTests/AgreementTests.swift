import Circuits
import Core
import Testing

@testable import Simulator

@Suite struct AgreementTests {
  /// Every method that takes any circuit of gates.
  static let exact: [Method] = [.statevector, .densityMatrix, .lowRank]

  private func probabilities(_ method: Method, _ circuit: Circuit, _ noise: [NoiseEntry]) throws -> [String: Double] {
    var options = SimulationOptions(shots: 0, threads: 2, noise: noise)
    if method == .lowRank { options.accuracy = 1e-11 }
    let simulator = try #require(SimulationMethods.named(method))
    return try #require(try simulator.run(circuit, options).probabilities)
  }

  @Test("methods without sampling agree on random circuits to ten digits", arguments: 0..<8)
  func pure(seed: Int) throws {
    let circuit = RandomCircuit.make(qubits: 2 + seed % 4, gates: 30, seed: UInt64(400 + seed))
    let first = try probabilities(.statevector, circuit, [])
    for method in Self.exact.dropFirst() {
      let other = try probabilities(method, circuit, [])
      for key in Set(first.keys).union(other.keys) { #expect(abs((first[key] ?? 0) - (other[key] ?? 0)) < 1e-10, "\(method)") }
    }
  }

  @Test("methods with noise agree on random circuits: exact ones to ten digits, sampled ones within their spread", arguments: 0..<8)
  func noisy(seed: Int) throws {
    var numbers = SeededGenerator(seed: UInt64(900 + seed))
    let circuit = RandomCircuit.make(qubits: 2 + seed % 2, gates: 15, seed: UInt64(700 + seed), matrices: false)
    let noise = RandomNoise.make(&numbers, count: 3)
    guard RandomNoise.meets(circuit, noise) else { return }
    let exact = try probabilities(.densityMatrix, circuit, noise)
    let factor = try probabilities(.lowRank, circuit, noise)
    for key in Set(exact.keys).union(factor.keys) { #expect(abs((exact[key] ?? 0) - (factor[key] ?? 0)) < 1e-10) }
    let shots = 6000
    for method in [Method.densityMatrix, .trajectories, .lowRank] {
      let simulator = try #require(SimulationMethods.named(method))
      let options = SimulationOptions(shots: shots, seed: UInt64(seed), threads: 1, noise: noise)
      let counts = try simulator.run(circuit, options).counts
      for (key, p) in exact {
        let spread = 5 * (Double(shots) * p * (1 - p)).squareRoot() + 2 + 0.01 * Double(shots)
        #expect(abs(Double(counts[key] ?? 0) - Double(shots) * p) < spread, "\(method) \(key) \(noise)")
      }
      #expect(counts.values.reduce(0, +) == shots)
    }
  }

  @Test("shots under Pauli noise end alike whether errors are drawn first or on the way")
  func pauliHistories() throws {
    var circuit = RandomCircuit.make(qubits: 4, gates: 60, seed: 12, matrices: false)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.03, gates: ["1q", "2q"])]
    let observable = try PauliSum(parsing: "Z0 Z1 + 0.5*X2")
    let options = SimulationOptions(shots: 20_000, seed: 9, threads: 1, noise: noise, observables: [observable])
    let drawn = try TrajectoryMethod().run(circuit, options)
    var two = options
    two.threads = 2
    let again = try TrajectoryMethod().run(circuit, two)
    #expect(again.counts == drawn.counts)
    #expect(again.expectations.first?.value == drawn.expectations.first?.value)
    // A reset of an unused qubit makes the tree of shots do the work.
    circuit.operations.insert(.reset(0), at: 0)
    let tree = try TrajectoryMethod().run(circuit, options)
    let exact = try DensityMethod().run(circuit, SimulationOptions(shots: 0, noise: noise, observables: [observable]))
    for result in [drawn, tree] {
      let found = try #require(result.expectations.first)
      let error = try #require(found.standardError)
      #expect(error < 0.02)
      #expect(abs(found.value - exact.expectations[0].value) < 5 * error)
      for (key, p) in exact.probabilities ?? [:] {
        #expect(abs(Double(result.counts[key] ?? 0) - 20_000 * p) < 5 * (20_000 * p * (1 - p)).squareRoot() + 1)
      }
    }
  }
}
