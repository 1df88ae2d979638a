import Circuits
import Core
import Glibc
import Testing

@testable import Simulator

@Suite(.serialized) struct LowRankTests {
  private let lowRank = LowRankMethod()

  /// How many random circuits the bound is tried on: `PROXIMA_TEST_LOW_RANK=1000` for all of them.
  private static let circuits = getenv("PROXIMA_TEST_LOW_RANK").flatMap { Int(String(cString: $0)) } ?? 60

  private func noisyCircuit(_ seed: Int) -> (Circuit, [NoiseEntry])? {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let qubits = Int.random(in: 1...4, using: &numbers)
    let circuit = RandomCircuit.make(qubits: qubits, gates: 20, seed: UInt64(seed), matrices: true)
    let strength = [0.002, 0.02, 0.2].randomElement(using: &numbers) ?? 0.02
    let noise = RandomNoise.make(&numbers, count: 2, strength: strength)
    return RandomNoise.meets(circuit, noise) ? (circuit, noise) : nil
  }

  /// Half the sum of the magnitudes of the eigenvalues of a difference.
  private func traceDistance(_ a: Matrix, _ b: Matrix) throws -> Double {
    let difference = zip(a.elements, b.elements).map { $0 - $1 }
    let values = try HermitianEigen.solve(difference, size: a.dimension).values
    return values.reduce(0) { $0 + abs($1) } / 2
  }

  @Test("the certified bound holds against the exact density matrix, and keeps within the accuracy asked for")
  func bound() throws {
    var tried = 0, cut = 0
    for seed in 0..<(2 * Self.circuits) where tried < Self.circuits {
      guard let (circuit, noise) = noisyCircuit(seed) else { continue }
      tried += 1
      let exact = try NoisyReference(circuit, noise: noise).matrix
      let program = try LowRankProgram(try Program(circuit, noise: noise))
      for accuracy in [0.3, 0.01, 1e-6] {
        var options = SimulationOptions(shots: 0, threads: 1 + seed % 2, noise: noise)
        options.accuracy = accuracy
        let (state, bound) = try lowRank.factor(program, circuit, options)
        let distance = try traceDistance(try state.matrix(), exact)
        #expect(distance <= bound, "seed \(seed), accuracy \(accuracy)")
        #expect(bound <= accuracy, "seed \(seed), accuracy \(accuracy)")
        if bound > 1e-3 { cut += 1 }
      }
    }
    #expect(tried >= Self.circuits / 2)
    #expect(cut > tried / 8)
  }

  @Test("strong noise on few qubits is joined to at most as many columns as there are states")
  func crowded() throws {
    let circuit = RandomCircuit.make(qubits: 4, gates: 30, seed: 5, matrices: false)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.1, gates: ["1q", "2q"])]
    var options = SimulationOptions(shots: 0, noise: noise)
    options.accuracy = 1e-9
    let result = try lowRank.run(circuit, options)
    let exact = try DensityMethod().run(circuit, SimulationOptions(shots: 0, noise: noise))
    for (key, p) in exact.probabilities ?? [:] { #expect(abs((result.probabilities?[key] ?? 0) - p) < 1e-9) }
    #expect((result.truncationError ?? 1) < 1e-9)
  }

  @Test("weak noise within the accuracy wanted needs one column, more accuracy needs more")
  func adaptive() throws {
    let circuit = RandomCircuit.make(qubits: 6, gates: 20, seed: 8, matrices: false)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 1e-4, gates: ["1q", "2q"])]
    var options = SimulationOptions(shots: 0, noise: noise, observables: [try PauliSum(parsing: "Z0 + X3")])
    options.accuracy = 0.05
    let rough = try lowRank.run(circuit, options)
    options.accuracy = 1e-5
    let fine = try lowRank.run(circuit, options)
    #expect(rough.rank == 1)
    #expect((fine.rank ?? 0) > 10)
    #expect((fine.truncationError ?? 1) <= 1e-5)
    let exact = try DensityMethod().run(circuit, options)
    #expect(abs(fine.expectations[0].value - exact.expectations[0].value) <= 2 * 2 * 1e-5)
  }

  @Test("the same seed gives the same counts for one thread and two, and they follow the probabilities")
  func counts() throws {
    let circuit = RandomCircuit.make(qubits: 3, gates: 20, seed: 4, matrices: false)
    let noise = [NoiseEntry(channel: .amplitudeDamping, probability: 0.02), NoiseEntry(channel: .readout, probability: 0.03)]
    let exact = try #require(try DensityMethod().run(circuit, SimulationOptions(shots: 0, noise: noise)).probabilities)
    let one = try lowRank.run(circuit, SimulationOptions(shots: 20_000, seed: 3, threads: 1, noise: noise))
    let two = try lowRank.run(circuit, SimulationOptions(shots: 20_000, seed: 3, threads: 2, noise: noise))
    #expect(one.counts == two.counts)
    #expect(one.method == .lowRank)
    for (key, p) in exact {
      #expect(abs(Double(one.counts[key] ?? 0) - 20_000 * p) < 5 * (20_000 * p * (1 - p)).squareRoot() + 20)
    }
  }

  @Test("what it cannot do is refused before anything runs")
  func refused() throws {
    var circuit = Circuit(qubits: 1, clbits: 1)
    circuit.append(Gate(.h, on: [0]))
    circuit.measure(0, into: 0)
    circuit.append(Gate(.h, on: [0]))
    #expect(throws: SimulatorError.self) { try lowRank.run(circuit, SimulationOptions(shots: 1)) }
    #expect(throws: SimulatorError.self) { try lowRank.estimate(circuit, SimulationOptions(shots: 1)) }
    var options = SimulationOptions(shots: 0, precision: .single)
    options.accuracy = 1e-9
    #expect(throws: SimulatorError.self) { try lowRank.run(RandomCircuit.make(qubits: 2, gates: 4, seed: 1), options) }
    let control = RunControl()
    control.abort()
    #expect(throws: SimulatorError.aborted) {
      try lowRank.run(RandomCircuit.make(qubits: 2, gates: 4, seed: 1), SimulationOptions(shots: 1), control: control, progress: nil)
    }
  }
}
