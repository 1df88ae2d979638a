/// A square matrix of the reference: rows of numbers. Bit j of a row or column index belongs to the j-th qubit.
struct SquareMatrix: Hashable, Sendable {
  var rows: [[ComplexNumber]]

  init(_ rows: [[ComplexNumber]]) { self.rows = rows }

  var dimension: Int { rows.count }

  static func identity(_ dimension: Int) -> SquareMatrix {
    SquareMatrix((0..<dimension).map { row in (0..<dimension).map { $0 == row ? .one : .zero } })
  }

  static func * (a: Self, b: Self) -> Self {
    let n = a.dimension
    return Self(
      (0..<n).map { row in
        (0..<n).map { column in
          (0..<n).reduce(.zero) { $0 + a.rows[row][$1] * b.rows[$1][column] }
        }
      })
  }

  static func + (a: Self, b: Self) -> Self {
    Self(zip(a.rows, b.rows).map { zip($0, $1).map { $0 + $1 } })
  }

  static func * (factor: ComplexNumber, a: Self) -> Self { Self(a.rows.map { $0.map { factor * $0 } }) }
  static func * (factor: Double, a: Self) -> Self { Self(a.rows.map { $0.map { factor * $0 } }) }

  /// Element by element.
  var conjugate: SquareMatrix { SquareMatrix(rows.map { $0.map(\.conjugate) }) }

  /// Conjugate transpose: the inverse of a unitary.
  var adjoint: SquareMatrix {
    SquareMatrix(rows.indices.map { row in rows.indices.map { rows[$0][row].conjugate } })
  }

  /// The matrix on this one's qubits followed by `high`'s.
  func below(_ high: SquareMatrix) -> SquareMatrix {
    let n = dimension
    return SquareMatrix(
      (0..<(n * high.dimension)).map { row in
        (0..<(n * high.dimension)).map { high.rows[row / n][$0 / n] * rows[row % n][$0 % n] }
      })
  }

  /// With a control put before its qubits, as the lowest bit; acts where the control is `state`.
  func controlled(on state: Bool = true) -> SquareMatrix {
    let wanted = state ? 1 : 0
    return SquareMatrix(
      (0..<(2 * dimension)).map { row in
        (0..<(2 * dimension)).map { column in
          if row & 1 != column & 1 { return .zero }
          if row & 1 != wanted { return row == column ? .one : .zero }
          return rows[row >> 1][column >> 1]
        }
      })
  }

  /// The `exponent`-th power, a whole number; negative ones by the adjoint.
  func power(_ exponent: Int) -> SquareMatrix {
    let base = exponent < 0 ? adjoint : self
    return (0..<abs(exponent)).reduce(.identity(dimension)) { product, _ in product * base }
  }
}
