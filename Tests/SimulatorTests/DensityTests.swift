import CKernels
import Circuits
import Core
import Testing

@testable import Simulator

@Suite(.serialized) struct DensityTests {
  private let density = DensityMethod()

  private func key(_ index: Int, _ width: Int) -> String { Histogram.text(UInt64(index), width: width) }

  private func expect(
    _ circuit: Circuit, _ noise: [NoiseEntry], _ precision: Precision = .double, threads: Int = 1, what: String = ""
  ) throws {
    let exact = try NoisyReference(circuit, noise: noise)
    let sums = try ["X0", "0.5*Z0 - 2*Y\(circuit.qubitCount - 1)"].map { (text: String) throws in try PauliSum(parsing: text) }
    let result = try density.run(
      circuit, SimulationOptions(shots: 0, precision: precision, threads: threads, noise: noise, observables: sums))
    let tolerance = precision == .double ? 1e-10 : 1e-5
    for (index, p) in exact.probabilities.enumerated() {
      #expect(abs((result.probabilities?[key(index, circuit.qubitCount)] ?? 0) - p) < tolerance, "\(what) \(index)")
    }
    for (sum, found) in zip(sums, result.expectations) {
      #expect(abs(found.value - exact.expectation(of: sum)) < tolerance, "\(what)")
      #expect(found.standardError == nil)
    }
  }

  @Test("every gate of the table acts as its matrix, on any qubits and under controls", arguments: Precision.allCases)
  func everyGate(precision: Precision) throws {
    for (index, kind) in GateKind.allCases.enumerated() {
      var numbers = SeededGenerator(seed: UInt64(index))
      var circuit = RandomCircuit.make(qubits: 4, gates: 2, seed: UInt64(index), matrices: false)
      for extra in 0...2 where kind.qubits + extra <= 4 {
        let parameters = (0..<kind.parameterCount).map { _ in numbers.unit() * 6 - 3 }
        let qubits = Array((0..<4).shuffled(using: &numbers).prefix(kind.qubits + extra))
        circuit.append(Gate(kind, parameters, on: qubits, controlStates: Array([false, true].prefix(extra))))
      }
      try expect(circuit, [], precision, what: "\(kind)")
    }
  }

  @Test("random noisy circuits of any width agree with Kraus operators on full matrices", arguments: 1...5)
  func randomCircuits(qubits: Int) throws {
    for seed in 0..<(qubits < 5 ? 4 : 2) {
      var numbers = SeededGenerator(seed: UInt64(1000 * qubits + seed))
      let circuit = RandomCircuit.make(qubits: qubits, gates: 16, seed: UInt64(10 * qubits + seed), matrices: true)
      let noise = RandomNoise.make(&numbers, count: 2)
      guard RandomNoise.meets(circuit, noise) else { continue }
      try expect(circuit, noise, what: "\(noise)")
      try expect(circuit, noise, .single, threads: 2, what: "\(noise)")
    }
  }

  @Test("states larger than a chunk are cut into passes without error, with one thread and with two")
  func manyChunks() throws {
    var circuit = Circuit(qubits: 9)
    var numbers = SeededGenerator(seed: 9)
    for layer in 0..<4 {
      for qubit in 0..<9 { circuit.append(Gate(.ry, [numbers.unit() * 6], on: [qubit])) }
      for qubit in stride(from: layer % 2, to: 8, by: 2) { circuit.append(Gate(.cx, on: [qubit, (qubit + 1 + layer) % 9])) }
    }
    let state = DenseReference.state(of: circuit)
    for (precision, threads) in [(Precision.double, 1), (.double, 2), (.single, 2)] {
      let result = try density.run(circuit, SimulationOptions(shots: 0, precision: precision, threads: threads))
      for (index, amplitude) in state.enumerated() {
        let found = result.probabilities?[key(index, 9)] ?? 0
        #expect(abs(found - amplitude.squaredMagnitude) < (precision == .double ? 1e-11 : 1e-5))
      }
    }
  }

  @Test("a depolarizing channel on many qubits scales what is not the identity")
  func wideDepolarizing() throws {
    var circuit = Circuit(qubits: 5)
    for qubit in 0..<5 { circuit.append(Gate(.ry, [0.3 + Double(qubit)], on: [qubit])) }
    circuit.append(Gate(.x, on: [0, 1, 2, 3], controlStates: [true, false, true]))
    try expect(circuit, [NoiseEntry(channel: .depolarizing, probability: 0.2)])
  }

  @Test("every instruction set computes the same within rounding")
  func instructionSets() throws {
    defer { px_isa_limit(Int32(PX_ISA_AVX512)) }
    let circuit = RandomCircuit.make(qubits: 4, gates: 30, seed: 77)
    for isa in [PX_ISA_PORTABLE, PX_ISA_AVX2, PX_ISA_AVX512] {
      px_isa_limit(Int32(isa))
      try expect(circuit, [NoiseEntry(channel: .amplitudeDamping, probability: 0.05)], what: "isa \(isa)")
      try expect(circuit, [NoiseEntry(channel: .depolarizing, probability: 0.05, gates: ["1q", "2q"])], .single, what: "isa \(isa)")
    }
  }

