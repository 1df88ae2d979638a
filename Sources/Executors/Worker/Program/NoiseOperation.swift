import Core
import Glibc
import Simulator

/// One random thing that happens to a state, in the form that trajectories draw.
package enum NoiseOperation: Hashable, Sendable {
  /// With the probability, one of the non-identity Paulis on these qubits together, uniformly.
  case depolarizing([Int], Double)
  /// With the probability, the Pauli.
  case flip(Int, PauliSum.Pauli, Double)
  /// Amplitude damping: |1> decays to |0> with the probability.
  case damping(Int, Double)
}

/// A noise model, checked, that says what follows each gate and how often a measured bit is read wrong.
package struct NoiseModel {
  private var entries: [NoiseEntry]
  /// How many operations each entry has met.
  private var met: [Int]

  /// Gate times where an entry of thermal relaxation names none: typical of superconducting qubits.
  static let oneQubitSeconds = 50e-9
  static let manyQubitSeconds = 300e-9

  package init(_ entries: [NoiseEntry]) throws(SimulatorError) {
    self.entries = entries.filter(\.isActive)
    met = Array(repeating: 0, count: self.entries.count)
    for entry in entries { try Self.check(entry) }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// What follows a gate called `name` on `qubits`.
  package mutating func after(_ name: String, _ qubits: [Int]) -> [NoiseOperation] {
    var result: [NoiseOperation] = []
    for (index, entry) in entries.enumerated() where entry.channel != .readout {
      guard Self.applies(entry, to: name, width: qubits.count) else { continue }
      let reached = qubits.filter { entry.qubits?.contains($0) ?? true }
      guard !reached.isEmpty else { continue }
      met[index] += 1
      result += Self.operations(entry, reached, width: qubits.count)
    }
    return result
  }

  /// The probability that a measured bit of `qubit` is flipped.
  package mutating func readoutError(_ qubit: Int) -> Double {
    var keep = 1.0  // 1 - 2p multiplies over independent flips
    for (index, entry) in entries.enumerated() where entry.channel == .readout {
      guard entry.qubits?.contains(qubit) ?? true else { continue }
      met[index] += 1
      keep *= 1 - 2 * (entry.probability ?? 0)
    }
    return (1 - keep) / 2
  }

  /// Throws where an entry has met no operation.
  package func checkMet() throws(SimulatorError) {
    for (entry, count) in zip(entries, met) where count == 0 {
      throw .noise(
        "the noise `\(entry.channel.rawValue)` meets no operation of this circuit",
        remedy: "check the gates and qubits that it names")
    }
  }

  private static func applies(_ entry: NoiseEntry, to name: String, width: Int) -> Bool {
    guard let gates = entry.gates else { return true }
    return gates.contains(name) || gates.contains("\(width)q")
  }

  private static func operations(_ entry: NoiseEntry, _ qubits: [Int], width: Int) -> [NoiseOperation] {
    let p = entry.probability ?? 0
    switch entry.channel {
    case .depolarizing: return [.depolarizing(qubits, p)]
    case .bitFlip: return qubits.map { .flip($0, .x, p) }
    case .phaseFlip: return qubits.map { .flip($0, .z, p) }
    // diag(1, √(1-λ)) and diag(0, √λ) are the same channel as Z with probability (1 - √(1-λ)) / 2.
    case .phaseDamping: return qubits.map { .flip($0, .z, (1 - (1 - p).squareRoot()) / 2) }
    case .amplitudeDamping: return qubits.map { .damping($0, p) }
    case .thermal:
      let time = entry.gateTime ?? (width == 1 ? oneQubitSeconds : manyQubitSeconds)
      let (gamma, flip) = thermal(entry, seconds: time)
      return qubits.flatMap { qubit in
        (gamma > 0 ? [.damping(qubit, gamma)] : []) + (flip > 0 ? [.flip(qubit, .z, flip)] : [])
      }
    case .readout, .pauli, .kraus: return []
    }
  }

  /// Damping 1 - e^(-t/T1), then Z so often that coherences shrink by e^(-t/T2) in all.
  private static func thermal(_ entry: NoiseEntry, seconds: Double) -> (gamma: Double, flip: Double) {
    let t1 = entry.t1 ?? .infinity
    let gamma = 1 - exp(-seconds / t1)
    let coherence = entry.t2.map { exp(-seconds / $0 + seconds / (2 * t1)) } ?? 1
    return (gamma, (1 - min(1, coherence)) / 2)
  }

  private static func check(_ entry: NoiseEntry) throws(SimulatorError) {
    let name = entry.channel.rawValue
    guard entry.channel.hasProbability || entry.channel == .thermal, entry.confusion == nil, entry.gateTimes == nil else {
      throw SimulatorError(
        "noise", "`\(name)` with operators, a confusion matrix or gate times is not there yet", exit: .unavailable)
    }
    if entry.channel == .thermal {
      guard entry.t1 != nil || entry.t2 != nil else { throw .noise("thermal noise needs t1 or t2") }
      for time in [entry.t1, entry.t2] {
        if let time, !(time > 0) { throw .noise("relaxation times of thermal noise are above 0") }
      }
      if let t1 = entry.t1, let t2 = entry.t2, t2 > 2 * t1 * (1 + 1e-12) {
        throw .noise("t2 is more than twice t1, which no qubit can have")
      }
      if let time = entry.gateTime, !(time >= 0) { throw .noise("the gate time of thermal noise is not negative") }
      return
    }
    guard let p = entry.probability else { throw .noise("`\(name)` needs a probability") }
    guard p >= 0, p <= 1 else { throw .noise("the probability \(p) of `\(name)` is not between 0 and 1") }
  }
}
