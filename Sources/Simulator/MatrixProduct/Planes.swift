import CKernels

/// A complex matrix, row by row, in planes of real and imaginary parts.
struct Planes {
  var rows: Int
  var columns: Int
  var re: [Double]
  var im: [Double]

  init(rows: Int, columns: Int, re: [Double], im: [Double]) {
    (self.rows, self.columns, self.re, self.im) = (rows, columns, re, im)
  }

  /// Zeros.
  init(rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns, re: Array(repeating: 0, count: rows * columns),
      im: Array(repeating: 0, count: rows * columns))
  }

  /// The same numbers in rows of another length.
  func reshaped(columns other: Int) -> Planes {
    Planes(rows: re.count / other, columns: other, re: re, im: im)
  }

  /// The matrix product.
  static func * (a: Planes, b: Planes) -> Planes {
    var c = Planes(rows: a.rows, columns: b.columns)
    px_mps_multiply(Int32(a.rows), Int32(a.columns), Int32(b.columns), a.re, a.im, b.re, b.im, &c.re, &c.im)
    return c
  }

  /// The product with the adjoint of `b`.
  func timesAdjoint(_ b: Planes) -> Planes {
    var c = Planes(rows: rows, columns: b.rows)
    px_mps_multiply_adjoint(Int32(rows), Int32(columns), Int32(b.rows), re, im, b.re, b.im, &c.re, &c.im)
    return c
  }

  /// The transpose, without conjugation.
  var transposed: Planes {
    var result = Planes(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        result.re[column * rows + row] = re[row * columns + column]
        result.im[column * rows + row] = im[row * columns + column]
      }
    }
    return result
  }

  mutating func scale(by factor: Double) {
    for index in re.indices {
      re[index] *= factor
      im[index] *= factor
    }
  }
}
