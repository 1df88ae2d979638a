import Circuits
import Core

extension MatrixProductState {
  /// A row vector over a bond.
  typealias Row = Planes

  /// The vector before the first site.
  static let start = Planes(rows: 1, columns: 1, re: [1], im: [0])

  /// `row` times the tensor of `site`: the two halves are for spin 0 and spin 1.
  func next(_ row: Row, _ site: Int) -> (zero: Row, one: Row) {
    let tensor = sites[site]
    let product = row * Planes(rows: tensor.left, columns: 2 * tensor.right, re: tensor.re, im: tensor.im)
    let r = tensor.right
    return (
      Planes(rows: 1, columns: r, re: Array(product.re[..<r]), im: Array(product.im[..<r])),
      Planes(rows: 1, columns: r, re: Array(product.re[r...]), im: Array(product.im[r...]))
    )
  }

  /// The amplitude of the basis state with these bits; nothing may wait.
  func amplitude(_ bits: [Bool]) -> Complex {
    var row = Self.start
    for site in sites.indices {
      let (zero, one) = next(row, site)
      row = bits[qubitAt[site]] ? one : zero
    }
    return Complex(row.re[0], row.im[0])
  }

  /// |amplitude|² of all basis states, by index with qubit 0 least significant; for few qubits.
  func probabilities() -> [Double] {
    var rows: [(index: Int, row: Row)] = [(0, Self.start)]
    for site in sites.indices {
      rows = rows.flatMap { entry -> [(index: Int, row: Row)] in
        let (zero, one) = next(entry.row, site)
        return [(entry.index, zero), (entry.index | 1 << qubitAt[site], one)]
      }
    }
    var table = [Double](repeating: 0, count: rows.count)
    for (index, row) in rows { table[index] = row.squaredNorm }
    return table
  }

  /// The expectation value of a Pauli sum; nothing may wait.
  func expectation(of sum: PauliSum) -> Double {
    sum.terms.reduce(0) { $0 + $1.coefficient * expectation(of: $1.factors) }
  }

  /// That of a product: from its first site to its last, the rest being the identity in canonical form.
  private func expectation(of factors: [PauliSum.Factor]) -> Double {
    var paulis: [Int: PauliSum.Pauli] = [:]
    for factor in factors { paulis[siteOf[factor.qubit]] = factor.pauli }
    guard let first = paulis.keys.min(), let last = paulis.keys.max() else { return 1 }
    let values = schmidt[first]
    var environment = Planes(rows: values.count, columns: values.count)
    for (index, value) in values.enumerated() { environment.re[index * values.count + index] = value * value }
    for site in first...last { environment = transfer(environment, site, paulis[site]) }
    return (0..<environment.rows).reduce(0) { $0 + environment.re[$1 * environment.rows + $1] }
  }

  /// E'[r, r'] = Σ conj(B[l, s, r]) E[l, l'] P[s, s'] B[l', s', r'].
  private func transfer(_ environment: Planes, _ site: Int, _ pauli: PauliSum.Pauli?) -> Planes {
    let tensor = sites[site]
    let (left, right) = (tensor.left, tensor.right)
    var ket = environment * Planes(rows: left, columns: 2 * right, re: tensor.re, im: tensor.im)
    if let pauli {
      for l in 0..<left {
        for r in 0..<right {
          let (i, j) = (2 * l * right + r, (2 * l + 1) * right + r)
          let x = Complex(ket.re[i], ket.im[i]), y = Complex(ket.re[j], ket.im[j])
          let (u, v): (Complex, Complex) =
            switch pauli {
            case .x: (y, x)
            case .y: (-Complex.i * y, Complex.i * x)
            case .z: (x, -y)
            }
          (ket.re[i], ket.im[i], ket.re[j], ket.im[j]) = (u.re, u.im, v.re, v.im)
        }
      }
    }
    var bra = Planes(rows: 2 * left, columns: right, re: tensor.re, im: tensor.im).transposed
    for index in bra.im.indices { bra.im[index] = -bra.im[index] }
    return bra * ket.reshaped(columns: right)
  }

  /// The probability that the qubit is found in 1; nothing may wait on it.
  func probabilityOfOne(_ qubit: Int) -> Double {
    let site = siteOf[qubit]
    let tensor = sites[site]
    var (zero, one) = (0.0, 0.0)
    for (l, value) in schmidt[site].enumerated() {
      for r in 0..<tensor.right {
        let (i, j) = (2 * l * tensor.right + r, (2 * l + 1) * tensor.right + r)
        zero += value * value * (tensor.re[i] * tensor.re[i] + tensor.im[i] * tensor.im[i])
        one += value * value * (tensor.re[j] * tensor.re[j] + tensor.im[j] * tensor.im[j])
      }
    }
    return min(1, max(0, one / (zero + one)))
  }
}

extension Planes {
  /// The sum of squared magnitudes.
  var squaredNorm: Double {
    var sum = 0.0
    for index in re.indices { sum += re[index] * re[index] + im[index] * im[index] }
    return sum
  }
}