  @Test("resets need no shots, and measurements in the middle are followed along every outcome")
  func exactMeasurement() throws {
    var circuit = Circuit(qubits: 2, clbits: 2)
    circuit.append(Gate(.ry, [1.0], on: [0]))
    circuit.measure(0, into: 0)
    circuit.operations.append(.conditional(.bit(0), then: [.gate(Gate(.x, on: [1]))], otherwise: []))
    circuit.operations.append(.reset(0))
    circuit.append(Gate(.h, on: [0]))
    circuit.measure(1, into: 1)
    let result = try density.run(circuit, SimulationOptions(shots: 0, observables: [try PauliSum(parsing: "X0")]))
    let one = 0.2298488470659301  // sin²(1/2)
    #expect(abs((result.probabilities?["11"] ?? 0) - one) < 1e-12)
    #expect(abs((result.probabilities?["00"] ?? 0) - (1 - one)) < 1e-12)
    #expect(result.probabilities?.count == 2)
    #expect(abs((result.expectations.first?.value ?? 0) - 1) < 1e-12)
  }

  @Test("samples follow the exact probabilities, with errors of reading and measurements in the middle")
  func samples() throws {
    var circuit = Circuit(qubits: 3, clbits: 4)
    circuit.append(Gate(.ry, [1.2], on: [0]))
    circuit.append(Gate(.cx, on: [0, 1]))
    circuit.measure(0, into: 3)
    circuit.operations.append(.conditional(.bit(3), then: [.gate(Gate(.h, on: [2]))], otherwise: []))
    for qubit in 0..<3 { circuit.measure(qubit, into: qubit) }
    var reading = NoiseEntry(channel: .readout)
    reading.confusion = [[0.98, 0.02], [0.1, 0.9]]
    let noise = [NoiseEntry(channel: .amplitudeDamping, probability: 0.1), reading]
    let exact = try #require(try density.run(circuit, SimulationOptions(shots: 0, noise: noise)).probabilities)
    #expect(abs(exact.values.reduce(0, +) - 1) < 1e-12)
    let shots = 20_000
    let options = SimulationOptions(shots: shots, seed: 5, threads: 1, noise: noise)
    let counts = try density.run(circuit, options).counts
    #expect(counts.values.reduce(0, +) == shots)
    for (key, p) in exact {
      let seen = Double(counts[key] ?? 0)
      #expect(abs(seen - Double(shots) * p) < 5 * (Double(shots) * p * (1 - p)).squareRoot() + 1, "\(key)")
    }
    var two = options
    two.threads = 2
    #expect(try density.run(circuit, two).counts == counts)
    // Where no copy fits, the same shots go the same ways, one after another.
    var tight = options
    tight.budget = MemoryBudget(free: 4 << 20, total: 8 << 20)
    #expect(try density.run(circuit, tight).counts == counts)
  }

  @Test("a loop until a measurement says so ends, and what is left out is negligible")
  func loop() throws {
    var circuit = Circuit(qubits: 1, clbits: 1)
    circuit.append(Gate(.h, on: [0]))
    circuit.measure(0, into: 0)
    circuit.operations.append(
      .whileLoop(.bit(0), body: [.gate(Gate(.h, on: [0])), .measure(qubit: 0, clbit: 0)]))
    let result = try density.run(circuit, SimulationOptions(shots: 0))
    #expect(abs((result.probabilities?["0"] ?? 0) - 1) < 1e-12)
  }

  @Test("what does not fit is refused with the bytes it would need")
  func tooLarge() throws {
    let circuit = RandomCircuit.make(qubits: 10, gates: 3, seed: 1, matrices: false)
    let options = SimulationOptions(shots: 0, budget: MemoryBudget(free: 1 << 20, total: 1 << 30))
    do throws(SimulatorError) {
      _ = try density.run(circuit, options)
      Issue.record("it ran")
    } catch {
      #expect(error.code == "simulator.too_large")
      #expect(error.message.contains("density matrix of 10 qubits"))
    }
    #expect(throws: SimulatorError.self) { try density.estimate(circuit, options) }
    #expect(try density.estimate(circuit, SimulationOptions(shots: 0)).prediction.bytes > 8 << 20)
  }

  @Test("an aborted run ends with an error")
  func abort() throws {
    let control = RunControl()
    control.abort()
    let circuit = RandomCircuit.make(qubits: 4, gates: 9, seed: 1)
    do throws(SimulatorError) {
      _ = try density.run(circuit, SimulationOptions(shots: 1), control: control, progress: nil)
      Issue.record("it ran")
    } catch {
      #expect(error == .aborted)
    }
  }
}
