import Circuits

/// Reads back the part of Cirq's Python that generated scripts use.
struct CirqReader {
  private var reading = ScriptReading()
  private var knowsHelper = false

  /// The definition of OpenQASM's one-qubit gate, line by line as it must stand.
  private static let helper = [
    "def u(theta, phi, lam):", "\"\"\"OpenQASM's one-qubit gate.\"\"\"", "c, s = np.cos(theta / 2), np.sin(theta / 2)",
    "return cirq.MatrixGate(np.array([[c, -np.exp(1j * lam) * s],",
    "[np.exp(1j * phi) * s, np.exp(1j * (phi + lam)) * c]]))",
  ]
  private static let fixed = [
    "key = \"\".join(\"0\" if name is None else str(int(result.records[name][shot][-1][0])) for name in order)":
      "the key of a shot",
    "counts[key] = counts.get(key, 0) + 1": "the count of a shot", "counts = {}": "the counts",
    "for key, value in sorted(counts.items()):": "the loop that prints", "print(key, value)": "the print",
  ]

  static func read(_ script: String) -> ScriptReading {
    var reader = CirqReader()
    let lines = PythonLine.lines(of: script)
    reader.reading.lastLine = lines.last?.number ?? 1
    var index = 0
    while index < lines.count { index += reader.read(lines[index...]) }
    reader.reading.require([
      "the list of qubits", "the circuit", "the simulator", "the run", "the order of bits", "the loop over shots",
    ] + fixed.values.sorted())
    return reader.reading
  }

  /// Reads the first of `lines`, or several that belong together; how many.
  private mutating func read(_ lines: ArraySlice<PythonLine>) -> Int {
    guard let line = lines.first else { return 1 }
    if line.text.hasPrefix("def ") { return readHelper(lines) }
    if let name = Self.fixed[line.text] {
      reading.saw(name, line.number)
      return 1
    }
    do throws(PythonRefusal) {
      try readStatement(line)
    } catch {
      reading.object(line.number, "this line is not understood: \(error.reason)")
    }
    return 1
  }

  private mutating func readHelper(_ lines: ArraySlice<PythonLine>) -> Int {
    let start = lines.startIndex
    let body = 1 + lines.dropFirst().prefix { $0.indent > 0 }.count
    for offset in 0..<max(body, Self.helper.count) {
      let line = start + offset < lines.endIndex ? lines[start + offset] : lines[lines.endIndex - 1]
      if offset >= body || offset >= Self.helper.count || line.text != Self.helper[offset] {
        reading.object(line.number, "the helper `u` is not OpenQASM's one-qubit gate")
        break
      }
    }
    knowsHelper = true
    return body
  }

  private mutating func readStatement(_ line: PythonLine) throws(PythonRefusal) {
    if line.text.hasPrefix("from ") || line.text.hasPrefix("import ") {
      guard ["from math import pi", "import cirq", "import numpy as np", "import sympy"].contains(line.text) else {
        throw PythonRefusal("an unknown module")
      }
      return
    }
    var tokens = try PythonTokens(line.text)
    if tokens.take("for") { return try readLoop(&tokens, line) }
    let left = try tokens.expression()
    if tokens.take("=") {
      let right = try tokens.expression()
      guard tokens.atEnd, case .name(let name) = left else { throw PythonRefusal("an assignment of another form") }
      return try assign(name, right, line)
    }
    guard tokens.atEnd, case .call(let function, let arguments, _) = left, function.path == "circuit.append",
      arguments.count == 1
    else { throw PythonRefusal("no statement of a circuit") }
    try append(arguments[0], [], line)
    reading.end = line.number + 1
  }

  /// `for shot in range(1000):`.
  private mutating func readLoop(_ tokens: inout PythonTokens, _ line: PythonLine) throws(PythonRefusal) {
    guard try tokens.name() == "shot", tokens.take("in"), case .call(.name("range"), let arguments, _) = try tokens.expression(),
      let count = arguments.first?.whole, arguments.count == 1
    else { throw PythonRefusal("a loop of another form") }
    reading.saw("the loop over shots", line.number)
    if let shots = reading.shots, shots.value != count {
      reading.object(line.number, "\(count) shots are counted where \(shots.value) are run")
    }
  }

