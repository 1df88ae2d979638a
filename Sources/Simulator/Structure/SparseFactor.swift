import Circuits

/// The state of a few entangled qubits as a list of the basis states that occur, each with its amplitude.
struct SparseFactor<Words: SIMD & Sendable>: Sendable where Words.Scalar == UInt64 {
  typealias Key = BitKey<Words>

  /// Its qubits.
  var qubits: [Int]
  /// Basis states, none twice, with bits at `qubits` only.
  var keys: [Key]
  var amplitudes: [Complex]

  /// |0> of one qubit.
  init(zero qubit: Int) {
    qubits = [qubit]
    keys = [Key()]
    amplitudes = [.one]
  }

  private init(qubits: [Int], keys: [Key], amplitudes: [Complex]) {
    self.qubits = qubits
    self.keys = keys
    self.amplitudes = amplitudes
  }

  /// How many basis states occur.
  var count: Int { keys.count }

  /// The product state of both.
  func product(_ other: SparseFactor) -> SparseFactor {
    var keys: [Key] = [], amplitudes: [Complex] = []
    keys.reserveCapacity(count * other.count)
    amplitudes.reserveCapacity(count * other.count)
    for (key, amplitude) in zip(self.keys, self.amplitudes) {
      for (second, factor) in zip(other.keys, other.amplitudes) {
        keys.append(key | second)
        amplitudes.append(amplitude * factor)
      }
    }
    return SparseFactor(qubits: qubits + other.qubits, keys: keys, amplitudes: amplitudes)
  }

  /// Applies a gate whose qubits are all here.
  mutating func apply(_ form: Gate.ControlledForm) {
    let matrix = form.matrix
    if let single = singleRows(matrix) {
      for index in keys.indices where holds(form, keys[index]) {
        let column = value(keys[index], form.targets)
        amplitudes[index] *= matrix[single[column], column]
        write(single[column], form.targets, &keys[index])
      }
      return
    }
    var sums: [Key: Complex] = [:]
    sums.reserveCapacity(2 * count)
    var order: [Key] = []
    for (key, amplitude) in zip(keys, amplitudes) {
      guard holds(form, key) else {
        if sums.updateValue(amplitude, forKey: key) == nil { order.append(key) }
        continue
      }
      let column = value(key, form.targets)
      for row in 0..<matrix.dimension where matrix[row, column] != .zero {
        var target = key
        write(row, form.targets, &target)
        if let sum = sums[target] {
          sums[target] = sum + matrix[row, column] * amplitude
        } else {
          sums[target] = matrix[row, column] * amplitude
          order.append(target)
        }
      }
    }
    keys = []
    amplitudes = []
    // In the order of their first occurrence, not of the hash table: the same on every run.
    for key in order {
      guard let sum = sums[key], sum.squaredMagnitude > 1e-30 else { continue }
      keys.append(key)
      amplitudes.append(sum)
    }
  }

  /// Takes `qubit` out where the state is a product of it and the rest; nil, and no change, where it is entangled.
  mutating func split(_ qubit: Int) -> SparseFactor? {
    guard qubits.count > 1 else { return nil }
    var bit = Key()
    bit[qubit] = true
    var pairs: [Key: (zero: Complex, one: Complex)] = [:]
    var order: [Key] = []
    for (key, amplitude) in zip(keys, amplitudes) {
      let rest = key.subtracting(bit)
      var pair = pairs[rest] ?? (.zero, .zero)
      if pairs[rest] == nil { order.append(rest) }
      if key[qubit] { pair.one = amplitude } else { pair.zero = amplitude }
      pairs[rest] = pair
    }
    guard let first = order.first, let head = pairs[first] else { return nil }
    let norm = (head.zero.squaredMagnitude + head.one.squaredMagnitude).squareRoot()
    let (zero, one) = ((1 / norm) * head.zero, (1 / norm) * head.one)
    var rest: [Complex] = []
    for key in order {
      guard let pair = pairs[key] else { return nil }
      // Parallel to the first pair: the cross product vanishes beside the pair itself.
      let cross = pair.zero * one - pair.one * zero
      let size = pair.zero.squaredMagnitude + pair.one.squaredMagnitude
      guard cross.squaredMagnitude <= 1e-28 * size else { return nil }
      rest.append(pair.zero * zero.conjugate + pair.one * one.conjugate)
    }
    qubits.removeAll { $0 == qubit }
    (keys, amplitudes) = (order, rest)
    let both = [(Key(), zero), (bit, one)].filter { $0.1.squaredMagnitude > 1e-30 }
    return SparseFactor(qubits: [qubit], keys: both.map(\.0), amplitudes: both.map(\.1))
  }

  /// The row of the only element of each column, where each column has but one.
  private func singleRows(_ matrix: Matrix) -> [Int]? {
    var rows: [Int] = []
    for column in 0..<matrix.dimension {
      let filled = (0..<matrix.dimension).filter { matrix[$0, column] != .zero }
      guard filled.count == 1 else { return nil }
      rows.append(filled[0])
    }
    return rows
  }

  private func holds(_ form: Gate.ControlledForm, _ key: Key) -> Bool {
    for (control, state) in zip(form.controls, form.states) where key[control] != state { return false }
    return true
  }

  private func value(_ key: Key, _ targets: [Int]) -> Int {
    var value = 0
    for (place, target) in targets.enumerated() where key[target] { value |= 1 << place }
    return value
  }

  private func write(_ value: Int, _ targets: [Int], _ key: inout Key) {
    for (place, target) in targets.enumerated() { key[target] = value >> place & 1 == 1 }
  }
}
