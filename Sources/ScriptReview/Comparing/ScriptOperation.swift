import Circuits

/// One step of a script or of the program that it must reproduce.
struct ScriptOperation {
  /// Of the script; 0 in the program.
  var line: Int
  /// Bits that must have these values; empty for what always happens.
  var conditions: [Condition] = []
  var action: Action
  /// For people: `cx on 0, 1`.
  var text: String

  struct Condition: Hashable {
    /// Bits and the values that they are held against.
    var values: [Int: Bool]
    /// Holds where they differ.
    var isNegated = false
  }

  enum Action {
    case gate(GateForm)
    case measure(qubit: Int, clbit: Int)
    case reset(Int)
  }

  /// The qubits that it acts on.
  var qubits: Set<Int> {
    switch action {
    case .gate(let form): form.qubits
    case .measure(let qubit, _), .reset(let qubit): [qubit]
    }
  }

  /// Whether both do the same under the same conditions.
  func matches(_ other: ScriptOperation) -> Bool {
    guard Set(conditions) == Set(other.conditions) else { return false }
    switch (action, other.action) {
    case (.gate(let a), .gate(let b)): return a.equals(b)
    case (.measure(let q, let c), .measure(let r, let d)): return q == r && c == d
    case (.reset(let q), .reset(let r)): return q == r
    default: return false
    }
  }
}

/// A gate as controls around a matrix.
struct GateForm {
  /// Control qubits with the state that each acts on.
  var controls: [Int: Bool]
  /// On the targets, the first least significant.
  var matrix: Matrix
  var targets: [Int]

  init(_ form: Gate.ControlledForm) {
    controls = Dictionary(zip(form.controls, form.states)) { first, _ in first }
    matrix = form.matrix
    targets = form.targets
  }

  init(_ matrix: Matrix, on targets: [Int], controls: [Int: Bool] = [:]) {
    self.controls = controls
    self.matrix = matrix
    self.targets = targets
  }

  var qubits: Set<Int> { Set(controls.keys).union(targets) }

  /// The widest gate whose whole matrix is compared.
  static let widest = 6

  /// Equal up to a global phase.
  func equals(_ other: GateForm) -> Bool {
    guard qubits == other.qubits else { return false }
    if qubits.count <= Self.widest {
      let order = qubits.sorted()
      return dense(order).distanceUpToPhase(to: other.dense(order)) < 1e-8
    }
    return controls == other.controls && targets == other.targets && matrix.distance(to: other.matrix) < 1e-8
  }

  /// The matrix on `order`, which must contain all qubits.
  func dense(_ order: [Int]) -> Matrix {
    let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    let size = 1 << order.count
    var result = Matrix.identity(size)
    let bits = targets.map { place[$0] ?? 0 }
    for column in 0..<size {
      guard controls.allSatisfy({ (column >> (place[$0.key] ?? 0) & 1 == 1) == $0.value }) else { continue }
      let input = bits.enumerated().reduce(0) { $0 | (column >> $1.element & 1) << $1.offset }
      let rest = bits.reduce(column) { $0 & ~(1 << $1) }
      for row in 0..<size { result[row, column] = .zero }
      for output in 0..<matrix.dimension {
        let row = bits.enumerated().reduce(rest) { $0 | (output >> $1.offset & 1) << $1.element }
        result[row, column] = matrix[output, input]
      }
    }
    return result
  }
}
