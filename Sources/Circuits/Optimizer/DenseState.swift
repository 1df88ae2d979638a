import Core

/// A state vector for checking circuits: plain, and apart from the simulator's kernels.
struct DenseState {
  /// Qubit 0 is the least significant bit of an index.
  var amplitudes: [Complex]

  /// |0…0⟩.
  init(qubits: Int) {
    amplitudes = Array(repeating: .zero, count: 1 << qubits)
    amplitudes[0] = .one
  }

  /// A random state of norm 1.
  static func random(qubits: Int, _ generator: inout SeededGenerator) -> DenseState {
    var state = DenseState(qubits: qubits)
    var norm = 0.0
    for index in state.amplitudes.indices {
      state.amplitudes[index] = Complex(generator.unit() - 0.5, generator.unit() - 0.5)
      norm += state.amplitudes[index].squaredMagnitude
    }
    let scale = 1 / norm.squareRoot()
    for index in state.amplitudes.indices { state.amplitudes[index] = scale * state.amplitudes[index] }
    return state
  }

  /// |⟨a|b⟩|² over the norms.
  func fidelity(_ other: DenseState) -> Double {
    var (overlap, left, right) = (Complex.zero, 0.0, 0.0)
    for (x, y) in zip(amplitudes, other.amplitudes) {
      overlap += x.conjugate * y
      left += x.squaredMagnitude
      right += y.squaredMagnitude
    }
    return overlap.squaredMagnitude / (left * right)
  }

  /// The probabilities of the outcomes of `qubits`, the first being the least significant.
  func probabilities(of qubits: [Int]) -> [Double] {
    var result = Array(repeating: 0.0, count: 1 << qubits.count)
    for (index, amplitude) in amplitudes.enumerated() {
      var outcome = 0
      for (bit, qubit) in qubits.enumerated() { outcome |= (index >> qubit & 1) << bit }
      result[outcome] += amplitude.squaredMagnitude
    }
    return result
  }

  /// Applies the gates in order.
  mutating func apply(_ gates: [Gate]) { for gate in gates { apply(gate.controlledForm) } }

  private mutating func apply(_ form: Gate.ControlledForm) {
    var (required, controls) = (0, 0)
    for (control, isOne) in zip(form.controls, form.states) {
      controls |= 1 << control
      if isOne { required |= 1 << control }
    }
    if form.targets.count == 1 { return apply(form.matrix, form.targets[0], controls, required) }
    let mask = form.targets.reduce(0) { $0 | 1 << $1 }
    let size = form.matrix.dimension
    let offsets = (0..<size).map { row in
      form.targets.enumerated().reduce(0) { row >> $1.offset & 1 == 1 ? $0 | 1 << $1.element : $0 }
    }
    var old = Array(repeating: Complex.zero, count: size)
    amplitudes.withUnsafeMutableBufferPointer { state in
      for base in state.indices where base & mask == 0 && base & controls == required {
        for row in 0..<size { old[row] = state[base | offsets[row]] }
        for row in 0..<size {
          var sum = Complex.zero
          for column in 0..<size { sum += form.matrix[row, column] * old[column] }
          state[base | offsets[row]] = sum
        }
      }
    }
  }

  private mutating func apply(_ matrix: Matrix, _ target: Int, _ controls: Int, _ required: Int) {
    let (a, b, c, d) = (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1])
    let bit = 1 << target
    amplitudes.withUnsafeMutableBufferPointer { state in
      for high in stride(from: 0, to: state.count, by: 2 * bit) {
        for base in high..<(high + bit) where base & controls == required {
          let (x, y) = (state[base], state[base | bit])
          state[base] = a * x + b * y
          state[base | bit] = c * x + d * y
        }
      }
    }
  }
}
