import Circuits
import Glibc

/// Turns gates into primitives: one-qubit gates are merged while they wait, every one of them becomes one real rotation
/// between phases, every controlled one two rotations and phases, and swaps move wires instead of amplitudes.
///
/// With P(φ) = diag(1, e^iφ) and R the real rotation, any one-qubit U is e^iα P(b) R(θ) P(a), and R(θ) under controls is
/// R(θ/2) Z R(-θ/2) Z with the two Z under the controls (Barenco et al., 1995).
struct GateLowering {
  /// The wire of each qubit: what swaps change.
  private(set) var wires: [Int]
  /// The phase of the whole state so far.
  private(set) var globalPhase = Complex.one
  private(set) var primitives: [Primitive] = []
  /// One-qubit gates that wait on each wire.
  private var waiting: [Matrix2?]

  init(wires: [Int], wireCount: Int) {
    self.wires = wires
    waiting = Array(repeating: nil, count: wireCount)
  }

  /// Appends a gate of the table.
  mutating func append(_ gate: Gate) throws(SimulatorError) {
    if gate.controlStates.isEmpty, appendKnown(gate) { return }
    try append(gate.controlledForm, label: gate.name)
  }

  /// Appends controls around a matrix.
  mutating func append(_ form: Gate.ControlledForm, label: String) throws(SimulatorError) {
    let controls = form.controls.map { wires[$0] }
    let inverted = zip(controls, form.states).filter { !$0.1 }.map(\.0)
    for wire in inverted { merge(.x, on: wire) }
    defer { for wire in inverted { merge(.x, on: wire) } }
    try appendPositive(controls: controls, form, label: label)
  }

  /// Multiplies amplitudes with `qubit` at 1 by `factor`, which need not have magnitude 1.
  mutating func scaleOne(of qubit: Int, by factor: Double) {
    // Not merged with what waits: a product that is not unitary has no such parts.
    flush(wires[qubit])
    primitives.append(.phase(mask: 1 << UInt64(wires[qubit]), factor: Complex(factor)))
  }

  /// Appends any matrix, which need not be unitary.
  mutating func append(_ matrix: Matrix, on qubits: [Int]) {
    let targets = qubits.map { wires[$0] }
    for wire in targets { flush(wire) }
    primitives.append(.dense(wires: targets, control: 0, matrix: matrix))
  }

  /// Emits whatever waits.
  mutating func finish() { for wire in waiting.indices { flush(wire) } }

  private mutating func appendPositive(controls: [Int], _ form: Gate.ControlledForm, label: String) throws(SimulatorError) {
    var mask: UInt64 = 0
    for wire in controls { mask |= 1 << UInt64(wire) }
    let targets = form.targets.map { wires[$0] }
    let matrix = form.matrix
    if matrix.isDiagonal() { return diagonal(matrix, targets: targets, control: mask) }
    if targets.count == 1 { return single(Matrix2(matrix), wire: targets[0], control: mask) }
    if targets.count == 2, isSwap(matrix) { return swap(form, matrix: matrix, targets: targets, control: mask) }
    guard targets.count <= 10 else { throw .unsupportedGate("\(label) on \(targets.count) qubits", limit: "10 qubits") }
    for wire in targets + controls { flush(wire) }
    primitives.append(.dense(wires: targets, control: mask, matrix: matrix))
  }

  /// Gates whose decomposition beats their matrix. False where there is none.
  private mutating func appendKnown(_ gate: Gate) -> Bool {
    let wire = gate.qubits.map { wires[$0] }
    let theta = gate.parameters.first ?? 0
    switch gate.kind {
    case .rxx: conjugated(by: [.h, .h], wire, theta)
    case .ryy: conjugated(by: [.sqrtX, .sqrtX], wire, theta)
    case .rzx: conjugated(by: [nil, .h], wire, theta)
    case .dcx:
      single(.x, wire: wire[1], control: 1 << UInt64(wire[0]))
      single(.x, wire: wire[0], control: 1 << UInt64(wire[1]))
    case .h: merge(.h, on: wire[0])
    case .x: merge(.x, on: wire[0])
    case .cx, .ccx, .c3x, .c4x: flip(wire)
    case .cz, .ccz: phase(Self.mask(wire), Complex(-1))
    case .cp, .cu1: phase(Self.mask(wire), Complex(cos(theta), sin(theta)))
    default: return false
    }
    return true
  }

  private static func mask(_ wires: [Int]) -> UInt64 { wires.reduce(0) { $0 | 1 << UInt64($1) } }

