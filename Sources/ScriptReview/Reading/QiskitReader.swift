import Circuits

/// Reads back the part of Qiskit's Python that generated scripts use.
struct QiskitReader {
  private var reading = ScriptReading()
  private var quantum: [String: Range<Int>] = [:]
  private var classical: [String: Range<Int>] = [:]
  private var declaredQubits: [(String, Int)] = []
  private var declaredClbits: [(String, Int)] = []
  /// Conditions of the open blocks with their indents.
  private var blocks: [(indent: Int, condition: ScriptOperation.Condition)] = []
  private var lastBlock: ScriptOperation.Condition?

  static func read(_ script: String) -> ScriptReading {
    var reader = QiskitReader()
    let lines = PythonLine.lines(of: script)
    reader.reading.lastLine = lines.last?.number ?? 1
    for line in lines { reader.read(line) }
    reader.reading.require([
      "the circuit", "the simulator", "the transpiled program", "the run", "the counts", "the loop that prints", "the print",
    ])
    return reader.reading
  }

  private mutating func read(_ line: PythonLine) {
    while let block = blocks.last, line.indent <= block.indent { lastBlock = blocks.removeLast().condition }
    do throws(PythonRefusal) {
      if try readFixed(line) { return }
      try readStatement(line)
    } catch {
      reading.object(line.number, "this line is not understood: \(error.reason)")
    }
  }

  /// Lines that have one form only.
  private mutating func readFixed(_ line: PythonLine) throws(PythonRefusal) -> Bool {
    switch line.text {
    case "counts = {key.replace(\" \", \"\"): value for key, value in result.get_counts().items()}":
      reading.saw("the counts", line.number)
    case "for key, value in sorted(counts.items()):": reading.saw("the loop that prints", line.number)
    case "print(key, value)" where line.indent > 0: reading.saw("the print", line.number)
    case "pass": break
    default:
      guard line.text.hasPrefix("from ") || line.text.hasPrefix("import ") else { return false }
      let modules = [
        "from math import ", "from qiskit import ", "from qiskit.circuit.library import ",
        "from qiskit.circuit.classical import ", "from qiskit_aer import ",
      ]
      guard modules.contains(where: line.text.hasPrefix) else { throw PythonRefusal("an unknown module") }
    }
    return true
  }

  private mutating func readStatement(_ line: PythonLine) throws(PythonRefusal) {
    var tokens = try PythonTokens(line.text)
    if tokens.take("with") { return try readBlock(&tokens, line) }
    let left = try tokens.expression()
    if tokens.take("=") {
      let right = try tokens.expression()
      guard tokens.atEnd, case .name(let name) = left else { throw PythonRefusal("an assignment of another form") }
      return try assign(name, right, line)
    }
    if tokens.take("+=") {
      guard left.path == "circuit.global_phase", try tokens.expression().value != nil else {
        throw PythonRefusal("an addition to something else")
      }
      return
    }
    guard tokens.atEnd, case .call(.attribute(.name("circuit"), let method), let arguments, let named) = left else {
      throw PythonRefusal("no statement of a circuit")
    }
    try apply(method, arguments, named, line)
    reading.end = line.number + 1
  }

  private mutating func assign(_ name: String, _ value: PythonExpression, _ line: PythonLine) throws(PythonRefusal) {
    guard case .call(let function, let arguments, let named) = value else { throw PythonRefusal("a value of another form") }
    switch function.path {
    case "QuantumRegister", "ClassicalRegister":
      guard let size = arguments.first?.whole, size > 0, size <= 1 << 20 else { throw PythonRefusal("a register without a size") }
      if function.path == "QuantumRegister" { declaredQubits.append((name, size)) } else { declaredClbits.append((name, size)) }
    case "QuantumCircuit":
      reading.saw("the circuit", line.number)
      try declare(arguments)
      reading.end = line.number + 1
    case "AerSimulator":
      reading.saw("the simulator", line.number)
      if !arguments.isEmpty || !named.isEmpty || name != "simulator" { throw PythonRefusal("a simulator with options") }
    case "transpile":
      reading.saw("the transpiled program", line.number)
      guard arguments.map(\.path) == ["circuit", "simulator"], name == "program",
        Set(named.keys).isSubset(of: ["optimization_level"])
      else { throw PythonRefusal("something else is transpiled") }
    default: try readRun(name, function, line)
    }
  }

