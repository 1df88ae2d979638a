import Circuits
import Core

/// How much longer each method takes on this machine than its model says, from runs of a few milliseconds.
struct Calibration: Codable, Hashable, Sendable {
  /// By method, seconds measured over seconds of the model; 1 where nothing was measured.
  var scales: [String: Double] = [:]
  /// The program that measured them.
  var version = Version.program
  /// How often predictions of at least a millisecond were checked, and held within a factor of 2.
  var checked = 0
  var held = 0

  subscript(method: Method) -> Double { scales[method.rawValue] ?? 1 }

  /// Measures: about a tenth of a second.
  static func measured() -> Calibration {
    var result = Calibration()
    var wide = Circuit(qubits: 18)
    for layer in 0..<4 {
      for qubit in 0..<18 { wide.append(.ry, [0.3 + Double(qubit + layer)], qubit) }
      for qubit in stride(from: layer % 2, to: 17, by: 2) { wide.append(.cx, [], qubit, qubit + 1) }
    }
    let state = ratio(StateVectorMethod(), wide, shots: 1)
    result.scales[Method.statevector.rawValue] = state
    result.scales[Method.trajectories.rawValue] = state
    var clifford = Circuit(qubits: 300)
    let kinds: [GateKind] = [.h, .s, .sx]
    for layer in 0..<10 {
      for qubit in 0..<300 { clifford.append(kinds[(qubit * 7 + layer) % 3], [], qubit) }
      for qubit in 0..<299 where qubit % 2 == layer % 2 { clifford.append(.cx, [], qubit, qubit + 1) }
    }
    result.scales[Method.stabilizer.rawValue] = ratio(StabilizerMethod(), clifford, shots: 1024)
    var chain = Circuit(qubits: 40)
    for layer in 0..<6 {
      for qubit in 0..<40 { chain.append(.ry, [0.2 + Double(qubit * 3 + layer)], qubit) }
      for qubit in stride(from: layer % 2, to: 39, by: 2) { chain.append(.cx, [], qubit, qubit + 1) }
    }
    result.scales[Method.mps.rawValue] = ratio(MatrixProductMethod(), chain, shots: 1)
    return result
  }

  /// The shorter of two runs over what was predicted, within a factor of 50.
  private static func ratio(_ method: any SimulationMethod, _ circuit: Circuit, shots: Int) -> Double {
    var options = SimulationOptions(shots: shots)
    options.usesStructure = false
    guard let predicted = try? method.estimate(circuit, options).prediction.seconds, predicted > 0 else { return 1 }
    var shortest = Double.infinity
    for _ in 0..<2 {
      let begin = SystemTime().now
      guard (try? method.run(circuit, options)) != nil else { return 1 }
      shortest = min(shortest, SystemTime().now.seconds(since: begin))
    }
    return min(50, max(0.02, shortest / predicted))
  }
}
