extension Lowering {
  /// Carries out one statement.
  mutating func lower(_ statement: Syntax.Statement) throws(CircuitError) -> Flow {
    statements += 1
    if statements % CircuitError.stepsBetweenLooks == 0 { try CircuitError.checkWanted() }
    switch statement {
    case .call(let call):
      try step(call.place)
      try lower(call)
    case .measure(let source, let target, let place): try lowerMeasure(source, into: target, place)
    case .reset(let target, let place):
      for qubit in try qubits(target).all { try emit(.reset(qubit), place) }
    case .barrier(let operands, let place): try lowerBarrier(operands, place)
    case .delay(let time, let operands, let place): try lowerDelay(time, operands, place)
    case .include(let name, let place): return try lowerInclude(name, place)
    case .qubits(let name, let size, let place): try declareQubits(name, size, place)
    case .declaration(let type, let name, let role, let value, let place):
      try lowerDeclaration(type, name, role, value, place)
    case .gate(let definition): try define(definition)
    case .subroutine(let subroutine):
      subroutines.append(subroutine)
      guard scopes.count == 1 else { throw unsupported("a subroutine inside a block is", subroutine.place) }
      try declare(subroutine.name, .subroutine(subroutines.count - 1), subroutine.place)
    case .alias(let name, let value, let place):
      try declare(name, try aliased(value), place)
    default: return try lowerControl(statement)
    }
    return .normal
  }

  /// Carries out statements in a scope of their own.
  mutating func lower(block: [Syntax.Statement]) throws(CircuitError) -> Flow {
    scopes.append([:])
    defer { scopes.removeLast() }
    for statement in block {
      let flow = try lower(statement)
      if case .normal = flow { continue }
      return flow
    }
    return .normal
  }

  private mutating func lowerInclude(_ name: String, _ place: Place) throws(CircuitError) -> Flow {
    guard scopes.count == 1 else { throw error("include inside a block", code: "qasm.syntax", at: place) }
    switch name {
    case "qelib1.inc" where version == 2, "stdgates.inc" where version == 3:
      libraryIncluded = true
      return .normal
    // Files of version 3 that were written for version 2 name its library; the gates are the same.
    case "qelib1.inc", "stdgates.inc", "stdgates.qasm":
      libraryIncluded = true
      return .normal
    default: break
    }
    guard openFiles < options.limits.includes else {
      throw error("includes nested more than \(options.limits.includes) deep", code: "qasm.limit", at: place)
    }
    guard sources.count < 1000 else { throw error("more than 1000 includes", code: "qasm.limit", at: place) }
    guard let bytes = options.include(name) else {
      throw error(
        "cannot include '\(name)': there is no such file beside the program", code: "qasm.include", at: place)
    }
    return try lower(SourceText(name: name, bytes: bytes), from: place)
  }

  mutating func declareQubits(_ name: String, _ size: Syntax.Expression?, _ place: Place) throws(CircuitError) {
    guard scopes.count == 1 else {
      throw error("qubits are declared outside blocks only", code: "qasm.syntax", at: place)
    }
    let count = try self.size(size, of: "a quantum register")
    guard qubitCount + count <= options.limits.qubits else {
      throw error("more than \(options.limits.qubits) qubits", code: "qasm.limit", at: place)
    }
    let register = circuit.addQubits(name, count)
    qubitCount += count
    try declare(name, .qubits(Wires(register, isRegister: size != nil)), place)
  }

  /// A register's size: 1 where none is written.
  mutating func size(_ size: Syntax.Expression?, of what: String) throws(CircuitError) -> Int {
    guard let size else { return 1 }
    let count = try integer(size, what: "the size of \(what)")
    guard count > 0 else {
      throw error("the size of \(what) must be at least 1", code: "qasm.value", at: size.place)
    }
    return count
  }

  private mutating func lowerBarrier(_ operands: [Syntax.Operand], _ place: Place) throws(CircuitError) {
    var wires: [Int] = []
    if operands.isEmpty { wires = Array(0..<qubitCount) }
    for operand in operands { wires += try qubits(operand).all }
    var seen = Set<Int>()
    wires = wires.filter { seen.insert($0).inserted }
    try emit(.barrier(wires), place, cost: 1 + wires.count)
  }

  private mutating func lowerDelay(
    _ time: Syntax.Expression, _ operands: [Syntax.Operand], _ place: Place
  ) throws(CircuitError) {
    guard case .known(.duration(let value, let unit)) = try evaluate(time) else {
      throw error("a delay takes a duration, such as 100ns", code: "qasm.type", at: time.place)
    }
    var wires: [Int] = []
    if operands.isEmpty { wires = Array(0..<qubitCount) }
    for operand in operands { wires += try qubits(operand).all }
    try emit(.delay(wires, DelayTime(value, unit)), place, cost: 1 + wires.count)
  }

  mutating func lowerMeasure(
    _ source: Syntax.Operand, into target: Syntax.Operand?, _ place: Place
  ) throws(CircuitError) {
    let wires = try qubits(source)
    guard let target else {
      let bits = try localRegister(wires.count, place)
      for index in 0..<wires.count { try emit(.measure(qubit: wires[index], clbit: bits[index]), place) }
      return
    }
    let bits = try classicalBits(target)
    guard wires.count == bits.count else {
      throw error(
        "measures \(wires.count) qubits into \(bits.count) bits", code: "qasm.size", at: target.place)
    }
    for index in 0..<wires.count { try emit(.measure(qubit: wires[index], clbit: bits[index]), place) }
  }

  /// Fresh bits that are no part of a result.
  mutating func localRegister(_ size: Int, _ place: Place, name: String = "unnamed") throws(CircuitError) -> Wires {
    guard clbitCount + size <= options.limits.clbits else {
      throw error("more than \(options.limits.clbits) classical bits", code: "qasm.limit", at: place)
    }
    localBits += 1
    circuit.classicalRegisters.append(
      Circuit.Register(name: "\(name)_\(localBits)", start: clbitCount, size: size, isOutput: false))
    clbitCount += size
    return Wires(clbitCount - size..<clbitCount)
  }
}
