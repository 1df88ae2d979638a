import Core

extension StimProgram {
  private enum Basis: String {
    case x = "X"
    case y = "Y"
    case z = "Z"

    /// What turns it into Z, and back.
    var change: [CliffordProgram.Kind] {
      switch self {
      case .x: [.h]
      case .y: StimGates.yToZ
      case .z: []
      }
    }
  }

  /// False where the instruction is neither a measurement nor a reset.
  mutating func addMeasurement(_ one: StimCircuit.Instruction) throws(SimulatorError) -> Bool {
    switch one.name {
    case "MPP": try addProducts(one)
    case "MXX", "MYY", "MZZ": try addPairProducts(one)
    case "M", "MZ", "MX", "MY", "MR", "MRZ", "MRX", "MRY", "R", "RZ", "RX", "RY": try addSingle(one)
    default: return false
    }
    return true
  }

  private mutating func addSingle(_ one: StimCircuit.Instruction) throws(SimulatorError) {
    let basis = Basis(rawValue: String(one.name.suffix(1))) ?? .z
    let (measures, resets) = (one.name.hasPrefix("M"), one.name.contains("R"))
    let flip = try probability(one)
    for target in one.targets {
      guard case .qubit(let qubit, let inverted) = target, measures || !inverted else {
        throw fail(one, "`\(one.name)` acts on qubits")
      }
      for kind in basis.change { program.gate(kind, qubit) }
      if measures {
        if inverted { program.gate(.x, qubit) }
        program.measure(qubit, flip: flip)
        if inverted, !resets { program.gate(.x, qubit) }
      }
      if resets { program.reset(qubit) }
      for kind in basis.change { program.gate(kind, qubit) }
    }
  }

  private mutating func addPairProducts(_ one: StimCircuit.Instruction) throws(SimulatorError) {
    guard one.targets.count % 2 == 0, let pauli = PauliSum.Pauli(rawValue: String(one.name.suffix(1))) else {
      throw fail(one, "`\(one.name)` takes its targets in pairs")
    }
    let flip = try probability(one)
    for first in stride(from: 0, to: one.targets.count, by: 2) {
      guard case .qubit(let a, let x) = one.targets[first], case .qubit(let b, let y) = one.targets[first + 1], a != b else {
        throw fail(one, "`\(one.name)` acts on pairs of qubits")
      }
      measure([(pauli, a), (pauli, b)], inverted: x != y, flip: flip)
    }
  }

  private mutating func addProducts(_ one: StimCircuit.Instruction) throws(SimulatorError) {
    let flip = try probability(one)
    var product: [(PauliSum.Pauli, Int)] = []
    var inverted = false
    var joined = true
    for target in one.targets {
      switch target {
      case .combiner: joined = true
      case .pauli(let pauli, let qubit, let opposite):
        if !joined {
          measure(product, inverted: inverted, flip: flip)
          (product, inverted) = ([], false)
        }
        guard !product.contains(where: { $0.1 == qubit }) else { throw fail(one, "qubit \(qubit) stands twice in one product") }
        product.append((pauli, qubit))
        if opposite { inverted.toggle() }
        joined = false
      default: throw fail(one, "MPP takes products such as X1*Z2")
      }
    }
    if !product.isEmpty { measure(product, inverted: inverted, flip: flip) }
  }

  /// Measures a product by turning it into Z on its first qubit, and back.
  private mutating func measure(_ product: [(PauliSum.Pauli, Int)], inverted: Bool, flip: Double) {
    guard let first = product.first?.1 else { return }
    func change(_ program: inout CliffordProgram) {
      for (pauli, qubit) in product {
        for kind in (Basis(rawValue: pauli.rawValue) ?? .z).change { program.gate(kind, qubit) }
      }
    }
    change(&program)
    for (_, qubit) in product.dropFirst() { program.gate(.cx, qubit, first) }
    if inverted { program.gate(.x, first) }
    program.measure(first, flip: flip)
    if inverted { program.gate(.x, first) }
    for (_, qubit) in product.dropFirst().reversed() { program.gate(.cx, qubit, first) }
    change(&program)
  }

  /// The one probability of an instruction; 0 where it has none.
  func probability(_ one: StimCircuit.Instruction) throws(SimulatorError) -> Double {
    guard let value = one.arguments.first else { return 0 }
    guard one.arguments.count == 1, value >= 0, value <= 1 else { throw fail(one, "`\(one.name)` takes one probability") }
    return value
  }
}