  private mutating func assign(_ name: String, _ value: PythonExpression, _ line: PythonLine) throws(PythonRefusal) {
    if name == "order", let elements = value.elements {
      reading.saw("the order of bits", line.number)
      var names: [Int?] = []
      for element in elements {
        if element == .name("None") {
          names.append(nil)
        } else if let key = element.string, key.hasPrefix("m"), let bit = Int(key.dropFirst()) {
          names.append(bit)
        } else {
          throw PythonRefusal("a name of a bit of another form")
        }
      }
      reading.order = (names, line.number)
      return
    }
    guard case .call(let function, let arguments, let named) = value else { throw PythonRefusal("a value of another form") }
    switch (name, function.path) {
    case ("qubits", "cirq.LineQubit.range"):
      reading.saw("the list of qubits", line.number)
      guard let count = arguments.first?.whole, count >= 0 else { throw PythonRefusal("a number of qubits") }
      reading.qubits = count
    case ("circuit", "cirq.Circuit"):
      reading.saw("the circuit", line.number)
      guard arguments.isEmpty else { throw PythonRefusal("a circuit that is not empty") }
      reading.end = line.number + 1
    case ("simulator", "cirq.Simulator"):
      reading.saw("the simulator", line.number)
      if let seed = named["seed"]?.whole { reading.seed = (seed, line.number) }
    case ("result", "simulator.run"):
      reading.saw("the run", line.number)
      if arguments.map(\.path) != ["circuit"] { reading.object(line.number, "something other than the circuit is run") }
      if let shots = named["repetitions"]?.whole { reading.shots = (shots, line.number) }
    default: throw PythonRefusal("a value of another form")
    }
  }

  private func qubit(_ expression: PythonExpression) throws(PythonRefusal) -> Int {
    guard case .element(.name("qubits"), let index) = expression, let qubit = index.whole, qubit >= 0, qubit < reading.qubits
    else { throw PythonRefusal("no qubit of the circuit") }
    return qubit
  }

  private mutating func append(
    _ expression: PythonExpression, _ conditions: [ScriptOperation.Condition], _ line: PythonLine
  ) throws(PythonRefusal) {
    guard case .call(let function, let arguments, let named) = expression else { throw PythonRefusal("no operation") }
    switch function.path {
    case "cirq.measure":
      guard arguments.count == 1, let key = named["key"]?.string, key.hasPrefix("m"), let clbit = Int(key.dropFirst()) else {
        throw PythonRefusal("a measurement takes a qubit and a key")
      }
      let qubit = try qubit(arguments[0])
      return add(
        .measure(qubit: qubit, clbit: clbit), conditions, "the measurement of qubit \(qubit) into bit \(clbit)", line)
    case "cirq.reset":
      guard arguments.count == 1 else { throw PythonRefusal("a reset takes a qubit") }
      let qubit = try qubit(arguments[0])
      return add(.reset(qubit), conditions, "the reset of qubit \(qubit)", line)
    case "cirq.global_phase_operation": return
    default: break
    }
    if case .attribute(let inner, "with_classical_controls") = function {
      var all = conditions
      for argument in arguments { all.append(try condition(argument)) }
      return try append(inner, all, line)
    }
    var qubits: [Int] = []
    for argument in arguments { qubits.append(try qubit(argument)) }
    guard Set(qubits).count == qubits.count else { throw PythonRefusal("a qubit stands twice") }
    try addGate(function, qubits, conditions, line)
  }

