import Core
import Glibc

/// What a noise model does after each gate, as Kraus operators from the textbook formulas (Nielsen and Chuang, 8.3).
struct ReferenceNoise {
  private let entries: [NoiseEntry]

  init(_ entries: [NoiseEntry]) throws(ReferenceRefusal) {
    self.entries = entries.filter(\.isActive)
    for entry in self.entries { try Self.check(entry) }
  }

  private static func check(_ entry: NoiseEntry) throws(ReferenceRefusal) {
    switch entry.channel {
    case .thermal:
      let (t1, t2) = (entry.t1 ?? .infinity, entry.t2 ?? 0)
      guard entry.t1 != nil || entry.t2 != nil, t1 > 0, t2 >= 0, t2 <= 2 * t1, entry.t2 != 0 else {
        throw ReferenceRefusal("thermal noise without relaxation times that are possible")
      }
    case .pauli: try checkPaulis(entry)
    case .kraus: try checkOperators(entry)
    case .readout where entry.confusion != nil:
      let rows = entry.confusion ?? []
      guard rows.count == 2, rows.allSatisfy({ $0.count == 2 && abs($0[0] + $0[1] - 1) < 1e-9 && $0.allSatisfy { $0 >= 0 } })
      else { throw ReferenceRefusal("a confusion of readings that is not two rows summing to 1") }
    default:
      guard let p = entry.probability, p > 0, p <= 1 else {
        throw ReferenceRefusal("a probability of \(entry.channel.rawValue) outside 0 to 1")
      }
    }
  }

  /// Whether anything but reading out is noisy.
  var actsOnState: Bool { entries.contains { $0.channel != .readout } }

  var isSilent: Bool { entries.isEmpty }

  /// Whether an entry tells gates apart by their names.
  var namesGates: Bool { entries.contains { !($0.gates ?? []).allSatisfy { $0 == "1q" || $0 == "2q" } } }

  /// How often a bit measured from `qubit` is recorded wrongly.
  func readout(_ qubit: Int) -> ReferenceReadout {
    entries.filter { $0.channel == .readout && ($0.qubits?.contains(qubit) ?? true) }
      .reduce(ReferenceReadout()) { before, entry in
        let p = entry.probability ?? 0
        return before.followed(
          by: ReferenceReadout(zeroAsOne: entry.confusion?[0][1] ?? p, oneAsZero: entry.confusion?[1][0] ?? p))
      }
  }

  /// The channels that follow gate `name` on `qubits`, in the order of the model.
  func channels(after name: String, on qubits: [Int]) throws(ReferenceRefusal) -> [(kraus: [SquareMatrix], qubits: [Int])] {
    var result: [(kraus: [SquareMatrix], qubits: [Int])] = []
    for entry in entries where entry.channel != .readout && follows(entry, name, qubits) {
      let touched = qubits.filter { entry.qubits?.contains($0) ?? true }
      guard !touched.isEmpty else { continue }
      switch entry.channel {
      case .depolarizing:
        guard touched.count == qubits.count else {
          throw ReferenceRefusal("depolarizing noise on some qubits of a gate")
        }
        guard qubits.count <= 3 else { throw ReferenceRefusal("depolarizing noise on \(qubits.count) qubits at once") }
        result.append((Self.depolarizing(entry.probability ?? 0, qubits: qubits.count), qubits))
      case .pauli, .kraus:
        let kraus = Self.given(entry)
        let width = (kraus.first?.dimension ?? 2).trailingZeroBitCount
        if width == 1 { result += touched.map { (kraus, [$0]) } }
        if width > 1, width == qubits.count, touched.count == width { result.append((kraus, qubits)) }
      default: result += touched.map { (Self.single(entry, gate: name, width: qubits.count), [$0]) }
      }
    }
    return result
  }

  private func follows(_ entry: NoiseEntry, _ name: String, _ qubits: [Int]) -> Bool {
    guard let gates = entry.gates else { return true }
    return gates.contains { $0 == name || $0 == "\(qubits.count)q" }
  }
}

/// How often a bit is recorded wrongly, for each true value.
struct ReferenceReadout: Hashable, Sendable {
  var zeroAsOne = 0.0
  var oneAsZero = 0.0

  var isNone: Bool { zeroAsOne == 0 && oneAsZero == 0 }

  /// The probability that a bit that is `value` is recorded as the other one.
  func wrong(_ value: Int) -> Double { value == 0 ? zeroAsOne : oneAsZero }

  /// This reading, and what `next` makes of the bit that it recorded.
  func followed(by next: ReferenceReadout) -> ReferenceReadout {
    ReferenceReadout(
      zeroAsOne: (1 - zeroAsOne) * next.zeroAsOne + zeroAsOne * (1 - next.oneAsZero),
      oneAsZero: (1 - oneAsZero) * next.oneAsZero + oneAsZero * (1 - next.zeroAsOne))
  }
}
