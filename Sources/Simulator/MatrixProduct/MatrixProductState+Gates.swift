import Circuits
import Core

extension MatrixProductState {
  /// The most qubits that one gate may act on together.
  static let mostQubitsOfAGate = 8

  /// Applies `matrix`, whose index bit j belongs to `qubits[j]`.
  mutating func apply(_ matrix: Matrix, to qubits: [Int], name: String, lapack: Lapack?) throws(SimulatorError) {
    switch qubits.count {
    case 0:
      if let first = waiting.indices.first {
        let phase = Matrix2x2(matrix[0, 0], .zero, .zero, matrix[0, 0])
        wait(phase, on: first)
      }
    case 1: wait(Matrix2x2(matrix), on: qubits[0])
    case 2: try hold(matrix, qubits[0], qubits[1], lapack)
    case ...Self.mostQubitsOfAGate:
      for qubit in qubits { try release(qubit, lapack) }
      try applyNow(matrix, to: qubits, lapack)
    default: throw .unsupportedGate(name, limit: "\(Self.mostQubitsOfAGate) qubits in a matrix product state")
    }
  }

  /// Brings `qubits`, on which no pair waits, side by side and applies `matrix`.
  mutating func applyNow(_ matrix: Matrix, to qubits: [Int], _ lapack: Lapack?) throws(SimulatorError) {
    let first = try gather(qubits, lapack)
    try applyBlock(arranged(matrix, qubits, first), at: first, width: qubits.count, lapack)
  }

  /// Lets what waits on `qubit`, or on all, happen.
  mutating func settle(_ qubit: Int, _ lapack: Lapack?) throws(SimulatorError) {
    try release(qubit, lapack)
    guard let m = waiting[qubit] else { return }
    waiting[qubit] = nil
    let site = siteOf[qubit]
    let (left, right) = (sites[site].left, sites[site].right)
    for l in 0..<left {
      for r in 0..<right {
        let (i, j) = ((2 * l) * right + r, (2 * l + 1) * right + r)
        let x = Complex(sites[site].re[i], sites[site].im[i]), y = Complex(sites[site].re[j], sites[site].im[j])
        let (u, v) = (m.a * x + m.b * y, m.c * x + m.d * y)
        (sites[site].re[i], sites[site].im[i], sites[site].re[j], sites[site].im[j]) = (u.re, u.im, v.re, v.im)
      }
    }
  }

  mutating func settleAll(_ lapack: Lapack?) throws(SimulatorError) {
    for qubit in waiting.indices { try settle(qubit, lapack) }
  }

  /// Brings `qubits` side by side by swaps, around the middle one; the first of their sites is returned.
  private mutating func gather(_ qubits: [Int], _ lapack: Lapack?) throws(SimulatorError) -> Int {
    let ordered = qubits.sorted { siteOf[$0] < siteOf[$1] }
    let middle = ordered.count / 2
    let anchor = siteOf[ordered[middle]]
    for place in stride(from: middle - 1, through: 0, by: -1) {
      while siteOf[ordered[place]] < anchor - (middle - place) { try swap(siteOf[ordered[place]], lapack) }
    }
    for place in ordered.indices where place > middle {
      while siteOf[ordered[place]] > anchor + (place - middle) { try swap(siteOf[ordered[place]] - 1, lapack) }
    }
    return anchor - middle
  }

  private static let swapMatrix = Planes(
    rows: 4, columns: 4, re: [1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1], im: Array(repeating: 0, count: 16))

  /// Exchanges the qubits of `site` and the next; what waits on them goes with them.
  private mutating func swap(_ site: Int, _ lapack: Lapack?) throws(SimulatorError) {
    try applyBlock(Self.swapMatrix, at: site, width: 2, lapack)
    let (a, b) = (qubitAt[site], qubitAt[site + 1])
    (qubitAt[site], qubitAt[site + 1]) = (b, a)
    (siteOf[a], siteOf[b]) = (site + 1, site)
  }

  /// The matrix in the order of sites, the first the most significant, with what waited on the qubits taken along.
  private mutating func arranged(_ matrix: Matrix, _ qubits: [Int], _ first: Int) -> Planes {
    let (width, size) = (qubits.count, matrix.dimension)
    // Bit `place` of an index of the matrix belongs to the site at this distance from the block's end.
    let shift = qubits.map { first + width - 1 - siteOf[$0] }
    let index = (0..<size).map { source in
      var target = 0
      for place in 0..<width where source >> place & 1 == 1 { target |= 1 << shift[place] }
      return target
    }
    var result = Planes(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size {
        let value = matrix[row, column]
        (result.re[index[row] * size + index[column]], result.im[index[row] * size + index[column]]) = (value.re, value.im)
      }
    }
    for place in 0..<width {
      guard let own = waiting[qubits[place]] else { continue }
      waiting[qubits[place]] = nil
      Self.multiply(&result, by: own, bit: shift[place])
    }
    return result
  }

  /// m = m (own on `bit`).
  private static func multiply(_ m: inout Planes, by own: Matrix2x2, bit: Int) {
    for row in 0..<m.rows {
      for column in 0..<m.columns where column >> bit & 1 == 0 {
        let (i, j) = (row * m.columns + column, row * m.columns + column | 1 << bit)
        let x = Complex(m.re[i], m.im[i]), y = Complex(m.re[j], m.im[j])
        let (u, v) = (x * own.a + y * own.c, x * own.b + y * own.d)
        (m.re[i], m.im[i], m.re[j], m.im[j]) = (u.re, u.im, v.re, v.im)
      }
    }
  }
}