  /// X on the last wire under the others: a turn by 45 degrees, Z, and back.
  private mutating func flip(_ wires: [Int]) {
    guard let target = wires.last else { return }
    let half = 0.5.squareRoot()
    merge(.rotation(cosine: half, sine: -half), on: target)
    phase(Self.mask(wires), Complex(-1))
    merge(.rotation(cosine: half, sine: half), on: target)
  }

  /// exp(-iθ/2 ZZ) between changes of basis.
  private mutating func conjugated(by basis: [Matrix2?], _ wire: [Int], _ theta: Double) {
    for (matrix, at) in zip(basis, wire) { if let matrix { merge(matrix, on: at) } }
    diagonal(GateKind.rzz.targetMatrix([theta]), targets: wire, control: 0)
    for (matrix, at) in zip(basis, wire) { if let matrix { merge(matrix.adjoint, on: at) } }
  }
}

extension GateLowering {
  /// A diagonal as phases over subsets of its wires (the Möbius transform of its logarithm, done on factors).
  private mutating func diagonal(_ matrix: Matrix, targets: [Int], control: UInt64) {
    var factors = (0..<matrix.dimension).map { matrix[$0, $0] }
    for bit in 0..<targets.count {
      for index in factors.indices where index >> bit & 1 == 1 { factors[index] = factors[index] / factors[index ^ (1 << bit)] }
    }
    for (index, factor) in factors.enumerated() {
      var mask = control
      for (bit, wire) in targets.enumerated() where index >> bit & 1 == 1 { mask |= 1 << UInt64(wire) }
      phase(mask, factor)
    }
  }

  private mutating func phase(_ mask: UInt64, _ factor: Complex) {
    if (factor - .one).squaredMagnitude < 1e-32 { return }
    if mask == 0 {
      globalPhase *= factor
      return
    }
    if mask.nonzeroBitCount == 1 { return merge(Matrix2(.one, .zero, .zero, factor), on: mask.trailingZeroBitCount) }
    // What waits and is diagonal commutes with the phase and goes on waiting.
    for wire in waiting.indices where mask >> UInt64(wire) & 1 == 1 && waiting[wire]?.isDiagonal == false { flush(wire) }
    primitives.append(.phase(mask: mask, factor: factor))
  }

  private mutating func merge(_ matrix: Matrix2, on wire: Int) {
    waiting[wire] = waiting[wire].map { matrix * $0 } ?? matrix
  }

  private mutating func single(_ matrix: Matrix2, wire: Int, control: UInt64) {
    if control == 0 { return merge(matrix, on: wire) }
    let parts = matrix.parts
    let both = control | 1 << UInt64(wire)
    let half = Double.halfAngle(cosine: parts.cosine, sine: parts.sine)
    phase(both, -parts.before)
    merge(.rotation(cosine: half.cosine, sine: -half.sine), on: wire)
    phase(both, Complex(-1))
    merge(.rotation(cosine: half.cosine, sine: half.sine), on: wire)
    phase(both, parts.after)
    phase(control, parts.global)
  }

  private mutating func swap(_ form: Gate.ControlledForm, matrix: Matrix, targets: [Int], control: UInt64) {
    let phases = Matrix(diagonal: [matrix[0, 0], matrix[2, 1], matrix[1, 2], matrix[3, 3]])
    diagonal(phases, targets: targets, control: control)
    if control == 0 {
      wires.swapAt(form.targets[0], form.targets[1])
      return
    }
    single(.x, wire: targets[0], control: 1 << UInt64(targets[1]))
    single(.x, wire: targets[1], control: control | 1 << UInt64(targets[0]))
    single(.x, wire: targets[0], control: 1 << UInt64(targets[1]))
  }

  private func isSwap(_ matrix: Matrix) -> Bool {
    for row in 0..<4 {
      for column in 0..<4 where (row == 1 ? 2 : row == 2 ? 1 : row) != column {
        if matrix[row, column] != .zero { return false }
      }
    }
    return true
  }

  private mutating func flush(_ wire: Int) {
    guard let matrix = waiting[wire] else { return }
    waiting[wire] = nil
    let bit = UInt64(1) << UInt64(wire)
    let parts = matrix.parts
    globalPhase *= parts.global
    emit(bit, parts.before)
    if parts.sine != 0 { primitives.append(.rotation(wire: wire, cosine: parts.cosine, sine: parts.sine)) }
    emit(bit, parts.after)
  }

  private mutating func emit(_ mask: UInt64, _ factor: Complex) {
    if (factor - .one).squaredMagnitude >= 1e-32 { primitives.append(.phase(mask: mask, factor: factor)) }
  }
}
