import Core
import Glibc
import Statistics

/// Circuits of a few gates with their exact distribution, to plant faults in: a dense simulation of real and phase
/// rotations and controlled flips, enough for the verdict to have something to judge.
struct MiniCircuit {
  enum Gate {
    case ry(Int, Double)
    case rz(Int, Double)
    case cx(Int, Int)
  }

  var qubits: Int
  var gates: [Gate]
  /// The probability of a full dephasing of the outcome, mixed in as uniform noise.
  var noise = 0.0

  static func random(qubits: Int, seed: UInt64) -> MiniCircuit {
    var generator = SeededGenerator(seed: seed, stream: 17)
    var gates: [Gate] = []
    for _ in 0..<3 {
      for qubit in 0..<qubits {
        gates.append(.ry(qubit, 0.3 + 2 * generator.unit()))
        gates.append(.rz(qubit, 3 * generator.unit()))
      }
      for qubit in 0..<max(0, qubits - 1) { gates.append(.cx(qubit, qubit + 1)) }
    }
    return MiniCircuit(qubits: qubits, gates: gates, noise: 0.1)
  }

  /// The probabilities of all outcomes, bit 0 rightmost.
  var distribution: [String: Double] {
    let size = 1 << qubits
    var state = [(re: Double, im: Double)](repeating: (0, 0), count: size)
    state[0] = (1, 0)
    for gate in gates { Self.apply(gate, &state) }
    var result: [String: Double] = [:]
    for index in 0..<size {
      let bits = String(index, radix: 2)
      let key = String(repeating: "0", count: qubits - bits.utf8.count) + bits
      let (re, im) = state[index]
      result[key] = (1 - noise) * (re * re + im * im) + noise / Double(size)
    }
    return result
  }

  private static func apply(_ gate: Gate, _ state: inout [(re: Double, im: Double)]) {
    switch gate {
    case .ry(let qubit, let angle):
      let (c, s) = (cos(angle / 2), sin(angle / 2))
      for index in state.indices where index & (1 << qubit) == 0 {
        let other = index | 1 << qubit
        let (a, b) = (state[index], state[other])
        state[index] = (c * a.re - s * b.re, c * a.im - s * b.im)
        state[other] = (s * a.re + c * b.re, s * a.im + c * b.im)
      }
    case .rz(let qubit, let angle):
      for index in state.indices {
        let phase = index & (1 << qubit) == 0 ? -angle / 2 : angle / 2
        let a = state[index]
        state[index] = (a.re * cos(phase) - a.im * sin(phase), a.re * sin(phase) + a.im * cos(phase))
      }
    case .cx(let control, let target):
      for index in state.indices where index & (1 << control) != 0 && index & (1 << target) == 0 {
        state.swapAt(index, index | 1 << target)
      }
    }
  }

  /// What may be wrong with a backend.
  enum Fault: CaseIterable {
    case swappedQubits, doubledNoise, droppedGate, wrongAngle

    /// The circuit as a backend with this fault runs it; nil where it does not apply.
    func applied(to circuit: MiniCircuit, _ generator: inout SeededGenerator) -> MiniCircuit? {
      var changed = circuit
      let place = Int.random(in: 0..<circuit.gates.count, using: &generator)
      switch self {
      case .swappedQubits:
        guard circuit.qubits > 1 else { return nil }
        changed.gates = circuit.gates.map { gate in
          func moved(_ qubit: Int) -> Int { qubit < 2 ? 1 - qubit : qubit }
          return switch gate {
          case .ry(let qubit, let angle): .ry(moved(qubit), angle)
          case .rz(let qubit, let angle): .rz(moved(qubit), angle)
          case .cx(let control, let target): .cx(moved(control), moved(target))
          }
        }
      case .doubledNoise: changed.noise *= 2
      case .droppedGate: changed.gates.remove(at: place)
      case .wrongAngle:
        guard case .ry(let qubit, let angle) = circuit.gates[place] else { return nil }
        changed.gates[place] = .ry(qubit, angle + 0.1)
      }
      return changed
    }
  }
}
