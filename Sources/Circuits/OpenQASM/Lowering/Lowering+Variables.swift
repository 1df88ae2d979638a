extension Lowering {
  /// The type of a classical variable that is not made of bits.
  mutating func classicalType(_ type: Syntax.TypeName) throws(CircuitError) -> ClassicalType {
    var width = 64
    if let size = type.size {
      width = try integer(size, what: "the width of a type")
      guard type.kind == .float || type.kind == .angle || (1...64).contains(width) else {
        throw error("integers have 1 to 64 bits", code: "qasm.value", at: size.place)
      }
    }
    switch type.kind {
    case .int: return .int(width)
    case .uint: return .uint(width)
    case .float: return .float
    case .angle: return .angle
    case .bool: return .bool
    default: throw unsupported("type '\(type.kind.rawValue)' here is", type.place)
    }
  }

  /// A value converted to a type.
  mutating func cast(_ value: Evaluated, _ type: Syntax.TypeName, _ place: Place) throws(CircuitError) -> Evaluated {
    if type.kind == .duration {
      guard case .known(.duration) = value else { throw error("not a duration", code: "qasm.type", at: place) }
      return value
    }
    if type.kind == .bit || type.kind == .creg {
      let width = try size(type.size, of: "a bit register")
      switch value {
      case .known(.bits(let bits)) where bits.count == width: return value
      case .known(let constant):
        let number = constant.value?.int ?? 0
        if type.size == nil { return .known(.bool(constant.value?.isTrue ?? false)) }
        return .known(.bits((0..<min(width, 1 << 16)).map { $0 < 64 && number >> $0 & 1 == 1 }))
      case .runtime: return value
      }
    }
    let target = try classicalType(type)
    switch value {
    case .known(let constant):
      guard let number = constant.value else { throw error("a duration is no number", code: "qasm.type", at: place) }
      return .known(Constant(number.converted(to: target)))
    case .runtime(let expression): return .runtime(.cast(target, expression))
    }
  }

  /// Declares a variable, constant, input or classical register.
  mutating func lowerDeclaration(
    _ type: Syntax.TypeName, _ name: String, _ role: Syntax.DeclarationRole, _ value: Expression?, _ place: Place
  ) throws(CircuitError) {
    if role == .input { return try declareInput(type, name, place) }
    if role == .constant || type.kind == .duration {
      guard let value, case .known(let constant) = try cast(try evaluate(value), type, place) else {
        throw error("'\(name)' must be known before the program runs", code: "qasm.type", at: place)
      }
      return try declare(name, .constant(constant), place)
    }
    if type.kind == .bit || type.kind == .creg {
      let wires = try declareBits(type, name, role, place)
      if let value { try assign(value, toBits: wires, place) }
      return
    }
    let classical = try classicalType(type)
    // The value is worked out before the name hides another of an outer block.
    let initial =
      try value.map { value throws(CircuitError) in
        try cast(try evaluate(value, place), type, place)
      } ?? .known(Constant(ClassicalValue.int(0).converted(to: classical)))
    variables.append(VariableState(name: name, type: classical))
    try declare(name, .variable(variables.count - 1), place)
    try write(initial, to: variables.count - 1, place)
  }

  private mutating func declareInput(_ type: Syntax.TypeName, _ name: String, _ place: Place) throws(CircuitError) {
    guard let given = options.inputs[name] else {
      throw error("no value was given for input '\(name)'", code: "qasm.input", at: place)
    }
    let number = Int(exactly: given).map { Constant.int($0) } ?? .real(given)
    guard case .known(let constant) = try cast(.known(number), type, place) else { return }
    try declare(name, .constant(constant), place)
  }

  private mutating func declareBits(
    _ type: Syntax.TypeName, _ name: String, _ role: Syntax.DeclarationRole, _ place: Place
  ) throws(CircuitError) -> Wires {
    let count = try size(type.size, of: "a classical register")
    if scopes.count > 1 {
      var wires = try localRegister(count, place, name: name)
      wires.isRegister = type.size != nil
      try declare(name, .bits(wires), place)
      // A block that runs again starts with fresh bits.
      if dynamicLoops > 0 { try emit(.assign(.bits(wires.all), .value(.int(0))), place, cost: 1 + wires.count) }
      return wires
    }
    guard clbitCount + count <= options.limits.clbits else {
      throw error("more than \(options.limits.clbits) classical bits", code: "qasm.limit", at: place)
    }
    let wires = Wires(circuit.addClbits(name, count), isRegister: type.size != nil)
    clbitCount += count
    if role == .output {
      hasOutputs = true
      outputs.insert(name)
    }
    try declare(name, .bits(wires), place)
    return wires
  }

  /// Writes a value to a variable: known values are remembered, others are computed while the program runs.
  mutating func write(_ value: Evaluated, to index: Int, _ place: Place) throws(CircuitError) {
    switch value {
    case .known(let constant) where variables[index].pins == 0:
      variables[index].known = constant.value?.converted(to: variables[index].type)
    default:
      guard let expression = value.expression else {
        throw error("a duration is no number", code: "qasm.type", at: place)
      }
      try emit(.assign(.variable(slot(index)), expression), place)
      variables[index].known = nil
    }
  }

  /// The place of a variable in the circuit, made where it has none.
  private mutating func slot(_ index: Int) -> Int {
    if let slot = variables[index].slot { return slot }
    let type = variables[index].type
    circuit.variables.append(
      ClassicalVariable(
        name: variables[index].name, type: type, initial: ClassicalValue.int(0).converted(to: type)))
    variables[index].slot = circuit.variables.count - 1
    return circuit.variables.count - 1
  }

  /// Before a block that may or may not run: the variables that it assigns to get their present values for the running
  /// program, and are not known from here on. Returns them, to be unpinned after the block.
  mutating func pin(_ statements: [Syntax.Statement], _ place: Place) throws(CircuitError) -> [Int] {
    var names = Set<String>()
    Syntax.collectTargets(statements, &names)
    var pinned: [Int] = []
    for name in names.sorted() {
      guard case .variable(let index) = lookup(name) else { continue }
      if let known = variables[index].known {
        try emit(.assign(.variable(slot(index)), .value(known)), place)
        variables[index].known = nil
      }
      variables[index].pins += 1
      pinned.append(index)
    }
    return pinned
  }

  mutating func unpin(_ pinned: [Int]) { for index in pinned { variables[index].pins -= 1 } }
}

extension Syntax {
  /// The names that statements assign to, those in blocks included.
  static func collectTargets(_ statements: [Statement], _ names: inout Set<String>) {
    for statement in statements {
      switch statement {
      case .assign(let target, _, _, _): names.insert(target.name)
      case .conditional(_, let then, let otherwise, _):
        collectTargets(then, &names)
        collectTargets(otherwise, &names)
      case .forLoop(_, _, _, let body, _), .whileLoop(_, let body, _), .block(let body, _): collectTargets(body, &names)
      case .switchCase(_, let cases, _): for one in cases { collectTargets(one.body, &names) }
      default: break
      }
    }
  }
}
