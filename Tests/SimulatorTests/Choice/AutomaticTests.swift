import Circuits
import Core
import TestKit
import Testing

@testable import Simulator

@Suite struct AutomaticTests {
  /// Costs of the models as they stand, so that choices do not hang on how busy this machine is.
  private let auto = AutomaticMethod(calibration: Calibration())

  private func ghz(_ qubits: Int) -> Circuit {
    var circuit = Circuit(qubits: qubits)
    circuit.append(.h, [], 0)
    for qubit in 1..<qubits { circuit.append(.cx, [], qubit - 1, qubit) }
    return circuit
  }

  @Test("small circuits run on the whole state")
  func small() throws {
    #expect(try auto.estimate(ghz(3), SimulationOptions(shots: 100)).method == .statevector)
  }

  @Test("hundreds of Clifford qubits run on a tableau, with Pauli noise too, and the reason has numbers")
  func clifford() throws {
    var options = SimulationOptions(shots: 1000, seed: 1)
    let circuit = RandomClifford.make(qubits: 200, count: 2000, seed: 3)
    let estimate = try auto.estimate(circuit, options)
    #expect(estimate.method == .stabilizer)
    #expect(estimate.reason.contains("Clifford") && estimate.reason.contains("stabilizer takes about"))
    options.noise = [NoiseEntry(channel: .depolarizing, probability: 0.001)]
    let result = try auto.run(circuit, options)
    #expect(result.method == .stabilizer)
    #expect(result.counts.values.reduce(0, +) == 1000)
  }

  @Test("a long chain with little entanglement runs as a matrix product state")
  func chain() throws {
    var circuit = ghz(80)
    for qubit in 0..<80 { circuit.append(.ry, [0.1 + Double(qubit)], qubit) }
    let result = try auto.run(circuit, SimulationOptions(shots: 100))
    #expect(result.method == .mps)
    #expect(result.counts.values.reduce(0, +) == 100)
  }

  @Test("a chain that turns out cheap runs before a whole state that is dear; a cheap one is simply run")
  func tried() throws {
    var circuit = Circuit(qubits: 18)
    for qubit in 0..<18 { circuit.append(.ry, [0.1 + Double(qubit)], qubit) }
    for qubit in 0..<17 { circuit.append(.cx, [], qubit, qubit + 1) }
    for qubit in 0..<18 { circuit.append(.ry, [0.3 + Double(qubit)], qubit) }
    var costs = Calibration()
    costs.scales = [Method.statevector.rawValue: 1e4, Method.mps.rawValue: 1e9]
    let dear = try AutomaticMethod(calibration: costs).run(circuit, SimulationOptions(shots: 10))
    #expect(dear.method == .mps)
    costs.scales[Method.statevector.rawValue] = 10
    let cheap = try AutomaticMethod(calibration: costs).run(circuit, SimulationOptions(shots: 10))
    #expect(cheap.method == .statevector)
  }

  @Test("what nobody can run is refused with the reason of the whole state")
  func impossible() throws {
    var circuit = Circuit(qubits: 60)
    for layer in 0..<60 {
      for qubit in 0..<60 { circuit.append(.ry, [Double(qubit + layer)], qubit) }
      for qubit in 0..<60 { circuit.append(.cx, [], qubit, (qubit * 7 + 13 + layer) % 60 == qubit ? (qubit + 1) % 60 : (qubit * 7 + 13 + layer) % 60) }
    }
    var options = SimulationOptions(shots: 10)
    options.noise = [NoiseEntry(channel: .amplitudeDamping, probability: 0.1)]
    #expect(throws: SimulatorError.self) { try auto.estimate(circuit, options) }
  }

  @Test("a calibration is measured once and read again, and predictions are counted")
  func calibration() throws {
    let home = try TestHome()
    defer { home.remove() }
    let path = home.home.state + "/calibration.json"
    let first = CalibrationFile(path: path)
    let measured = first.value
    #expect(measured.scales.count == 4)
    #expect(measured.scales.values.allSatisfy { $0 >= 0.02 && $0 <= 50 })
    first.note(method: .mps, predicted: 1, seconds: 1.5)
    first.note(method: .mps, predicted: 1, seconds: 3)
    let again = CalibrationFile(path: path).value
    #expect(again.scales == measured.scales)
    #expect(again.checked == 2)
    #expect(again.held == 1)
  }
}
