import Backends
import Circuits
import Core

/// Measures what a backend's runs cost on this machine: a few small and large circuits by each of its methods.
enum BackendCalibration {
  /// Runs them on `executor` and keeps what was learnt; seconds in all. A method that refuses its circuit is left as it is.
  static func measure(_ executor: WorkerExecutor, time: any TimeSource = SystemTime()) async throws(ProximaError) -> Double {
    let begin = time.now
    for entry in executor.manifest.methods {
      for request in requests(executor.backend, entry) {
        // The first run of a kind compiles and loads what later ones have.
        for _ in 0..<3 where time.now.seconds(since: begin) < longest {
          do throws(ProximaError) { _ = try await executor.run(request) } catch {
            guard error.exit == .badInput || error.exit == .unavailable else { throw error }
          }
        }
      }
    }
    executor.keepCosts()
    return time.now.seconds(since: begin)
  }

  /// After so many seconds no more is measured.
  static let longest = 45.0

  /// A small circuit and a large one for `entry`.
  static func requests(_ backend: String, _ entry: BackendManifest.MethodEntry) -> [RunRequest] {
    var sizes: [(qubits: Int, layers: Int, shots: Int)] = [(2, 1, 1000)]
    switch entry.method {
    case .densityMatrix: sizes.append((8, 4, 1000))
    case .stabilizer: sizes.append((100, 8, 1000))
    case .mps: sizes.append((16, 12, 100))
    case .trajectories: sizes.append((10, 4, 100))
    case .lowRank: sizes.append((7, 2, 1000))
    default: sizes.append((18, 6, 1000))
    }
    if entry.method == .statevector || entry.method == .densityMatrix { sizes.append((2, 1, 20_000)) }
    return sizes.compactMap { size in
      let circuit = circuit(min(size.qubits, entry.qubits), size.layers, clifford: entry.method == .stabilizer)
      guard let qasm = try? OpenQASM.write2(circuit) else { return nil }
      var request = RunRequest(qasm: qasm, name: "calibration", backend: backend, method: entry.method, shots: size.shots, seed: 11)
      if entry.noise == .any, [.trajectories, .densityMatrix, .lowRank].contains(entry.method) {
        request.noise = [NoiseEntry(channel: .depolarizing, probability: 0.01)]
      }
      return request
    }
  }

  /// Layers of turns, of h and s where it has to be Clifford, and of entanglers between neighbours.
  private static func circuit(_ qubits: Int, _ layers: Int, clifford: Bool) -> Circuit {
    var circuit = Circuit(qubits: qubits)
    for layer in 0..<layers {
      for qubit in 0..<qubits {
        if clifford { circuit.append((qubit + layer) % 2 == 0 ? .h : .s, [], qubit) } else { circuit.append(.ry, [0.3 + Double(qubit + layer)], qubit) }
      }
      for qubit in stride(from: layer % 2, to: qubits - 1, by: 2) { circuit.append(.cx, [], qubit, qubit + 1) }
    }
    return circuit
  }
}