  /// `simulator.run(program, shots=…, seed_simulator=…).result()`.
  private mutating func readRun(_ name: String, _ function: PythonExpression, _ line: PythonLine) throws(PythonRefusal) {
    guard name == "result", case .attribute(.call(let run, let what, let options), "result") = function,
      run.path == "simulator.run"
    else { throw PythonRefusal("a value of another form") }
    reading.saw("the run", line.number)
    if what.map(\.path) != ["program"] { reading.object(line.number, "something other than the transpiled program is run") }
    if let shots = options["shots"]?.whole { reading.shots = (shots, line.number) }
    if let seed = options["seed_simulator"]?.whole { reading.seed = (seed, line.number) }
  }

  private mutating func declare(_ registers: [PythonExpression]) throws(PythonRefusal) {
    for register in registers {
      guard case .name(let name) = register else { throw PythonRefusal("a register of another form") }
      if let (_, size) = declaredQubits.first(where: { $0.0 == name }) {
        quantum[name] = reading.qubits..<(reading.qubits + size)
        reading.qubits += size
      } else if let (_, size) = declaredClbits.first(where: { $0.0 == name }) {
        classical[name] = reading.clbits..<(reading.clbits + size)
        reading.clbits += size
      } else {
        throw PythonRefusal("the register `\(name)` is not declared")
      }
    }
  }

  private func place(_ expression: PythonExpression, _ registers: [String: Range<Int>], _ what: String) throws(PythonRefusal)
    -> Int
  {
    guard case .element(.name(let name), let index) = expression, let register = registers[name] else {
      throw PythonRefusal("no \(what)")
    }
    guard let offset = index.whole, offset >= 0, offset < register.count else {
      throw PythonRefusal("`\(name)` has no such \(what)")
    }
    return register.lowerBound + offset
  }

  private mutating func apply(
    _ method: String, _ arguments: [PythonExpression], _ named: [String: PythonExpression], _ line: PythonLine
  ) throws(PythonRefusal) {
    switch method {
    case "measure":
      guard arguments.count == 2 else { throw PythonRefusal("a measurement takes a qubit and a bit") }
      let qubit = try place(arguments[0], quantum, "qubit")
      let clbit = try place(arguments[1], classical, "bit")
      add(.measure(qubit: qubit, clbit: clbit), "the measurement of qubit \(qubit) into bit \(clbit)", line)
    case "reset":
      guard arguments.count == 1 else { throw PythonRefusal("a reset takes a qubit") }
      let qubit = try place(arguments[0], quantum, "qubit")
      add(.reset(qubit), "the reset of qubit \(qubit)", line)
    case "barrier", "delay": return
    case "append":
      guard arguments.count == 2, let wires = arguments[1].elements else { throw PythonRefusal("append takes a gate and qubits") }
      var qubits: [Int] = []
      for wire in wires { qubits.append(try place(wire, quantum, "qubit")) }
      try add(gate: arguments[0], qubits, line)
    default:
      guard let kind = PythonGates.qiskitMethods[method], named.isEmpty else {
        throw PythonRefusal("a circuit has no method `\(method)` of this form")
      }
      try add(kind, arguments, line)
    }
  }

  private mutating func add(_ kind: GateKind, _ arguments: [PythonExpression], _ line: PythonLine) throws(PythonRefusal) {
    guard arguments.count == kind.parameterCount + kind.qubits else {
      throw PythonRefusal("`\(kind.rawValue)` takes \(kind.parameterCount) angles and \(kind.qubits) qubits")
    }
    let angles = arguments.prefix(kind.parameterCount).compactMap(\.value)
    guard angles.count == kind.parameterCount else { throw PythonRefusal("an angle is no number") }
    var qubits: [Int] = []
    for wire in arguments.dropFirst(kind.parameterCount) { qubits.append(try place(wire, quantum, "qubit")) }
    try add(Gate(kind, angles, on: qubits), line)
  }