  /// `"m0"`, or `cirq.SympyCondition(sympy.Eq(sympy.Symbol("m0"), 0))`.
  private func condition(_ expression: PythonExpression) throws(PythonRefusal) -> ScriptOperation.Condition {
    func bit(_ key: String?) throws(PythonRefusal) -> Int {
      guard let key, key.hasPrefix("m"), let bit = Int(key.dropFirst()) else { throw PythonRefusal("a condition of another form") }
      return bit
    }
    if let key = expression.string { return ScriptOperation.Condition(values: [try bit(key): true]) }
    guard case .call(let outer, let one, _) = expression, outer.path == "cirq.SympyCondition",
      case .call(let equality, let sides, _) = one.first, equality.path == "sympy.Eq", sides.count == 2,
      case .call(let symbol, let key, _) = sides[0], symbol.path == "sympy.Symbol", let value = sides[1].whole
    else { throw PythonRefusal("a condition of another form") }
    return ScriptOperation.Condition(values: [try bit(key.first?.string): value != 0])
  }

  private mutating func add(
    _ action: ScriptOperation.Action, _ conditions: [ScriptOperation.Condition], _ text: String, _ line: PythonLine
  ) {
    reading.steps.append(ScriptOperation(line: line.number, conditions: conditions, action: action, text: text))
  }

  /// A gate, with `.controlled(n, control_values=[…])` after it.
  private mutating func addGate(
    _ expression: PythonExpression, _ qubits: [Int], _ conditions: [ScriptOperation.Condition], _ line: PythonLine
  ) throws(PythonRefusal) {
    var states: [Bool] = []
    var base = expression
    if case .call(.attribute(let inner, "controlled"), let arguments, let named) = expression {
      guard let count = arguments.first?.whole, count > 0, count < qubits.count else { throw PythonRefusal("a number of controls") }
      states = Array(repeating: true, count: count)
      if let values = named["control_values"]?.elements {
        guard values.count == count else { throw PythonRefusal("control values of another number") }
        states = values.map { $0.whole == 1 }
      }
      base = inner
    }
    let (own, name) = try form(base, Array(qubits.dropFirst(states.count)))
    var controls = own.controls
    for (qubit, state) in zip(qubits, states) { controls[qubit] = state }
    let whole = GateForm(own.matrix, on: own.targets, controls: controls)
    add(.gate(whole), conditions, ReferenceOperations.describe(name, [], qubits), line)
  }

  private func form(_ expression: PythonExpression, _ qubits: [Int]) throws(PythonRefusal) -> (GateForm, String) {
    func gate(_ kind: GateKind, _ angles: [Double] = []) throws(PythonRefusal) -> (GateForm, String) {
      let gate = Gate(kind, angles, on: qubits)
      guard gate.isWellFormed else { throw PythonRefusal("`\(kind.rawValue)` takes \(kind.qubits) qubits") }
      return (GateForm(gate.controlledForm), kind.rawValue)
    }
    if let path = expression.path {
      guard let kind = PythonGates.cirq[path] else { throw PythonRefusal("the gate `\(path)` is unknown") }
      return try gate(kind)
    }
    if case .binary("**", let base, let power) = expression, let path = base.path, let value = power.value {
      guard let kind = PythonGates.cirqPowers[path]?[value] else { throw PythonRefusal("this power is unknown") }
      return try gate(kind)
    }
    guard case .call(let function, let arguments, let named) = expression, let path = function.path else {
      throw PythonRefusal("a gate of another form")
    }
    if let kind = PythonGates.cirqRotations[path], let angle = arguments.first?.value { return try gate(kind, [angle]) }
    if let (kind, shift) = PythonGates.cirqExponents[path], let exponent = named["exponent"]?.value {
      guard named["global_shift"]?.value == shift else { throw PythonRefusal("another global shift") }
      return try gate(kind, [exponent * .pi])
    }
    if path == "u", knowsHelper {
      let angles = arguments.compactMap(\.value)
      guard angles.count == 3, arguments.count == 3 else { throw PythonRefusal("`u` takes three angles") }
      return try gate(.u, angles)
    }
    if path == "cirq.MatrixGate", case .call(let array, let rows, _) = arguments.first, array.path == "np.array",
      let matrix = PythonGates.matrix(rows.first), matrix.qubits == qubits.count, matrix.isUnitary(tolerance: 1e-8)
    {
      // Cirq's first qubit is the most significant.
      return (GateForm(matrix, on: qubits.reversed()), "matrix")
    }
    throw PythonRefusal("the gate `\(path)` is unknown")
  }
}
