extension Molecule {
  /// h_pq as a full matrix.
  var hopping: [[Double]] {
    var matrix = Array(repeating: Array(repeating: 0.0, count: orbitals), count: orbitals)
    for item in one {
      matrix[item.p][item.q] = item.value
      matrix[item.q][item.p] = item.value
    }
    return matrix
  }

  /// (pq|rs) at ((p · n + q) · n + r) · n + s.
  var repulsion: [Double] {
    let n = orbitals
    var tensor = Array(repeating: 0.0, count: n * n * n * n)
    for item in two {
      for (p, q) in [(item.p, item.q), (item.q, item.p)] {
        for (r, s) in [(item.r, item.s), (item.s, item.r)] {
          tensor[((p * n + q) * n + r) * n + s] = item.value
          tensor[((r * n + s) * n + p) * n + q] = item.value
        }
      }
    }
    return tensor
  }

  /// The energy of two electrons of opposite spin whose amplitude is `state[p][q]` for one in p and the other in q.
  static func energy(_ state: [[Double]], _ hopping: [[Double]], _ repulsion: [Double], core: Double) -> Double {
    let n = state.count
    var energy = core
    for a in 0..<n {
      for b in 0..<n where state[a][b] != 0 {
        for p in 0..<n {
          energy += state[a][b] * (hopping[a][p] * state[p][b] + hopping[b][p] * state[a][p])
          for q in 0..<n { energy += state[a][b] * repulsion[((a * n + p) * n + b) * n + q] * state[p][q] }
        }
      }
    }
    return energy
  }

  /// The Hamiltonian over 2n qubits, orbitals with spin up first, by the transformation of Jordan and Wigner.
  var hamiltonian: [FermionTerms.Product: Double] {
    let n = orbitals
    var terms = FermionTerms()
    terms.add([], core)
    let (hopping, repulsion) = (self.hopping, self.repulsion)
    for p in 0..<n {
      for q in 0..<n where hopping[p][q] != 0 {
        for spin in [0, n] { terms.add([.create(p + spin), .annihilate(q + spin)], hopping[p][q]) }
      }
    }
    for p in 0..<n {
      for q in 0..<n {
        for r in 0..<n {
          for s in 0..<n where repulsion[((p * n + q) * n + r) * n + s] != 0 {
            let value = repulsion[((p * n + q) * n + r) * n + s] / 2
            for a in [0, n] {
              for b in [0, n] where a != b || p != r && q != s {
                terms.add([.create(p + a), .create(r + b), .annihilate(s + b), .annihilate(q + a)], value)
              }
            }
          }
        }
      }
    }
    return terms.sum
  }
}

/// Products of creation and annihilation operators, summed up as products of Paulis.
struct FermionTerms {
  /// X where only `x` has the qubit's bit, Z where only `z`, Y where both.
  struct Product: Hashable {
    var x: Int
    var z: Int
  }

  enum Ladder {
    case create(Int)
    case annihilate(Int)
  }

  private var values: [Product: Complex] = [:]

  /// The sum, its imaginary parts, which cancel, left out.
  var sum: [Product: Double] { values.mapValues(\.re).filter { abs($0.value) > 1e-10 } }

  mutating func add(_ operators: [Ladder], _ coefficient: Double) {
    var terms: [(Product, Complex)] = [(Product(x: 0, z: 0), Complex(coefficient))]
    for one in operators {
      let (mode, sign) =
        switch one {
        case .create(let mode): (mode, -1.0)
        case .annihilate(let mode): (mode, 1.0)
        }
      // (X ± iY)/2 behind a Z on every mode before.
      let (bit, before) = (1 << mode, 1 << mode - 1)
      terms = terms.flatMap { product, value in
        [
          Self.multiply(product, value, Product(x: bit, z: before), Complex(0.5)),
          Self.multiply(product, value, Product(x: bit, z: before | bit), Complex(0, 0.5 * sign)),
        ]
      }
    }
    for (product, value) in terms { values[product, default: .zero] += value }
  }

  /// The product of two, with Y written as iXZ in between.
  private static func multiply(_ a: Product, _ u: Complex, _ b: Product, _ v: Complex) -> (Product, Complex) {
    let result = Product(x: a.x ^ b.x, z: a.z ^ b.z)
    let quarter =
      (a.x & a.z).nonzeroBitCount + (b.x & b.z).nonzeroBitCount - (result.x & result.z).nonzeroBitCount
      + 2 * (a.z & b.x).nonzeroBitCount
    let powers = [Complex.one, Complex(0, 1), Complex(-1), Complex(0, -1)]
    return (result, u * v * powers[((quarter % 4) + 4) % 4])
  }

  /// `0.5*I - 0.25*Z0 Z1 + …`, the products in a fixed order.
  static func text(_ sum: [Product: Double]) -> String {
    var text = ""
    for (product, value) in sum.sorted(by: { ($0.key.x, $0.key.z) < ($1.key.x, $1.key.z) }) {
      let bits = product.x | product.z
      let factors = (0..<Int.bitWidth).filter { bits >> $0 & 1 == 1 }.map { qubit in
        (product.x >> qubit & 1 == 1 ? (product.z >> qubit & 1 == 1 ? "Y" : "X") : "Z") + "\(qubit)"
      }
      let sign = value < 0 ? (text.isEmpty ? "-" : " - ") : (text.isEmpty ? "" : " + ")
      text += "\(sign)\(abs(value))*" + (factors.isEmpty ? "I" : factors.joined(separator: " "))
    }
    return text
  }
}
