import Circuits
import Core
import Testing

@testable import Simulator

@Suite struct StructureTests {
  private let simulator = StateVectorSimulator()

  private func ghz(_ qubits: Int) -> Circuit {
    var circuit = Circuit(qubits: qubits)
    circuit.append(Gate(.h, on: [0]))
    for qubit in 1..<qubits { circuit.append(Gate(.cx, on: [qubit - 1, qubit])) }
    return circuit
  }

  @Test("a GHZ state of a hundred qubits, and of a thousand, gives all zeros or all ones", arguments: [100, 1000])
  func wide(qubits: Int) throws {
    let result = try simulator.run(
      ghz(qubits),
      SimulationOptions(shots: 1024, seed: 5, observables: [try PauliSum(parsing: "Z0 Z\(qubits - 1) + 2*X0")]))
    #expect(Set(result.counts.keys) == [String(repeating: "0", count: qubits), String(repeating: "1", count: qubits)])
    #expect(result.counts.values.allSatisfy { abs($0 - 512) < 5 * 16 })
    #expect(abs((result.expectations.first?.value ?? 0) - 1) < 1e-12)
    let estimate = try simulator.estimate(ghz(qubits), SimulationOptions(shots: 1024))
    #expect(estimate.prediction.bytes < 1 << 20)
  }

  @Test("readout errors act on wide states too")
  func wideReadout() throws {
    let noise = [NoiseEntry(channel: .readout, probability: 0.5, qubits: [3])]
    let result = try simulator.run(ghz(40), SimulationOptions(shots: 2000, seed: 5, noise: noise))
    #expect(result.counts.count == 4)
  }

  @Test("a wide entangled circuit is still refused")
  func refused() throws {
    let circuit = RandomCircuit.make(qubits: 60, gates: 2000, seed: 3, matrices: false)
    do throws(SimulatorError) {
      _ = try simulator.run(circuit, SimulationOptions(shots: 1))
      Issue.record("it ran")
    } catch {
      #expect(error.code == "simulator.too_large")
    }
  }

  @Test("the Fourier transform of a basis state never needs more than two amplitudes")
  func fourier() throws {
    var circuit = Circuit(qubits: 20)
    circuit.append(Gate(.x, on: [3]))
    circuit.append(Gate(.x, on: [17]))
    for qubit in (0..<20).reversed() {
      circuit.append(Gate(.h, on: [qubit]))
      for control in (0..<qubit).reversed() {
        circuit.append(Gate(.cp, [.pi / Double(1 << (qubit - control))], on: [control, qubit]))
      }
    }
    for qubit in 0..<10 { circuit.append(Gate(.swap, on: [qubit, 19 - qubit])) }
    let result = try simulator.run(circuit, SimulationOptions(shots: 0))
    #expect(result.peakBytes < 10_000)
    #expect(abs((result.amplitude0?.squaredMagnitude ?? 0) - 0x1p-20) < 1e-18)
  }

  @Test("sparse factors agree with full matrices where they do not give up", arguments: 0..<20 as Range<UInt64>)
  func random(seed: UInt64) throws {
    let circuit = RandomCircuit.make(qubits: 6, gates: 40, seed: seed)
    var state = FactorizedState<SIMD2<UInt64>>(qubits: 6, limit: 64)
    var fits = true
    for operation in circuit.operations {
      switch operation {
      case .gate(let gate): fits = state.apply(gate.controlledForm) && fits
      case .unitary(let gate): fits = state.apply(gate.controlledForm) && fits
      default: break
      }
    }
    #expect(fits)
    var reference = DenseReference(qubits: 6)
    reference.amplitudes = DenseReference.state(of: circuit)
    #expect((state.amplitude0 - reference.amplitudes[0]).magnitude < 1e-12)
    for text in ["Z0", "X0 Y1 Z2", "Y5 X3 - 2*Z4", "X0 X1 X2 X3 X4 X5"] {
      let sum = try PauliSum(parsing: text)
      #expect(abs(state.expectation(of: sum) - reference.expectation(of: sum)) < 1e-12)
    }
    let shots = 20_000
    var numbers = SeededGenerator(seed: seed)
    var counts = Array(repeating: 0, count: 64)
    for word in state.sample(shots: shots, words: 1, { _ in numbers.unit() }) { counts[Int(word)] += 1 }
    for (index, amplitude) in reference.amplitudes.enumerated() {
      let p = amplitude.squaredMagnitude
      #expect(abs(Double(counts[index]) / Double(shots) - p) < 5 * (max(p, 1e-4) / Double(shots)).squareRoot())
    }
  }
}
