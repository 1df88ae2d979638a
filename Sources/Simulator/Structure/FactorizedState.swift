import Circuits
import Core

/// A state as a product of sparse factors: what product states, basis states under permutations, GHZ states and the like
/// need of memory, whatever the number of qubits.
struct FactorizedState<Words: SIMD & Sendable> where Words.Scalar == UInt64 {
  typealias Factor = SparseFactor<Words>

  /// The factors, by a number that `factorOf` names for each qubit; emptied ones are nil.
  private(set) var factors: [Factor?]
  private(set) var factorOf: [Int]
  private(set) var globalPhase = Complex.one
  /// The most basis states that a factor may hold.
  let limit: Int
  /// The most that any factor has held.
  private(set) var peak = 1

  /// |0...0>.
  init(qubits: Int, limit: Int) {
    factors = (0..<qubits).map { Factor(zero: $0) }
    factorOf = Array(0..<qubits)
    self.limit = limit
  }

  /// Applies a gate. False where a factor would grow over the limit; the state is of no use then.
  mutating func apply(_ form: Gate.ControlledForm) -> Bool {
    guard let form = simplified(form) else { return true }
    let involved = form.controls + form.targets
    guard let first = involved.first else {
      globalPhase *= form.matrix[0, 0]
      return true
    }
    guard let home = merge(involved, into: factorOf[first]), var factor = factors[home] else { return false }
    factor.apply(form)
    peak = max(peak, factor.count)
    guard factor.count <= limit else { return false }
    if factor.qubits.count > 1 {
      for qubit in involved {
        guard let part = factor.split(qubit) else { continue }
        factorOf[qubit] = factors.count
        factors.append(part)
      }
    }
    factors[home] = factor
    return true
  }

  /// The gate as it acts here: controls and diagonal targets whose value is certain are taken out; nil where it does nothing.
  private func simplified(_ form: Gate.ControlledForm) -> Gate.ControlledForm? {
    var controls: [Int] = [], states: [Bool] = []
    for (control, state) in zip(form.controls, form.states) {
      guard let known = certain(control) else {
        controls.append(control)
        states.append(state)
        continue
      }
      if known != state { return nil }
    }
    var (targets, matrix) = (form.targets, form.matrix)
    if matrix.isDiagonal() {
      var place = 0
      while place < targets.count {
        guard let known = certain(targets[place]) else {
          place += 1
          continue
        }
        matrix = Self.restricted(matrix, place: place, value: known)
        targets.remove(at: place)
      }
      if targets.isEmpty, let last = controls.popLast() {
        let factor = matrix[0, 0]
        let state = states.removeLast()
        targets = [last]
        matrix = Matrix(diagonal: state ? [.one, factor] : [factor, .one])
      }
    }
    var result = form
    (result.controls, result.states, result.targets, result.matrix) = (controls, states, targets, matrix)
    return result
  }

  /// The value of `qubit` where it has one.
  private func certain(_ qubit: Int) -> Bool? {
    guard let factor = factors[factorOf[qubit]], factor.count == 1 else { return nil }
    return factor.keys[0][qubit]
  }

  /// A diagonal with one of its qubits fixed.
  private static func restricted(_ matrix: Matrix, place: Int, value: Bool) -> Matrix {
    let kept = (0..<matrix.dimension).filter { ($0 >> place & 1 == 1) == value }
    return Matrix(diagonal: kept.map { matrix[$0, $0] })
  }

  /// Makes one factor of those of `qubits`; nil where it would be too large.
  private mutating func merge(_ qubits: [Int], into home: Int) -> Int? {
    for qubit in qubits where factorOf[qubit] != home {
      let other = factorOf[qubit]
      guard let a = factors[home], let b = factors[other], a.count * b.count <= limit else { return nil }
      factors[home] = a.product(b)
      factors[other] = nil
      for moved in b.qubits { factorOf[moved] = home }
    }
    return home
  }
}

extension FactorizedState {
  /// The amplitude of |0...0>.
  var amplitude0: Complex {
    var product = globalPhase
    for case .some(let factor) in factors {
      guard let at = factor.keys.firstIndex(of: BitKey()) else { return .zero }
      product *= factor.amplitudes[at]
    }
    return product
  }

  /// The expectation value of a Pauli sum.
  func expectation(of sum: PauliSum) -> Double {
    sum.terms.reduce(0) { total, term in
      var parts: [Int: [PauliSum.Factor]] = [:]
      for factor in term.factors { parts[factorOf[factor.qubit], default: []].append(factor) }
      // In the order of the factors, so that rounding is the same on every run.
      return total + parts.sorted { $0.key < $1.key }.reduce(term.coefficient) { $0 * expectation($1.value, in: $1.key) }
    }
  }

  /// <P> of a product of Paulis on qubits of one factor.
  private func expectation(_ paulis: [PauliSum.Factor], in home: Int) -> Double {
    guard let factor = factors[home] else { return 0 }
    var moved = factor
    for pauli in paulis {
      moved.apply(Gate(pauli.pauli.gate, on: [pauli.qubit]).controlledForm)
    }
    var amplitudes: [BitKey<Words>: Complex] = [:]
    for (key, amplitude) in zip(factor.keys, factor.amplitudes) { amplitudes[key] = amplitude }
    var sum = 0.0
    for (key, amplitude) in zip(moved.keys, moved.amplitudes) {
      if let other = amplitudes[key] { sum += (other.conjugate * amplitude).re }
    }
    return sum
  }

  /// Draws `shots` basis states, as words of 64 qubits each, `words` a shot, one after another; every factor of more than
  /// one basis state takes one number a shot.
  func sample(shots: Int, words: Int, _ number: (_ shot: Int) -> Double) -> [UInt64] {
    var result = Array(repeating: UInt64(0), count: shots * words)
    let all = factors.compactMap { $0 }
    var fixed = Array(repeating: UInt64(0), count: words)
    for factor in all where factor.count == 1 { Self.set(factor, 0, in: &fixed, at: 0) }
    var running: [(factor: Factor, sums: [Double])] = []
    for factor in all where factor.count > 1 {
      var sum = 0.0
      running.append((factor, factor.amplitudes.map { sum += $0.squaredMagnitude; return sum }))
    }
    for shot in 0..<shots {
      for word in 0..<words { result[shot * words + word] = fixed[word] }
      for (factor, sums) in running {
        let value = number(shot) * (sums.last ?? 1)
        var (low, high) = (0, sums.count - 1)
        while low < high {
          let middle = (low + high) / 2
          if value < sums[middle] { high = middle } else { low = middle + 1 }
        }
        Self.set(factor, low, in: &result, at: shot * words)
      }
    }
    return result
  }

  private static func set(_ factor: Factor, _ index: Int, in words: inout [UInt64], at start: Int) {
    for qubit in factor.qubits where factor.keys[index][qubit] {
      words[start + qubit >> 6] |= 1 << UInt64(qubit & 63)
    }
  }
}
