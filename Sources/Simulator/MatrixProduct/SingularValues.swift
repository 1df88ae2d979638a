import CKernels

/// The larger singular values of a matrix with their right vectors, and the weight of those left out.
struct SingularValues {
  var values: [Double]
  /// One row for each value.
  var vectors: Planes
  /// The sum of the squares of what was dropped.
  var dropped: Double

  /// Up to this many rows, Jacobi's rotations of the triangular factor are faster than LAPACK, and as exact for small values
  /// as for large.
  static let smallest = 48
  /// The share of the weight that may be dropped before the values are known.
  static let early = 0.01

  /// Of `matrix`; drops the smallest values as long as their squares sum to at most `weight`, and all beyond `bond`.
  init(of matrix: Planes, weight: Double, bond: Int?, lapack: Lapack?) throws(SimulatorError) {
    var scaled: Planes
    var squares: [Double]
    var rest: Double
    if min(matrix.rows, matrix.columns) > 2 * Self.smallest, let lapack {
      (squares, scaled) = try lapack.rightSingular(matrix)
      rest = 0
    } else {
      // Right vectors are those of the triangular factor, which has a row for each direction that matters.
      (scaled, rest) = Self.triangle(matrix, limit: Self.early * weight)
      if scaled.rows > Self.smallest, let lapack {
        (squares, scaled) = try lapack.rightSingular(scaled)
      } else {
        squares = [Double](repeating: 0, count: scaled.rows)
        _ = px_mps_orthogonalize(Int32(scaled.rows), Int32(scaled.columns), &scaled.re, &scaled.im, &squares)
      }
    }
    let order = squares.indices.sorted { squares[$0] > squares[$1] }
    let total = squares.reduce(0, +)
    var kept = min(order.count, matrix.columns, bond ?? .max)
    var left = order[kept...].reduce(rest) { $0 + squares[$1] }
    while kept > 1, left + squares[order[kept - 1]] <= max(weight, total * 1e-31) {
      left += squares[order[kept - 1]]
      kept -= 1
    }
    values = order[..<kept].map { squares[$0].squareRoot() }
    dropped = left <= total * 1e-28 ? 0 : left
    let (width, count) = (matrix.columns, kept)
    let sources = order[..<kept]
    vectors = Planes(rows: count, columns: width)
    for (row, source) in sources.enumerated() {
      let factor = values[row] > 0 ? 1 / values[row] : 0
      for column in 0..<width {
        vectors.re[row * width + column] = scaled.re[source * width + column] * factor
        vectors.im[row * width + column] = scaled.im[source * width + column] * factor
      }
    }
  }

  /// R of M = Q R + rest, and the rest's weight.
  private static func triangle(_ matrix: Planes, limit: Double) -> (factor: Planes, rest: Double) {
    let (rows, columns) = (matrix.rows, matrix.columns)
    var work = matrix.transposed
    var factor = Planes(rows: min(rows, columns), columns: columns)
    var norms = [Double](repeating: 0, count: columns)
    var order = [Int32](repeating: 0, count: columns)
    var rest = 0.0
    let rank = px_mps_triangle(
      Int32(rows), Int32(columns), &work.re, &work.im, limit, &norms, &order, &factor.re, &factor.im, &rest)
    if rank == 0 { return (matrix, 0) }
    factor.rows = Int(rank)
    factor.re.removeLast((factor.re.count) - Int(rank) * columns)
    factor.im.removeLast((factor.im.count) - Int(rank) * columns)
    return (factor, rest)
  }
}
