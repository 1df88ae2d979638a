/// Classical expressions in OpenQASM 3.
struct ExpressionText {
  let circuit: Circuit
  let names: CircuitNames
  let clbits: [String]

  func write(_ expression: ClassicalExpression) throws(CircuitError) -> String {
    switch expression {
    case .value(.bool(let value)): return value ? "true" : "false"
    case .value(.int(let value)): return "\(value)"
    case .value(.real(let value)): return AngleText.write(value)
    case .bit(let bit): return clbits[bit]
    case .bits(let bits): return try register(bits)
    case .variable(let index): return names.variables[index]
    case .unary(let operation, let operand):
      let inner = try write(operand)
      switch operation {
      case .not: return "!(\(inner))"
      case .negate: return "-(\(inner))"
      case .complement: return "~(\(inner))"
      }
    case .binary(let operation, let a, let b): return "(\(try write(a)) \(operation.rawValue) \(try write(b)))"
    case .cast(let type, let operand): return "\(Self.type(type))(\(try write(operand)))"
    case .call(let function, let arguments):
      var list: [String] = []
      for argument in arguments { list.append(try write(argument)) }
      return "\(function.rawValue)(\(list.joined(separator: ", ")))"
    }
  }

  /// A register, or a run or set of its bits.
  func register(_ bits: [Int]) throws(CircuitError) -> String {
    for (register, name) in zip(circuit.classicalRegisters, names.classical)
    where bits.allSatisfy(register.indices.contains) {
      if bits == Array(register.indices) { return name }
      let inside = bits.map { $0 - register.start }
      return "\(name)[{\(inside.map { "\($0)" }.joined(separator: ", "))}]"
    }
    throw CircuitError(
      "qasm.unsupported", "an expression over bits of several registers as one number cannot be written")
  }

  static func type(_ type: ClassicalType) -> String {
    switch type {
    case .bool: "bool"
    case .int(let width): "int[\(width)]"
    case .uint(let width): "uint[\(width)]"
    case .float: "float[64]"
    case .angle: "angle"
    }
  }
}
