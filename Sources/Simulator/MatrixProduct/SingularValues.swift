import CKernels

/// The larger singular values of a matrix with their right vectors, and the weight of those left out.
struct SingularValues {
  var values: [Double]
  /// One row for each value.
  var vectors: Planes
  /// The sum of the squares of what was dropped.
  var dropped: Double

  /// Up to this many rows or columns, Jacobi's rotations are faster than LAPACK, and as exact for small values as for large.
  static let smallest = 28

  /// Of `matrix`; drops the smallest values as long as their squares sum to at most `weight`, and all beyond `bond`.
  init(of matrix: Planes, weight: Double, bond: Int?, lapack: Lapack?) throws(SimulatorError) {
    var scaled: Planes
    var squares: [Double]
    if min(matrix.rows, matrix.columns) > Self.smallest, let lapack {
      (squares, scaled) = try lapack.rightSingular(matrix)
    } else {
      (squares, scaled) = Self.rotated(matrix)
    }
    let order = squares.indices.sorted { squares[$0] > squares[$1] }
    let total = squares.reduce(0, +)
    var kept = min(order.count, matrix.columns, bond ?? .max)
    var left = order[kept...].reduce(0) { $0 + squares[$1] }
    while kept > 1, left + squares[order[kept - 1]] <= max(weight, total * 1e-31) {
      left += squares[order[kept - 1]]
      kept -= 1
    }
    values = order[..<kept].map { squares[$0].squareRoot() }
    dropped = left <= total * 1e-28 ? 0 : left
    vectors = Planes(rows: kept, columns: matrix.columns)
    let width = matrix.columns
    for (row, source) in order[..<kept].enumerated() {
      let factor = values[row] > 0 ? 1 / values[row] : 0
      for column in 0..<width {
        vectors.re[row * width + column] = scaled.re[source * width + column] * factor
        vectors.im[row * width + column] = scaled.im[source * width + column] * factor
      }
    }
  }

  /// Squares of the values, and rows that are the vectors times the values.
  private static func rotated(_ matrix: Planes) -> (squares: [Double], scaled: Planes) {
    var work = matrix
    var squares = [Double](repeating: 0, count: matrix.rows)
    _ = px_mps_orthogonalize(Int32(matrix.rows), Int32(matrix.columns), &work.re, &work.im, &squares)
    return (squares, work)
  }
}
