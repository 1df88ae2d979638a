import CKernels
import Circuits
import Core

extension StateVector {
  /// The place in memory of basis state `index`, whose bit j belongs to qubit j.
  func place(of index: UInt64) -> UInt64 {
    var result: UInt64 = 0
    for (qubit, wire) in wireOf.enumerated() where index >> UInt64(qubit) & 1 == 1 { result |= 1 << UInt64(wire) }
    return result
  }

  /// A mask over qubits as a mask over wires.
  func wireMask(_ qubits: [Int]) -> UInt64 { qubits.reduce(0) { $0 | 1 << UInt64(wireOf[$1]) } }

  /// The amplitude of basis state `index`.
  func amplitude(_ index: UInt64) -> Complex {
    materialise()
    var pair = (0.0, 0.0)
    withUnsafeMutablePointer(to: &pair) {
      $0.withMemoryRebound(to: Double.self, capacity: 2) { px_amplitude(precision.kernel, memory, place(of: index), $0) }
    }
    return globalPhase * Complex(pair.0, pair.1)
  }

  /// The sum of all probabilities.
  func norm() throws(SimulatorError) -> Double {
    materialise()
    let (kernel, memory) = (precision.kernel, memory)
    return try read { () throws(SimulatorError) in
      try sumOverRows { px_norm(kernel, memory, UInt64($0), UInt64($1), 0, 0) }
    }
  }

  /// The probability weight of the states where `qubit` is 1; divide by `norm()` where the state is scaled.
  func weightOfOne(_ qubit: Int) throws(SimulatorError) -> Double {
    materialise()
    let (kernel, memory, bit) = (precision.kernel, memory, UInt64(1) << UInt64(wireOf[qubit]))
    return try read { () throws(SimulatorError) in
      try sumOverRows { px_norm(kernel, memory, UInt64($0), UInt64($1), bit, bit) }
    }
  }

  /// Multiplies the amplitudes with `qubit` at 0 by `zero`, those at 1 by `one`.
  func scale(_ qubit: Int, zero: Double, one: Double) throws(SimulatorError) {
    materialise()
    let (kernel, memory, bit) = (precision.kernel, memory, Int32(wireOf[qubit]))
    try overRows { px_scale(kernel, memory, UInt64($0), UInt64($1), bit, zero, one) }
  }

  /// Probabilities of all basis states, qubit 0 the least significant bit; only for few qubits.
  func probabilities() throws(SimulatorError) -> [Double] {
    materialise()
    var raw = Array(repeating: 0.0, count: 1 << wires)
    raw.withUnsafeMutableBufferPointer {
      if let out = $0.baseAddress { px_probabilities(precision.kernel, memory, 0, UInt64(rows), out) }
    }
    let total = isScaled ? raw.reduce(0, +) : 1
    return ExactDistribution.spread(wireOf.map { 1 << $0 }).map { raw[$0] / total }
  }

  /// The expectation value of `sum`.
  func expectation(of sum: PauliSum) throws(SimulatorError) -> Double {
    materialise()
    return try read { () throws(SimulatorError) in
      let total = isScaled ? try norm() : 1
      var value = 0.0
      for term in sum.terms { value += term.coefficient * (try expectation(of: term)) / total }
      return value
    }
  }

  private func expectation(of term: PauliSum.Term) throws(SimulatorError) -> Double {
    let flip = wireMask(term.factors.filter { $0.pauli != .z }.map(\.qubit))
    let sign = wireMask(term.factors.filter { $0.pauli != .x }.map(\.qubit))
    let (kernel, memory) = (precision.kernel, memory)
    // Y = iXZ: each turns the sum by i; what is left of it is real.
    let quarter = term.factors.count(where: { $0.pauli == .y }) % 4
    return try sumOverRows { first, last in
      var pair = (0.0, 0.0)
      withUnsafeMutablePointer(to: &pair) {
        $0.withMemoryRebound(to: Double.self, capacity: 2) {
          px_pauli(kernel, memory, UInt64(first), UInt64(last), flip, sign, $0)
        }
      }
      return switch quarter {
      case 0: pair.0
      case 1: -pair.1
      case 2: -pair.0
      default: pair.1
      }
    }
  }
}
