import Glibc

/// Circuits for small real matrices: rotations between basis states that differ in one bit, each an RY with controls.
enum RealSynthesis {
  /// Basis state number `place` of a walk on which neighbours differ in one bit.
  private static func gray(_ place: Int) -> Int { place ^ place >> 1 }

  /// Gates that map |0…0⟩ to `vector`, of length 1 and 2^k entries.
  static func preparation(_ vector: [Double], on qubits: [Int]) -> [Gate] {
    var left = vector
    var gates: [Gate] = []
    for place in (1..<vector.count).reversed() {
      rotate(place, [left[gray(place - 1)], left[gray(place)]], qubits, &gates) { c, s in
        let (a, b) = (left[gray(place - 1)], left[gray(place)])
        (left[gray(place - 1)], left[gray(place)]) = (c * a + s * b, c * b - s * a)
      }
    }
    return gates.reversed().flatMap { $0.inverse() }
  }

  /// Gates of an orthogonal matrix with determinant 1.
  static func rotation(_ matrix: [[Double]], on qubits: [Int]) -> [Gate] {
    let n = matrix.count
    var rows = (0..<n).map { matrix[gray($0)] }
    var gates: [Gate] = []
    for column in 0..<(n - 1) {
      let own = gray(column)
      for place in ((column + 1)..<n).reversed() {
        rotate(place, [rows[place - 1][own], rows[place][own]], qubits, &gates) { c, s in
          for k in 0..<n {
            let (a, b) = (rows[place - 1][k], rows[place][k])
            (rows[place - 1][k], rows[place][k]) = (c * a + s * b, c * b - s * a)
          }
        }
      }
    }
    return gates.reversed().flatMap { $0.inverse() }
  }

  /// The gate that turns the second of two amplitudes, at neighbouring places of the walk, into the first.
  private static func rotate(
    _ place: Int, _ pair: [Double], _ qubits: [Int], _ gates: inout [Gate], _ apply: (Double, Double) -> Void
  ) {
    let length = hypot(pair[0], pair[1])
    guard length > 1e-14, abs(pair[1]) > 1e-15 || pair[0] < 0 else { return }
    let (c, s) = (pair[0] / length, pair[1] / length)
    apply(c, s)
    let (low, high) = (gray(place - 1), gray(place))
    let bit = (low ^ high).trailingZeroBitCount
    // RY(θ) turns |1⟩ towards -|0⟩: the sign says which of the two states has the bit.
    let angle = 2 * atan2(s, c) * (high >> bit & 1 == 1 ? -1 : 1)
    let others = qubits.indices.filter { $0 != bit }
    gates.append(
      Gate(.ry, [angle], on: [qubits[bit]]).controlled(
        by: others.map { qubits[$0] }, states: others.map { low >> $0 & 1 == 1 }))
  }

  /// RY of `target` by an angle for each value of `controls`, the first of them least significant.
  static func multiplexedRotation(_ angles: [Double], controls: [Int], target: Int) -> [Gate] {
    guard let last = controls.last else { return [Gate(.ry, [angles[0]], on: [target])] }
    let half = angles.count / 2
    let (low, high) = (Array(angles[..<half]), Array(angles[half...]))
    let rest = Array(controls.dropLast())
    let even = multiplexedRotation(zip(low, high).map { ($0 + $1) / 2 }, controls: rest, target: target)
    let odd = multiplexedRotation(zip(low, high).map { ($0 - $1) / 2 }, controls: rest, target: target)
    return even + [Gate(.cx, on: [last, target])] + odd + [Gate(.cx, on: [last, target])]
  }
}
