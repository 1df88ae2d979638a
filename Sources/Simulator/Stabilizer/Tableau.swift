import CKernels
import Core

/// One run of a Clifford program: the inverse tableau of Aaronson and Gottesman as Gidney keeps it (Quantum 5, 497, 2021),
/// with measurements that collapse row by row.
final class Tableau {
  private let tableau: OpaquePointer
  let qubits: Int

  /// The state |0…0⟩.
  init(qubits: Int) throws(SimulatorError) {
    guard let tableau = px_tableau_new(Int32(qubits)) else {
      throw SimulatorError("out_of_memory", "no memory for a tableau of \(qubits) qubits", exit: .tryLater)
    }
    self.tableau = tableau
    self.qubits = qubits
  }

  deinit { px_tableau_free(tableau) }

  /// Bytes of a tableau of `qubits` qubits.
  static func bytes(qubits: Int) -> Int { px_tableau_bytes(Int32(qubits)) }

  /// Becomes the same state as `other`, of as many qubits.
  func assign(_ other: Tableau) { px_tableau_assign(tableau, other.tableau) }

  /// Runs steps; writes outcomes to `records`, a byte each. Without `random`, uncertain outcomes are 0 and there is no
  /// noise. `last`: nothing but the measurements among these steps is asked of the state any more.
  func run(
    _ program: UnsafePointer<px_clifford>, _ steps: Range<Int>, last: Bool, records: UnsafeMutablePointer<UInt8>,
    random: UnsafeMutablePointer<UInt64>?, control: RunControl
  ) throws(SimulatorError) {
    var at = steps.lowerBound
    repeat {
      try control.check()
      at = Int(
        px_tableau_run(
          tableau, program, Int32(at), Int32(steps.upperBound), last ? 1 : 0, records, random, control.flag))
    } while at < steps.upperBound
  }

  /// The expectation value of a Pauli sum.
  func expectation(of sum: PauliSum) -> Double {
    sum.terms.reduce(0) { $0 + $1.coefficient * Double(expectation(of: $1)) }
  }

  /// That of one product without its coefficient: -1, 0 or 1.
  func expectation(of term: PauliSum.Term) -> Int {
    let paulis = term.packed
    return Int(px_tableau_expectation(tableau, paulis, Int32(paulis.count)))
  }
}

extension PauliSum.Term {
  /// The factors as the kernels take them.
  var packed: [Int32] { factors.map { Int32($0.qubit << 2 | $0.pauli.bits) } }
}
