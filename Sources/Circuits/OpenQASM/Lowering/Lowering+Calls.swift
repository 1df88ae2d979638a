import Glibc

extension Lowering {
  /// A built-in function, or a subroutine with a result.
  mutating func evaluate(
    call name: String, _ arguments: [Expression], _ place: Place
  ) throws(CircuitError) -> Evaluated {
    if case .subroutine(let index) = lookup(name) {
      guard let result = try call(index, arguments, place) else {
        throw error("subroutine '\(name)' returns nothing", code: "qasm.type", at: place)
      }
      return result
    }
    if version == 3, let special = try evaluate(special: name, arguments, place) { return special }
    guard let function = Self.functions[name] else {
      throw undefined(name, "function", place)
    }
    let count = function == .mod || function == .pow ? 2 : 1
    guard arguments.count == count else {
      throw error("function '\(name)' takes \(count) argument\(count == 1 ? "" : "s")", code: "qasm.arity", at: place)
    }
    var values: [Evaluated] = []
    for argument in arguments { values.append(try evaluate(argument)) }
    var constants: [ClassicalValue] = []
    var expressions: [ClassicalExpression] = []
    for value in values {
      guard let expression = value.expression else {
        throw error("function '\(name)' takes numbers", code: "qasm.type", at: place)
      }
      expressions.append(expression)
      if case .value(let constant) = expression { constants.append(constant) }
    }
    guard constants.count == values.count else { return .runtime(.call(function, expressions)) }
    if function == .mod, constants[1].double == 0 { throw error("division by zero", code: "qasm.value", at: place) }
    let result = function.apply(constants)
    guard result.double.isFinite else {
      throw error("'\(name)' has no finite value here", code: "qasm.value", at: place)
    }
    return .known(Constant(result))
  }

  static let functions: [String: ClassicalExpression.Function] = [
    "sin": .sin, "cos": .cos, "tan": .tan, "exp": .exp, "ln": .log, "log": .log, "sqrt": .sqrt,
    "asin": .arcsin, "acos": .arccos, "atan": .arctan, "arcsin": .arcsin, "arccos": .arccos, "arctan": .arctan,
    "floor": .floor, "ceiling": .ceiling, "mod": .mod, "pow": .pow, "popcount": .popcount,
  ]

  /// `sizeof`, `rotl` and `rotr`, which look at the width of their argument.
  private mutating func evaluate(
    special name: String, _ arguments: [Expression], _ place: Place
  ) throws(CircuitError) -> Evaluated? {
    if name == "sizeof", let argument = arguments.first, arguments.count == 1 {
      if let wires = try bits(argument) { return .known(.int(wires.count)) }
      if case .name(let register, _) = argument, case .qubits(let wires) = lookup(register) {
        return .known(.int(wires.count))
      }
      throw error("sizeof takes a register", code: "qasm.type", at: place)
    }
    guard name == "rotl" || name == "rotr" else { return nil }
    guard arguments.count == 2 else { throw error("'\(name)' takes 2 arguments", code: "qasm.arity", at: place) }
    let turn = try integer(arguments[1], what: "a rotation's distance")
    func rotated<Element>(_ list: [Element]) -> [Element] {
      let count = list.count
      guard count > 0 else { return list }
      let shift = ((name == "rotl" ? turn % count : -(turn % count)) + count) % count
      return list.indices.map { list[($0 - shift + count) % count] }
    }
    if let wires = try bits(arguments[0]) { return .runtime(.bits(rotated(wires.all))) }
    if case .known(.bits(let bits)) = try evaluate(arguments[0]) { return .known(.bits(rotated(bits))) }
    throw unsupported("a rotation of this value is", place)
  }

  /// Carries out a subroutine in place: qubits by reference, classical arguments by value.
  mutating func call(_ index: Int, _ arguments: [Expression], _ place: Place) throws(CircuitError) -> Evaluated? {
    let subroutine = subroutines[index]
    guard arguments.count == subroutine.arguments.count else {
      throw error(
        "subroutine '\(subroutine.name)' takes \(subroutine.arguments.count) arguments, not \(arguments.count)",
        code: "qasm.arity", at: place)
    }
    try step(place)
    var scope: [String: Symbol] = [:]
    for ((type, name), argument) in zip(subroutine.arguments, arguments) {
      scope[name] = try bind(type, name, argument)
    }
    let outer = scopes
    scopes = [outer[0].filter { !$0.value.isHiddenInBodies }, scope]
    defer { scopes = outer }
    let loops = dynamicLoops
    dynamicLoops = 0
    defer { dynamicLoops = loops }
    let depth = returnDepth
    returnDepth = dynamicDepth
    defer { returnDepth = depth }
    let flow = try nested(place) { lowering throws(CircuitError) in try lowering.lower(block: subroutine.body) }
    guard case .returns(let value) = flow else {
      if subroutine.result != nil {
        throw error("subroutine '\(subroutine.name)' ends without a return", code: "qasm.type", at: place)
      }
      return nil
    }
    guard let value, let type = subroutine.result else { return nil }
    return try cast(value, type, place)
  }

  private mutating func bind(
    _ type: Syntax.TypeName, _ name: String, _ argument: Expression
  ) throws(CircuitError) -> Symbol {
    if type.kind == .qubit {
      let wires = try quantumArgument(argument)
      let count = try size(type.size, of: "a quantum argument")
      guard count == wires.count else {
        throw error("argument '\(name)' has \(count) qubits, not \(wires.count)", code: "qasm.size", at: argument.place)
      }
      return .qubits(Wires(list: wires.all, isRegister: type.size != nil))
    }
    if type.kind == .bit || type.kind == .creg {
      if let wires = try bits(argument) { return .bits(wires) }
      if case .runtime(.bits(let list)) = try evaluate(argument) { return .bits(Wires(list: list)) }
      if case .known(let constant) = try evaluate(argument) { return .constant(constant) }
      throw unsupported("this bit argument is", argument.place)
    }
    let classical = try classicalType(type)
    let value = try cast(try evaluate(argument), type, argument.place)
    variables.append(VariableState(name: name, type: classical))
    try write(value, to: variables.count - 1, argument.place)
    return .variable(variables.count - 1)
  }

  /// The qubits that an argument or alias names.
  mutating func quantumArgument(_ expression: Expression) throws(CircuitError) -> Wires {
    switch expression {
    case .name(let name, let place):
      return try qubits(Syntax.Operand(name: name, index: .none, place: place))
    case .index(.name(let name, let place), let items, _):
      return try qubits(Syntax.Operand(name: name, index: .items([items]), place: place))
    case .concat(let a, let b, let place):
      let wires = try quantumArgument(a).all + (try quantumArgument(b)).all
      guard Set(wires).count == wires.count else {
        throw error("one qubit stands twice", code: "qasm.repeat", at: place)
      }
      try step(place, wires.count)
      return Wires(list: wires)
    default: throw error("expected qubits", code: "qasm.type", at: expression.place)
    }
  }

  /// What an alias stands for.
  mutating func aliased(_ expression: Expression) throws(CircuitError) -> Symbol {
    if let wires = try classicalAlias(expression) { return .bits(wires) }
    return .qubits(try quantumArgument(expression))
  }

  private mutating func classicalAlias(_ expression: Expression) throws(CircuitError) -> Wires? {
    if case .concat(let a, let b, let place) = expression {
      guard let first = try classicalAlias(a), let second = try classicalAlias(b) else { return nil }
      try step(place, first.count + second.count)
      return Wires(list: first.all + second.all)
    }
    return try bits(expression)
  }
}
