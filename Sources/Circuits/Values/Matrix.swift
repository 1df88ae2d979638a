/// A square complex matrix in row-major order; of a gate on k qubits, 2^k rows.
///
/// Bit j of a row or column index belongs to the j-th listed qubit: the first listed is the least significant, as in Qiskit.
public struct Matrix: Hashable, Sendable {
  public let dimension: Int
  /// `dimension`² elements, row by row.
  public var elements: [Complex]

  /// The matrix of `elements`, row by row; their number must be a square.
  public init(dimension: Int, elements: [Complex]) {
    precondition(elements.count == dimension * dimension, "a square matrix has dimension squared elements")
    self.dimension = dimension
    self.elements = elements
  }

  /// The matrix of `rows`, which must be as many as each is long.
  public init(rows: [[Complex]]) { self.init(dimension: rows.count, elements: rows.flatMap { $0 }) }

  /// The diagonal matrix of `diagonal`.
  public init(diagonal: [Complex]) {
    self.init(dimension: diagonal.count, elements: Array(repeating: .zero, count: diagonal.count * diagonal.count))
    for (index, value) in diagonal.enumerated() { self[index, index] = value }
  }

  /// The identity of `dimension` rows.
  public static func identity(_ dimension: Int) -> Matrix {
    Matrix(diagonal: Array(repeating: .one, count: dimension))
  }

  public subscript(row: Int, column: Int) -> Complex {
    get { elements[row * dimension + column] }
    set { elements[row * dimension + column] = newValue }
  }

  /// How many qubits it acts on: the logarithm of its dimension.
  public var qubits: Int { dimension.trailingZeroBitCount }

  /// The matrix product: `b` acts first.
  public static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.dimension == b.dimension, "matrices of one product have one dimension")
    let n = a.dimension
    var product = Matrix(dimension: n, elements: Array(repeating: .zero, count: n * n))
    for row in 0..<n {
      for inner in 0..<n {
        let factor = a[row, inner]
        if factor == .zero { continue }
        for column in 0..<n { product[row, column] += factor * b[inner, column] }
      }
    }
    return product
  }

  /// Every element multiplied by `factor`.
  public func scaled(by factor: Complex) -> Matrix {
    Matrix(dimension: dimension, elements: elements.map { factor * $0 })
  }

  /// The conjugate transpose.
  public var adjoint: Matrix {
    var result = self
    for row in 0..<dimension {
      for column in 0..<dimension { result[row, column] = self[column, row].conjugate }
    }
    return result
  }

  /// The gate with controls put before its qubits: it acts where every control has its state, and is the identity elsewhere.
  public func controlled(by states: [Bool]) -> Matrix {
    if states.isEmpty { return self }
    var pattern = 0
    for (bit, state) in states.enumerated() where state { pattern |= 1 << bit }
    var result = Matrix.identity(dimension << states.count)
    for row in 0..<dimension {
      for column in 0..<dimension {
        result[row << states.count | pattern, column << states.count | pattern] = self[row, column]
      }
    }
    return result
  }

  /// The tensor product with `self` on the less significant qubits.
  public func tensor(_ high: Matrix) -> Matrix {
    let n = dimension * high.dimension
    var result = Matrix(dimension: n, elements: Array(repeating: .zero, count: n * n))
    for row in 0..<n {
      for column in 0..<n {
        result[row, column] =
          self[row % dimension, column % dimension] * high[row / dimension, column / dimension]
      }
    }
    return result
  }
}

extension Matrix {
  /// The largest magnitude of an element of the difference.
  public func distance(to other: Matrix) -> Double {
    guard dimension == other.dimension else { return .infinity }
    return zip(elements, other.elements).map { ($0 - $1).magnitude }.max() ?? 0
  }

  /// `distance(to:)` after the global phase of `other` was turned onto this matrix's.
  public func distanceUpToPhase(to other: Matrix) -> Double {
    guard dimension == other.dimension else { return .infinity }
    var overlap = Complex.zero
    for (a, b) in zip(elements, other.elements) { overlap += a * b.conjugate }
    guard overlap.magnitude > 1e-300 else { return distance(to: other) }
    return distance(to: other.scaled(by: (1 / overlap.magnitude) * overlap))
  }

  /// Whether the product with the adjoint is the identity within `tolerance`.
  public func isUnitary(tolerance: Double = 1e-9) -> Bool {
    (self * adjoint).distance(to: .identity(dimension)) <= tolerance
  }

  /// Whether every element off the diagonal is at most `tolerance`.
  public func isDiagonal(tolerance: Double = 0) -> Bool {
    for row in 0..<dimension {
      for column in 0..<dimension where row != column && self[row, column].magnitude > tolerance { return false }
    }
    return true
  }
}
