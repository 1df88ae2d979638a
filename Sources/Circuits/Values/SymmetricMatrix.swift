import Glibc

/// Eigenvalues and eigenvectors of small real symmetric matrices, by Jacobi's rotations.
enum SymmetricMatrix {
  /// The eigenvalues in rising order, and the eigenvectors as columns of a matrix with determinant 1.
  static func eigen(_ matrix: [[Double]]) -> (values: [Double], vectors: [[Double]]) {
    let n = matrix.count
    var a = matrix
    var v = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0.0 } }
    for _ in 0..<100 {
      let off = (0..<n).reduce(0.0) { sum, p in sum + ((p + 1)..<max(p + 1, n)).reduce(0.0) { $0 + a[p][$1] * a[p][$1] } }
      if off < 1e-28 { break }
      for p in 0..<n {
        for q in (p + 1)..<max(p + 1, n) where abs(a[p][q]) > 1e-300 {
          let angle = 0.5 * atan2(2 * a[p][q], a[q][q] - a[p][p])
          let (c, s) = (cos(angle), sin(angle))
          for k in 0..<n { (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]) }
          for k in 0..<n { (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]) }
          for k in 0..<n { (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q]) }
        }
      }
    }
    let order = (0..<n).sorted { a[$0][$0] < a[$1][$1] }
    var vectors = (0..<n).map { row in order.map { v[row][$0] } }
    if determinant(vectors) < 0 { for row in 0..<n { vectors[row][0] *= -1 } }
    return (order.map { a[$0][$0] }, vectors)
  }

  private static func determinant(_ matrix: [[Double]]) -> Double {
    var a = matrix
    var result = 1.0
    for column in a.indices {
      let pivot = (column..<a.count).max { abs(a[$0][column]) < abs(a[$1][column]) } ?? column
      if pivot != column {
        a.swapAt(pivot, column)
        result = -result
      }
      guard a[column][column] != 0 else { return 0 }
      result *= a[column][column]
      for row in (column + 1)..<max(column + 1, a.count) {
        let factor = a[row][column] / a[column][column]
        for k in column..<a.count { a[row][k] -= factor * a[column][k] }
      }
    }
    return result
  }
}
