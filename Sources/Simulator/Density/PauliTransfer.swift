import Circuits
import Core

/// A channel on k qubits as a real matrix over Pauli products: R_ij = tr(P_i E(P_j)) / 2^k, the digits of i and j (0 I, 1 X,
/// 2 Y, 3 Z) in the order of the qubits, the first the least significant.
struct PauliTransfer {
  let dimension: Int
  /// Row by row.
  private(set) var elements: [Double]

  /// ρ → Σ K ρ K†.
  init(kraus operators: [Matrix]) {
    let size = operators.first?.dimension ?? 1
    let width = size.trailingZeroBitCount
    dimension = size * size
    elements = Array(repeating: 0, count: dimension * dimension)
    let paulis = (0..<dimension).map { PauliPermutation($0, width: width) }
    for column in 0..<dimension {
      for matrix in operators {
        let image = paulis[column].conjugated(by: matrix)
        for row in 0..<dimension { elements[row * dimension + column] += paulis[row].trace(image) / Double(size) }
      }
    }
    for place in elements.indices { elements[place] = Self.rounded(elements[place]) }
  }

  /// A diagonal channel.
  init(diagonal: [Double]) {
    dimension = diagonal.count
    elements = Array(repeating: 0, count: dimension * dimension)
    for (place, value) in diagonal.enumerated() { elements[place * dimension + place] = value }
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * dimension + column] }
    set { elements[row * dimension + column] = newValue }
  }

  /// The rows multiplied by `factors`: a diagonal channel after this one.
  mutating func scaleRows(_ factors: [Double]) {
    for row in 0..<dimension {
      for column in 0..<dimension { elements[row * dimension + column] *= factors[row] }
    }
  }

  /// `a` after `b`.
  static func * (a: PauliTransfer, b: PauliTransfer) -> PauliTransfer {
    let n = a.dimension
    var result = PauliTransfer(diagonal: Array(repeating: 0, count: n))
    for row in 0..<n {
      for inner in 0..<n where a[row, inner] != 0 {
        let factor = a[row, inner]
        for column in 0..<n { result.elements[row * n + column] += factor * b[inner, column] }
      }
    }
    return result
  }

  /// What is not 0, row by row, as the kernels take it.
  var sparse: (starts: [Int32], columns: [Int32], values: [Double]) {
    var starts: [Int32] = [0], columns: [Int32] = [], values: [Double] = []
    for row in 0..<dimension {
      for column in 0..<dimension where self[row, column] != 0 {
        columns.append(Int32(column))
        values.append(self[row, column])
      }
      starts.append(Int32(columns.count))
    }
    return (starts, columns, values)
  }

  /// Rounding beside 0 and ±1 taken away, so that structure survives.
  private static func rounded(_ value: Double) -> Double {
    let nearest = value.rounded()
    return abs(value - nearest) < 1e-15 ? nearest : value
  }
}

/// A Pauli product as a permutation of basis states with phases: P |c> = phase(c) |c ^ flip>.
private struct PauliPermutation {
  let flip: Int
  let phases: [Complex]

  /// The product numbered `index` in base 4.
  init(_ index: Int, width: Int) {
    var flip = 0, sign = 0, quarters = 0
    for place in 0..<width {
      let digit = index >> (2 * place) & 3
      if digit == 1 || digit == 2 { flip |= 1 << place }
      if digit >= 2 { sign |= 1 << place }
      if digit == 2 { quarters += 1 }
    }
    self.flip = flip
    // Y = iXZ.
    let powers: [Complex] = [.one, .i, -.one, -.i]
    phases = (0..<(1 << width)).map { (($0 & sign).nonzeroBitCount & 1 == 0 ? Complex.one : -.one) * powers[quarters & 3] }
  }

  /// K P K†.
  func conjugated(by k: Matrix) -> Matrix {
    let n = k.dimension
    var left = k
    for row in 0..<n {
      for column in 0..<n { left[row, column] = k[row, column ^ flip] * phases[column] }
    }
    return left * k.adjoint
  }

  /// tr(P M), real for Hermitian M.
  func trace(_ matrix: Matrix) -> Double {
    var sum = 0.0
    for column in 0..<matrix.dimension {
      let (phase, element) = (phases[column], matrix[column, column ^ flip])
      sum += phase.re * element.re - phase.im * element.im
    }
    return sum
  }
}
