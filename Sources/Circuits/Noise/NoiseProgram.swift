import Core
import Glibc

/// A noise model, checked, that says what follows each operation; it remembers which of its entries met none.
public struct NoiseProgram: Sendable {
  private let entries: [Prepared]
  /// How many operations each entry has met.
  private var met: [Int]

  /// An entry with what can be worked out once.
  private struct Prepared: Sendable {
    var entry: NoiseEntry
    /// Of `pauli` and `kraus`: how many qubits it acts on, and the form.
    var width = 1
    var form: QuantumChannel.Form?
  }

  /// Gate times where an entry of thermal relaxation names none: typical of superconducting qubits.
  public static let oneQubitSeconds = 50e-9
  public static let manyQubitSeconds = 300e-9

  /// - Throws: `noise.…` for an entry that is not a channel: probabilities outside 0 to 1, operators that are not complete,
  ///   impossible relaxation times.
  public init(_ entries: [NoiseEntry]) throws(CircuitError) {
    var prepared: [Prepared] = []
    for entry in entries {
      try NoiseCheck.check(entry)
      guard entry.isActive else { continue }
      var one = Prepared(entry: entry)
      switch entry.channel {
      case .pauli:
        let products = try NoiseCheck.products(entry)
        one.form = .pauli(products.filter { $0.probability > 0 && $0.factors.contains { $0 != nil } })
        one.width = products.first?.factors.count ?? 1
      case .kraus:
        let operators = try NoiseCheck.operators(entry)
        one.form = .kraus(operators)
        one.width = operators.first?.qubits ?? 1
      default: break
      }
      prepared.append(one)
    }
    self.entries = prepared
    met = Array(repeating: 0, count: prepared.count)
  }

  /// Whether it does nothing at all.
  public var isEmpty: Bool { entries.isEmpty }

  /// Whether anything but reading out is noisy.
  public var actsOnState: Bool { entries.contains { $0.entry.channel != .readout } }

  /// The channels that follow a gate called `name` on `qubits`, in the order in which they act.
  public mutating func channels(after name: String, on qubits: [Int]) -> [QuantumChannel] {
    var result: [QuantumChannel] = []
    for (index, prepared) in entries.enumerated() where prepared.entry.channel != .readout {
      guard Self.applies(prepared.entry, to: name, width: qubits.count) else { continue }
      let reached = qubits.filter { prepared.entry.qubits?.contains($0) ?? true }
      if prepared.width > 1, reached.count != qubits.count || qubits.count != prepared.width { continue }
      guard !reached.isEmpty else { continue }
      met[index] += 1
      result += Self.channels(prepared, name, reached, width: qubits.count)
    }
    return result
  }

  /// How often a bit measured from `qubit` is read wrong, all entries together.
  public mutating func readout(_ qubit: Int) -> ReadoutError {
    var total = ReadoutError()
    for (index, prepared) in entries.enumerated() where prepared.entry.channel == .readout {
      guard prepared.entry.qubits?.contains(qubit) ?? true else { continue }
      met[index] += 1
      let p = prepared.entry.probability ?? 0
      let rows = prepared.entry.confusion
      total = total.then(ReadoutError(zeroAsOne: rows?[0][1] ?? p, oneAsZero: rows?[1][0] ?? p))
    }
    return total
  }

  /// - Throws: `noise.unmet` where an entry has met no operation.
  public func checkMet() throws(CircuitError) {
    for (prepared, count) in zip(entries, met) where count == 0 {
      throw CircuitError(
        "noise.unmet",
        "the noise `\(prepared.entry.channel.rawValue)` meets no operation of this circuit; check the gates and qubits that it names")
    }
  }

  private static func applies(_ entry: NoiseEntry, to name: String, width: Int) -> Bool {
    guard let gates = entry.gates else { return true }
    return gates.contains(name) || gates.contains("\(width)q")
  }

  private static func channels(
    _ prepared: Prepared, _ name: String, _ qubits: [Int], width: Int
  ) -> [QuantumChannel] {
    let entry = prepared.entry
    let p = entry.probability ?? 0
    func flips(_ pauli: PauliSum.Pauli, _ probability: Double) -> [QuantumChannel] {
      probability > 0 ? qubits.map { QuantumChannel(.pauli([.init([pauli], probability)]), on: [$0]) } : []
    }
    switch entry.channel {
    case .depolarizing: return [QuantumChannel(.depolarizing(p), on: qubits)]
    case .bitFlip: return flips(.x, p)
    case .phaseFlip: return flips(.z, p)
    // diag(1, √(1-λ)) and diag(0, √λ) are the same channel as Z with probability (1 - √(1-λ)) / 2.
    case .phaseDamping: return flips(.z, (1 - (1 - p).squareRoot()) / 2)
    case .amplitudeDamping: return qubits.map { QuantumChannel(.damping(p), on: [$0]) }
    case .thermal:
      let (gamma, flip) = relaxation(entry, seconds: seconds(entry, name, width))
      return qubits.flatMap { qubit in
        (gamma > 0 ? [QuantumChannel(.damping(gamma), on: [qubit])] : [])
          + (flip > 0 ? [QuantumChannel(.pauli([.init([.z], flip)]), on: [qubit])] : [])
      }
    case .pauli, .kraus:
      guard let form = prepared.form else { return [] }
      return prepared.width > 1 ? [QuantumChannel(form, on: qubits)] : qubits.map { QuantumChannel(form, on: [$0]) }
    case .readout: return []
    }
  }

  private static func seconds(_ entry: NoiseEntry, _ name: String, _ width: Int) -> Double {
    entry.gateTimes?[name] ?? entry.gateTimes?["\(width)q"] ?? entry.gateTime
      ?? (width == 1 ? oneQubitSeconds : manyQubitSeconds)
  }

  /// Damping 1 - e^(-t/T1), then Z so often that coherences shrink by e^(-t/T2) in all.
  private static func relaxation(_ entry: NoiseEntry, seconds: Double) -> (gamma: Double, flip: Double) {
    let t1 = entry.t1 ?? .infinity
    let gamma = 1 - exp(-seconds / t1)
    let coherence = entry.t2.map { exp(-seconds / $0 + seconds / (2 * t1)) } ?? 1
    return (gamma, (1 - min(1, coherence)) / 2)
  }
}
