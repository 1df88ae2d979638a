import CKernels
import Circuits
import Core
import Testing

@testable import Simulator

/// All amplitudes of a circuit of gates.
func amplitudes(_ circuit: Circuit, _ precision: Precision, threads: Int = 1) throws -> [Complex] {
  let pool = try WorkerPool(threads: threads)
  let state = try StateVector(qubits: circuit.qubitCount, precision: precision, pool: pool, control: RunControl())
  try state.apply { (lowering) throws(SimulatorError) in
    for operation in circuit.operations {
      switch operation {
      case .gate(let gate): try lowering.append(gate)
      case .unitary(let gate): try lowering.append(gate.controlledForm, label: gate.label)
      default: break
      }
    }
  }
  return (0..<(1 << circuit.qubitCount)).map { state.amplitude(UInt64($0)) }
}

func distance(_ a: [Complex], _ b: [Complex]) -> Double { zip(a, b).map { ($0 - $1).magnitude }.max() ?? .infinity }

@Suite(.serialized) struct StateVectorTests {
  @Test("every gate of the table acts as its matrix, on any qubits and under controls", arguments: Precision.allCases)
  func everyGate(precision: Precision) throws {
    for (index, kind) in GateKind.allCases.enumerated() {
      var numbers = SeededGenerator(seed: UInt64(index))
      var circuit = RandomCircuit.make(qubits: 7, gates: 12, seed: UInt64(index), matrices: false)
      for extra in 0...2 where kind.qubits + extra <= 7 {
        let parameters = (0..<kind.parameterCount).map { _ in numbers.unit() * 6 - 3 }
        let qubits = Array((0..<7).shuffled(using: &numbers).prefix(kind.qubits + extra))
        circuit.append(Gate(kind, parameters, on: qubits, controlStates: Array([false, true].prefix(extra))))
      }
      let error = distance(try amplitudes(circuit, precision), DenseReference.state(of: circuit))
      #expect(error < (precision == .double ? 1e-12 : 1e-5), "\(kind)")
    }
  }

  @Test("random circuits of any width agree with full matrices", arguments: 1...11)
  func randomCircuits(qubits: Int) throws {
    for seed in 0..<3 {
      let circuit = RandomCircuit.make(qubits: qubits, gates: 60, seed: UInt64(100 * qubits + seed))
      let exact = DenseReference.state(of: circuit)
      #expect(distance(try amplitudes(circuit, .double), exact) < 1e-12)
      #expect(distance(try amplitudes(circuit, .single), exact) < 1e-5)
    }
  }

  @Test("states larger than a block are cut into passes without error")
  func manyBlocks() throws {
    let circuit = RandomCircuit.make(qubits: 17, gates: 60, seed: 5, matrices: false)
    let exact = DenseReference.state(of: circuit)
    #expect(distance(try amplitudes(circuit, .double, threads: 2), exact) < 1e-12)
    #expect(distance(try amplitudes(circuit, .single), exact) < 1e-5)
  }

  @Test("every instruction set computes the same within rounding")
  func instructionSets() throws {
    defer { px_isa_limit(Int32(PX_ISA_AVX512)) }
    let circuit = RandomCircuit.make(qubits: 9, gates: 80, seed: 77)
    let exact = DenseReference.state(of: circuit)
    for isa in [PX_ISA_PORTABLE, PX_ISA_AVX2, PX_ISA_AVX512] {
      px_isa_limit(Int32(isa))
      #expect(distance(try amplitudes(circuit, .double), exact) < 1e-12)
      #expect(distance(try amplitudes(circuit, .single), exact) < 1e-5)
    }
  }
}
