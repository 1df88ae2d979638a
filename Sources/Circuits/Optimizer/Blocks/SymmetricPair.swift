import Glibc

/// Real eigenvectors of a complex symmetric unitary: those that its real and its imaginary part, which commute, share.
enum SymmetricPair {
  /// Columns of a real orthogonal P with PᵀMP diagonal, and the diagonal; by Jacobi angles for both parts at once
  /// (Cardoso and Souloumiac, 1996), which degenerate eigenvalues do not disturb.
  static func diagonalize(_ matrix: Matrix) -> (vectors: [[Double]], values: [Complex]) {
    let n = matrix.dimension
    var parts = [
      (0..<n).map { row in (0..<n).map { matrix[row, $0].re } }, (0..<n).map { row in (0..<n).map { matrix[row, $0].im } },
    ]
    var vectors = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0 } }
    for _ in 0..<60 {
      var moved = false
      for p in 0..<n {
        for q in (p + 1)..<max(p + 1, n) {
          let (cosine, sine) = angle(parts, p, q)
          guard abs(sine) > 1e-16 else { continue }
          moved = true
          for index in parts.indices {
            rotateColumns(&parts[index], p, q, cosine, sine)
            rotateRows(&parts[index], p, q, cosine, sine)
          }
          rotateColumns(&vectors, p, q, cosine, sine)
        }
      }
      if !moved { break }
    }
    return (
      (0..<n).map { column in (0..<n).map { vectors[$0][column] } },
      (0..<n).map { Complex(parts[0][$0][$0], parts[1][$0][$0]) }
    )
  }

  /// The determinant of a real 4 by 4 matrix given by its columns.
  static func determinant(_ columns: [[Double]]) -> Double {
    func minor(_ rows: [Int], _ first: Int) -> Double {
      if first == columns.count { return 1 }
      var total = 0.0
      for (place, row) in rows.enumerated() {
        let rest = rows.enumerated().filter { $0.offset != place }.map(\.element)
        total += (place % 2 == 0 ? 1 : -1) * columns[first][row] * minor(rest, first + 1)
      }
      return total
    }
    return minor(Array(columns.indices), 0)
  }

  /// The rotation of the plane (p, q) that brings both parts nearest to diagonal.
  private static func angle(_ parts: [[[Double]]], _ p: Int, _ q: Int) -> (cosine: Double, sine: Double) {
    var (on, off, scale) = (0.0, 0.0, 0.0)
    for part in parts {
      let (difference, twice) = (part[p][p] - part[q][q], part[p][q] + part[q][p])
      on += difference * difference - twice * twice
      off += 2 * difference * twice
      scale += twice * twice
    }
    if scale < 1e-30 { return (1, 0) }
    let theta = 0.5 * atan2(off, on + (on * on + off * off).squareRoot())
    // With equal diagonals the formula has no direction: a quarter of a half turn mends it.
    return theta == 0 ? (0.5.squareRoot(), 0.5.squareRoot()) : (cos(theta), sin(theta))
  }

  private static func rotateColumns(_ m: inout [[Double]], _ p: Int, _ q: Int, _ c: Double, _ s: Double) {
    for row in m.indices { (m[row][p], m[row][q]) = (c * m[row][p] + s * m[row][q], c * m[row][q] - s * m[row][p]) }
  }

  private static func rotateRows(_ m: inout [[Double]], _ p: Int, _ q: Int, _ c: Double, _ s: Double) {
    for column in m[p].indices {
      (m[p][column], m[q][column]) = (c * m[p][column] + s * m[q][column], c * m[q][column] - s * m[p][column])
    }
  }
}
