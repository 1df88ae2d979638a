/// Reads OpenQASM 2 and the part of OpenQASM 3 that needs no classical computing. A reader of its own, so that a mistake
/// of the project's parser is not made twice; what it does not know it refuses.
struct ProgramReader {
  private var program = ReferenceProgram()
  private var quantum: [String: Range<Int>] = [:]
  private var classical: [String: Range<Int>] = [:]
  private var definitions: [String: Definition] = [:]
  private var version = 2
  /// Names of gates that the program defines although the table has them: what noise follows is then unclear.
  private(set) var redefined: Set<String> = []

  struct Definition {
    var parameters: [String]
    var qubits: [String]
    var body: [TokenStream.Token]
  }

  private static let limit = 200_000
  private var count = 0

  /// The program that `source` says.
  static func read(_ source: String) throws(ReferenceRefusal) -> (program: ReferenceProgram, redefined: Set<String>) {
    var reader = ProgramReader()
    var tokens = try TokenStream(source)
    while !tokens.atEnd {
      let steps = try reader.statement(&tokens)
      reader.program.steps += steps
    }
    return (reader.program, reader.redefined)
  }

  private mutating func statement(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> [ReferenceProgram.Step] {
    let line = tokens.current.line
    switch tokens.current.text {
    case ";":
      tokens.advance()
      return []
    case "OPENQASM":
      tokens.advance()
      version = tokens.advance().text.hasPrefix("3") ? 3 : 2
      try tokens.expect(";")
      return []
    case "include":
      tokens.advance()
      let file = tokens.advance().text
      guard file == "qelib1.inc" || file == "stdgates.inc" else {
        throw ReferenceRefusal("the file `\(file)` is not read", line: line)
      }
      try tokens.expect(";")
      return []
    case "qreg", "creg", "qubit", "bit":
      try declare(&tokens)
      return []
    case "gate":
      try define(&tokens)
      return []
    case "barrier", "delay":
      while !tokens.atEnd, !tokens.take(";") { tokens.advance() }
      return []
    case "measure", "reset": return try measurement(&tokens)
    case "if": return try conditional(&tokens)
    default:
      if classical[tokens.current.text] != nil { return try assignment(&tokens) }
      return try application(&tokens)
    }
  }

  private mutating func declare(_ tokens: inout TokenStream) throws(ReferenceRefusal) {
    let kind = tokens.advance().text
    var size = 1
    func bracketed(_ tokens: inout TokenStream) throws(ReferenceRefusal) {
      guard tokens.take("[") else { return }
      size = try tokens.whole()
      try tokens.expect("]")
    }
    try bracketed(&tokens)
    let name = try tokens.word()
    try bracketed(&tokens)
    guard (1...100_000).contains(size) else {
      throw ReferenceRefusal("a register of \(size)", line: tokens.current.line)
    }
    if kind == "qreg" || kind == "qubit" {
      quantum[name] = program.qubits..<(program.qubits + size)
      program.qubits += size
    } else {
      classical[name] = program.bits..<(program.bits + size)
      program.bits += size
    }
    if tokens.take("=") {
      guard kind == "bit", tokens.take("measure") else {
        throw ReferenceRefusal("a first value of `\(name)` is not read", line: tokens.current.line)
      }
      program.steps += try measured(try operand(&tokens, quantum), into: Array(classical[name] ?? 0..<0), tokens.current.line)
    }
    try tokens.expect(";")
  }

  private mutating func define(_ tokens: inout TokenStream) throws(ReferenceRefusal) {
    tokens.advance()
    let name = try tokens.word()
    var parameters: [String] = []
    if tokens.take("(") {
      while !tokens.take(")") {
        parameters.append(try tokens.word())
        _ = tokens.take(",")
      }
    }
    var qubits: [String] = []
    while !tokens.take("{") {
      qubits.append(try tokens.word())
      _ = tokens.take(",")
    }
    if ReferenceGates.shape(name) != nil { redefined.insert(name) }
    definitions[name] = Definition(parameters: parameters, qubits: qubits, body: try tokens.block())
  }

  /// The qubits or bits that a name, with or without an index, stands for.
  private func operand(_ tokens: inout TokenStream, _ registers: [String: Range<Int>]) throws(ReferenceRefusal) -> [Int] {
    let line = tokens.current.line
    let name = try tokens.word()
    guard let register = registers[name] else { throw ReferenceRefusal("no register `\(name)`", line: line) }
    guard tokens.take("[") else { return Array(register) }
    let index = try tokens.whole()
    try tokens.expect("]")
    guard index < register.count else { throw ReferenceRefusal("`\(name)` has no \(index)", line: line) }
    return [register.lowerBound + index]
  }

  private mutating func measurement(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> [ReferenceProgram.Step] {
    let line = tokens.current.line
    let isReset = tokens.advance().text == "reset"
    let qubits = try operand(&tokens, quantum)
    if isReset {
      try tokens.expect(";")
      return qubits.map { .reset($0) }
    }
    guard tokens.take("->") else { throw ReferenceRefusal("a measurement without a bit", line: line) }
    let bits = try operand(&tokens, classical)
    try tokens.expect(";")
    return try measured(qubits, into: bits, line)
  }

  /// `c = measure q;`
  private mutating func assignment(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> [ReferenceProgram.Step] {
    let line = tokens.current.line
    let bits = try operand(&tokens, classical)
    guard tokens.take("="), tokens.take("measure") else {
      throw ReferenceRefusal("classical computing is not read", line: line)
    }
    let qubits = try operand(&tokens, quantum)
    try tokens.expect(";")
    return try measured(qubits, into: bits, line)
  }

  private func measured(_ qubits: [Int], into bits: [Int], _ line: Int) throws(ReferenceRefusal) -> [ReferenceProgram.Step] {
    guard qubits.count == bits.count else {
      throw ReferenceRefusal("\(qubits.count) qubits measured into \(bits.count) bits", line: line)
    }
    return zip(qubits, bits).map { .measure(qubit: $0, bit: $1) }
  }

  private mutating func conditional(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> [ReferenceProgram.Step] {
    tokens.advance()
    try tokens.expect("(")
    let condition = try self.condition(&tokens)
    try tokens.expect(")")
    let then = try branch(&tokens)
    let otherwise = tokens.take("else") ? try branch(&tokens) : []
    return [.conditional(condition, then: then, otherwise: otherwise)]
  }

  private mutating func branch(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> [ReferenceProgram.Step] {
    guard tokens.take("{") else { return try statement(&tokens) }
    var steps: [ReferenceProgram.Step] = []
    while !tokens.take("}") {
      if tokens.atEnd { throw ReferenceRefusal("a block is not closed", line: tokens.current.line) }
      steps += try statement(&tokens)
    }
    return steps
  }

  /// `c == 3`, `c[0] == true`, `c[0]`, `!c[0]`.
  private func condition(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> ReferenceProgram.Condition {
    let line = tokens.current.line
    var negated = tokens.take("!")
    let bits = try operand(&tokens, classical)
    var value = 1
    if tokens.current.text == "==" || tokens.current.text == "!=" {
      if tokens.advance().text == "!=" { negated.toggle() }
      if tokens.take("true") {
        value = 1
      } else if tokens.take("false") {
        value = 0
      } else {
        value = try tokens.whole()
      }
    } else if bits.count > 1 {
      throw ReferenceRefusal("a register as a condition by itself is not read", line: line)
    }
    guard tokens.current.text == ")" else { throw ReferenceRefusal("this condition is not read", line: line) }
    if bits.count < 63, value >> bits.count != 0 {
      // A value that the register cannot hold: the condition never holds.
      return ReferenceProgram.Condition(bits: [], values: [], isNegated: !negated)
    }
    let values = bits.indices.map { $0 < 63 && value >> $0 & 1 == 1 }
    return ReferenceProgram.Condition(bits: bits, values: values, isNegated: negated)
  }
}

extension ProgramReader {
  /// A gate with its modifiers on registers or qubits.
  private mutating func application(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> [ReferenceProgram.Step] {
    let call = try gateCall(&tokens, names: [:])
    var operands: [[Int]] = []
    while !tokens.take(";") {
      operands.append(try operand(&tokens, quantum))
      if !tokens.take(","), tokens.current.text != ";" {
        throw ReferenceRefusal("`;` expected, `\(tokens.current.text)` found", line: tokens.current.line)
      }
    }
    let width = operands.map(\.count).max() ?? 1
    guard operands.allSatisfy({ $0.count == width || $0.count == 1 }) else {
      throw ReferenceRefusal("registers of different sizes in `\(call.name)`", line: call.line)
    }
    var steps: [ReferenceProgram.Step] = []
    for index in 0..<width {
      steps += try expand(call, operands.map { $0.count == 1 ? $0[0] : $0[index] }, depth: 0)
    }
    return steps
  }

  /// A gate's name, arguments and modifiers, still without qubits.
  struct Call {
    enum Modifier { case inverse, power(Int), control(Bool) }
    var name: String
    var arguments: [Double]
    /// As written: the first is outermost.
    var modifiers: [Modifier] = []
    var line: Int
  }

  private func gateCall(_ tokens: inout TokenStream, names: [String: Double]) throws(ReferenceRefusal) -> Call {
    let line = tokens.current.line
    var modifiers: [Call.Modifier] = []
    let angle = AngleExpression(names: names)
    while ["ctrl", "negctrl", "inv", "pow"].contains(tokens.current.text) {
      let word = tokens.advance().text
      var argument = 1.0
      if tokens.take("(") {
        argument = try angle.read(&tokens)
        try tokens.expect(")")
      }
      try tokens.expect("@")
      guard let whole = Int(exactly: argument), abs(whole) <= 64 else {
        throw ReferenceRefusal("`\(word)` with \(argument) is not read", line: line)
      }
      switch word {
      case "inv": modifiers.append(.inverse)
      case "pow": modifiers.append(.power(whole))
      default: modifiers += Array(repeating: .control(word == "ctrl"), count: max(0, whole))
      }
    }
    var call = Call(name: try tokens.word(), arguments: [], modifiers: modifiers, line: line)
    if tokens.take("(") {
      while !tokens.take(")") {
        call.arguments.append(try angle.read(&tokens))
        if !tokens.take(","), tokens.current.text != ")" {
          throw ReferenceRefusal("`)` expected, `\(tokens.current.text)` found", line: line)
        }
      }
    }
    return call
  }

  /// The gates of the table that a call stands for; a definition is expanded, a call with modifiers is one matrix.
  private mutating func expand(_ call: Call, _ qubits: [Int], depth: Int) throws(ReferenceRefusal)
    -> [ReferenceProgram.Step]
  {
    count += 1
    guard depth < 64, count < Self.limit else {
      throw ReferenceRefusal("more gates than the reference reads", line: call.line)
    }
    guard Set(qubits).count == qubits.count else {
      throw ReferenceRefusal("a qubit stands twice in `\(call.name)`", line: call.line)
    }
    if !call.modifiers.isEmpty { return [try modified(call, qubits, depth: depth)] }
    if let definition = definitions[call.name] {
      guard definition.qubits.count == qubits.count, definition.parameters.count == call.arguments.count else {
        throw ReferenceRefusal("`\(call.name)` with the wrong number of operands", line: call.line)
      }
      return try expandBody(definition, call, qubits, depth: depth)
    }
    guard let shape = ReferenceGates.shape(call.name), shape.qubits == qubits.count,
      let matrix = ReferenceGates.matrix(call.name, call.arguments)
    else { throw ReferenceRefusal("the gate `\(call.name)` is not known to the reference", line: call.line) }
    return [.gate(name: call.name, matrix: matrix, qubits: qubits)]
  }

  private mutating func expandBody(_ definition: Definition, _ call: Call, _ qubits: [Int], depth: Int)
    throws(ReferenceRefusal) -> [ReferenceProgram.Step]
  {
    let values = Dictionary(zip(definition.parameters, call.arguments)) { _, last in last }
    let wires = Dictionary(zip(definition.qubits, qubits)) { _, last in last }
    var tokens = TokenStream(definition.body)
    var steps: [ReferenceProgram.Step] = []
    while !tokens.atEnd {
      if tokens.current.text == "barrier" || tokens.current.text == ";" {
        while !tokens.atEnd, !tokens.take(";") { tokens.advance() }
        continue
      }
      let inner = try gateCall(&tokens, names: values)
      var operands: [Int] = []
      while !tokens.take(";") {
        let name = try tokens.word()
        guard let wire = wires[name] else { throw ReferenceRefusal("no qubit `\(name)`", line: inner.line) }
        operands.append(wire)
        _ = tokens.take(",")
      }
      steps += try expand(inner, operands, depth: depth + 1)
    }
    return steps
  }

  private mutating func modified(_ call: Call, _ qubits: [Int], depth: Int) throws(ReferenceRefusal)
    -> ReferenceProgram.Step
  {
    if call.name == "U", version == 3 {
      throw ReferenceRefusal("a modifier on `U`, whose phase differs between versions of OpenQASM", line: call.line)
    }
    let controls = call.modifiers.count { if case .control = $0 { true } else { false } }
    let plain = Call(name: call.name, arguments: call.arguments, line: call.line)
    let own = qubits.count - controls
    guard own >= 0, qubits.count <= 10 else { throw ReferenceRefusal("`\(call.name)` on \(qubits.count) qubits", line: call.line) }
    var columns = (0..<(1 << own)).map { StateVector(qubits: own, basis: $0) }
    for case .gate(_, let matrix, let wires) in try expand(plain, Array(0..<own), depth: depth + 1) {
      for index in columns.indices { columns[index].apply(matrix, wires) }
    }
    var matrix = SquareMatrix((0..<(1 << own)).map { row in columns.map { $0.amplitudes[row] } })
    for modifier in call.modifiers.reversed() {
      switch modifier {
      case .inverse: matrix = matrix.adjoint
      case .power(let exponent): matrix = matrix.power(exponent)
      case .control(let state): matrix = matrix.controlled(on: state)
      }
    }
    // Without controls the gate keeps its name; with them noise models know it by another.
    return .gate(name: controls == 0 ? call.name : "ctrl @ \(call.name)", matrix: matrix, qubits: qubits)
  }
}