  private mutating func add(_ gate: Gate, _ line: PythonLine) throws(PythonRefusal) {
    guard gate.isWellFormed else { throw PythonRefusal("a qubit stands twice, or too few do") }
    let text = ReferenceOperations.describe(gate.name, gate.parameters, gate.qubits)
    add(.gate(GateForm(gate.controlledForm)), text, line)
  }

  private mutating func add(_ action: ScriptOperation.Action, _ text: String, _ line: PythonLine) {
    reading.steps.append(
      ScriptOperation(line: line.number, conditions: blocks.map(\.condition), action: action, text: text))
  }

  /// `Type(angles)`, with `.control(n, ctrl_state="01")` after it.
  private mutating func add(gate expression: PythonExpression, _ qubits: [Int], _ line: PythonLine) throws(PythonRefusal) {
    var states: [Bool] = []
    var base = expression
    if case .call(.attribute(let inner, "control"), let arguments, let named) = expression {
      guard let count = arguments.first?.whole, count > 0, count < qubits.count else { throw PythonRefusal("a number of controls") }
      let text = named["ctrl_state"]?.string ?? String(repeating: "1", count: count)
      guard text.count == count, text.allSatisfy({ $0 == "0" || $0 == "1" }) else { throw PythonRefusal("a control state") }
      states = text.reversed().map { $0 == "1" }
      base = inner
    }
    guard case .call(.name(let type), let arguments, _) = base else { throw PythonRefusal("a gate of another form") }
    if type == "UnitaryGate" {
      guard let matrix = PythonGates.matrix(arguments.first), matrix.qubits + states.count == qubits.count,
        Set(qubits).count == qubits.count, matrix.isUnitary(tolerance: 1e-8)
      else { throw PythonRefusal("a matrix that is not unitary or of another size") }
      let controls = Dictionary(uniqueKeysWithValues: zip(qubits, states))
      let form = GateForm(matrix, on: Array(qubits.dropFirst(states.count)), controls: controls)
      return add(.gate(form), ReferenceOperations.describe("unitary", [], qubits), line)
    }
    guard let kind = PythonGates.qiskitClasses[type] else { throw PythonRefusal("the gate `\(type)` is unknown") }
    let angles = arguments.compactMap(\.value)
    guard angles.count == arguments.count else { throw PythonRefusal("an angle is no number") }
    try add(Gate(kind, angles, on: qubits, controlStates: states), line)
  }

  /// `with circuit.if_test((bit, True)) as otherwise:` and `with otherwise:`.
  private mutating func readBlock(_ tokens: inout PythonTokens, _ line: PythonLine) throws(PythonRefusal) {
    let head = try tokens.expression()
    if tokens.take("as") { _ = try tokens.name() }
    try tokens.expect(":")
    if head == .name("otherwise"), var condition = lastBlock {
      condition.isNegated.toggle()
      blocks.append((line.indent, condition.normalised))
      return
    }
    guard case .call(let function, let arguments, _) = head, function.path == "circuit.if_test",
      case .tuple(let pair) = arguments.first, pair.count == 2
    else { throw PythonRefusal("a block of another form") }
    if case .name(let name) = pair[0], let register = classical[name], let value = pair[1].whole {
      let values = register.enumerated().map { ($1, $0 < 62 && value >> $0 & 1 == 1) }
      blocks.append((line.indent, ScriptOperation.Condition(values: Dictionary(uniqueKeysWithValues: values))))
    } else {
      let bit = try place(pair[0], classical, "bit")
      let value: Bool
      switch pair[1] {
      case .name("True"), .number(1): value = true
      case .name("False"), .number(0): value = false
      default: throw PythonRefusal("a value of another form")
      }
      blocks.append((line.indent, ScriptOperation.Condition(values: [bit: value])))
    }
  }
}
