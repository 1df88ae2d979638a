import Circuits
import Core

/// The program that a script must reproduce, as steps.
enum ReferenceOperations {
  /// The steps of `circuit`; throws `feature.not_there_yet` for loops and classical arithmetic.
  static func of(_ circuit: Circuit) throws(ProximaError) -> [ScriptOperation] {
    var steps: [ScriptOperation] = []
    try add(circuit.operations, [], &steps)
    return simplified(steps)
  }

  private static func add(
    _ operations: [Circuits.Operation], _ conditions: [ScriptOperation.Condition], _ steps: inout [ScriptOperation]
  ) throws(ProximaError) {
    for operation in operations {
      switch operation {
      case .gate(let gate):
        if gate.kind == .gphase, gate.controlStates.isEmpty { continue }
        steps.append(
          ScriptOperation(
            line: 0, conditions: conditions, action: .gate(GateForm(gate.controlledForm)),
            text: describe(gate.name, gate.parameters, gate.qubits)))
      case .unitary(let gate):
        steps.append(
          ScriptOperation(
            line: 0, conditions: conditions, action: .gate(GateForm(gate.controlledForm)),
            text: describe(gate.label, [], gate.qubits)))
      case .measure(let qubit, let clbit):
        steps.append(
          ScriptOperation(
            line: 0, conditions: conditions, action: .measure(qubit: qubit, clbit: clbit),
            text: "the measurement of qubit \(qubit) into bit \(clbit)"))
      case .reset(let qubit):
        steps.append(
          ScriptOperation(line: 0, conditions: conditions, action: .reset(qubit), text: "the reset of qubit \(qubit)"))
      case .barrier, .delay: continue
      case .conditional(let expression, let then, let otherwise):
        let condition = try self.condition(expression)
        try add(then, conditions + [condition], &steps)
        var negated = condition
        negated.isNegated.toggle()
        try add(otherwise, conditions + [negated.normalised], &steps)
      case .whileLoop, .assign, .breakLoop, .continueLoop, .end:
        throw .notThereYet("the review of programs with loops or classical arithmetic")
      }
    }
  }

  private static func condition(_ expression: ClassicalExpression) throws(ProximaError) -> ScriptOperation.Condition {
    switch expression {
    case .bit(let bit): return ScriptOperation.Condition(values: [bit: true])
    case .unary(.not, let inner):
      var condition = try self.condition(inner)
      condition.isNegated.toggle()
      return condition.normalised
    case .binary(.equal, .bit(let bit), .value(let value)):
      return ScriptOperation.Condition(values: [bit: value.isTrue])
    case .binary(.equal, .bits(let bits), .value(let value)):
      let number = value.int
      let pairs = bits.enumerated().map { ($1, $0 < 62 && number >> $0 & 1 == 1) }
      return ScriptOperation.Condition(values: Dictionary(pairs) { first, _ in first })
    default: throw .notThereYet("the review of this kind of condition")
    }
  }

  static func describe(_ name: String, _ parameters: [Double], _ qubits: [Int]) -> String {
    let angles = parameters.isEmpty ? "" : "(" + parameters.map { Figures.significant($0, 6) }.joined(separator: ", ") + ")"
    return "\(name)\(angles) on \(qubits.map(String.init).joined(separator: ", "))"
  }

  /// Without conditions on bits that nothing has measured: those are 0.
  static func simplified(_ steps: [ScriptOperation]) -> [ScriptOperation] {
    var measured: Set<Int> = []
    return steps.compactMap { step in
      defer { if case .measure(_, let clbit) = step.action { measured.insert(clbit) } }
      var result = step
      result.conditions = []
      for condition in step.conditions {
        let open = condition.values.filter { measured.contains($0.key) }
        let contradicted = condition.values.contains { !measured.contains($0.key) && $0.value }
        if condition.isNegated {
          if contradicted { continue }
          if open.isEmpty { return nil }
          result.conditions.append(ScriptOperation.Condition(values: open, isNegated: true).normalised)
        } else {
          if contradicted { return nil }
          // Several bits are as many conditions of one bit each.
          result.conditions += open.map { ScriptOperation.Condition(values: [$0.key: $0.value]) }
        }
      }
      return result
    }
  }
}

extension ScriptOperation.Condition {
  /// One negated bit is the bit with the other value.
  var normalised: ScriptOperation.Condition {
    guard isNegated, values.count == 1, let (bit, value) = values.first else { return self }
    return ScriptOperation.Condition(values: [bit: !value])
  }
}
