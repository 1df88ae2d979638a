/// Stim's unitary gates as gates of the kernels.
enum StimGates {
  typealias Kind = CliffordProgram.Kind

  /// On one qubit, in order.
  static let single: [String: [Kind]] = [
    "I": [], "X": [.x], "Y": [.y], "Z": [.z], "H": [.h], "H_XZ": [.h], "S": [.s], "SQRT_Z": [.s], "S_DAG": [.sdg],
    "SQRT_Z_DAG": [.sdg], "SQRT_X": [.sx], "SQRT_X_DAG": [.sxdg], "SQRT_Y": [.z, .h], "SQRT_Y_DAG": [.h, .z],
    "H_XY": [.x, .s], "H_YZ": [.sx, .z], "C_XYZ": [.sdg, .h], "C_ZYX": [.h, .s],
  ]

  /// One gate of a sequence on qubits a and b.
  struct Part {
    var kind: Kind
    var onA = false
    var onB = false
    var reversed = false
  }

  /// On two qubits, in order; gates of the kernels on both are from a to b unless reversed.
  static let double: [String: [Part]] = [
    "CX": [pair(.cx)], "ZCX": [pair(.cx)], "CNOT": [pair(.cx)], "CY": [pair(.cy)], "ZCY": [pair(.cy)],
    "CZ": [pair(.cz)], "ZCZ": [pair(.cz)], "XCZ": [pair(.cx, reversed: true)], "YCZ": [pair(.cy, reversed: true)],
    "XCX": around([a(.h)], [pair(.cx)]), "XCY": around([a(.h)], [pair(.cy)]),
    "YCX": around(a(yToZ), [pair(.cx)]), "YCY": around(a(yToZ), [pair(.cy)]),
    "SWAP": [pair(.swap)], "CXSWAP": [pair(.cx), pair(.swap)], "SWAPCX": [pair(.swap), pair(.cx)],
    "CZSWAP": [pair(.cz), pair(.swap)], "SWAPCZ": [pair(.cz), pair(.swap)],
    "ISWAP": [pair(.swap), pair(.cz), a(.s), b(.s)], "ISWAP_DAG": [pair(.swap), pair(.cz), a(.sdg), b(.sdg)],
    "SQRT_ZZ": [pair(.cz), a(.s), b(.s)], "SQRT_ZZ_DAG": [pair(.cz), a(.sdg), b(.sdg)],
    "SQRT_XX": around([a(.h), b(.h)], [pair(.cz), a(.s), b(.s)]),
    "SQRT_XX_DAG": around([a(.h), b(.h)], [pair(.cz), a(.sdg), b(.sdg)]),
    "SQRT_YY": around(a(yToZ) + b(yToZ), [pair(.cz), a(.s), b(.s)]),
    "SQRT_YY_DAG": around(a(yToZ) + b(yToZ), [pair(.cz), a(.sdg), b(.sdg)]),
  ]

  /// Exchanges Y and Z, and is its own inverse up to a phase.
  static let yToZ: [Kind] = [.sx, .z]

  private static func a(_ kind: Kind) -> Part { Part(kind: kind, onA: true) }
  private static func b(_ kind: Kind) -> Part { Part(kind: kind, onB: true) }
  private static func a(_ kinds: [Kind]) -> [Part] { kinds.map { a($0) } }
  private static func b(_ kinds: [Kind]) -> [Part] { kinds.map { b($0) } }
  private static func pair(_ kind: Kind, reversed: Bool = false) -> Part { Part(kind: kind, reversed: reversed) }
  /// `inner` between a change of basis that is its own inverse.
  private static func around(_ change: [Part], _ inner: [Part]) -> [Part] { change + inner + change }
}
