/// Carries out the statements of a program as far as they are known and writes the operations that remain.
struct Lowering {
  let options: OpenQASM.Options
  var version = 2
  var circuit = Circuit()
  var sources: [SourceText] = []
  var scopes: [[String: Symbol]] = [[:]]
  var variables: [VariableState] = []
  var definitions: [Syntax.GateDefinition] = []
  var subroutines: [Syntax.Subroutine] = []
  /// The library that was included: its gates are then known.
  var libraryIncluded = false
  var qubitCount = 0
  var clbitCount = 0
  var emitted = 0
  var steps = 0
  /// Statements carried out so far: every so often it is looked whether the circuit is still wanted.
  var statements = 0
  var nesting = 0
  var openFiles = 0
  /// Blocks open that may or may not run, and loops among them that the running program turns.
  var dynamicDepth = 0
  var dynamicLoops = 0
  /// Unrolled loops open, and how many such blocks were open where the innermost began, or the subroutine.
  var staticLoops = 0
  var loopDepth = 0
  var returnDepth = 0
  /// Above 0 while a gate under controls is expanded: its phase then matters.
  var controlled = 0
  var hasOutputs = false
  var localBits = 0

  init(options: OpenQASM.Options) { self.options = options }

  mutating func run(_ source: SourceText) throws(CircuitError) -> Circuit {
    circuit.name = Self.stem(source.name)
    _ = try lower(source, from: nil)
    if hasOutputs {
      for index in circuit.classicalRegisters.indices where !outputs.contains(circuit.classicalRegisters[index].name) {
        circuit.classicalRegisters[index].isOutput = false
      }
    }
    return circuit
  }

  /// Names of registers declared `output`: where there are any, the others are no result.
  var outputs: Set<String> = []

  private static func stem(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let stem = last.hasSuffix(".qasm") ? String(last.dropLast(5)) : last
    return stem.isEmpty || stem.hasPrefix("<") ? "circuit" : stem
  }

  /// Lowers one text to its end.
  mutating func lower(_ source: SourceText, from place: Place?) throws(CircuitError) -> Flow {
    guard source.bytes.count <= options.limits.bytes else {
      let message = "the text has \(source.bytes.count) bytes, the limit is \(options.limits.bytes)"
      if let place { throw error(message, code: "qasm.limit", at: place) }
      throw CircuitError("qasm.limit", message, at: source.location(0))
    }
    let file = Int32(sources.count)
    sources.append(source)
    openFiles += 1
    defer { openFiles -= 1 }
    var parser = Parser(source, file: file, version: version)
    if let declared = try parser.versionStatement() {
      if place != nil, declared != version { throw parser.error("an included file of another version of OpenQASM") }
      version = declared
    } else if place == nil {
      version = Parser.guessVersion(source)
    }
    parser.version = version
    while let statement = try parser.statement() {
      let flow = try lower(statement)
      if case .normal = flow { continue }
      return flow
    }
    return .normal
  }
}

/// How a statement ended.
enum Flow {
  case normal, breaks, continues, ends
  case returns(Evaluated?)
}

extension Lowering {
  func error(_ message: String, code: String, at place: Place) -> CircuitError {
    guard place.file >= 0, Int(place.file) < sources.count else { return CircuitError(code, message) }
    return CircuitError(code, message, at: sources[Int(place.file)].location(Int(place.offset)))
  }

  func unsupported(_ what: String, _ place: Place) -> CircuitError {
    error("\(what) not supported", code: "qasm.unsupported", at: place)
  }

  /// Counts one step of expansion.
  mutating func step(_ place: Place, _ cost: Int = 1) throws(CircuitError) {
    steps += cost
    if steps > options.limits.steps {
      throw error(
        "expanding this program takes more than \(options.limits.steps) steps", code: "qasm.limit", at: place)
    }
  }

  /// Appends an operation to the program.
  mutating func emit(_ operation: Operation, _ place: Place, cost: Int = 1) throws(CircuitError) {
    emitted += cost
    if emitted > options.limits.operations {
      throw error(
        "this program has more than \(options.limits.operations) operations", code: "qasm.limit", at: place)
    }
    circuit.operations.append(operation)
  }

  mutating func nested<Value>(
    _ place: Place, _ body: (inout Lowering) throws(CircuitError) -> Value
  ) throws(CircuitError) -> Value {
    nesting += 1
    defer { nesting -= 1 }
    if nesting > options.limits.nesting {
      throw error("definitions nested more than \(options.limits.nesting) deep", code: "qasm.limit", at: place)
    }
    return try body(&self)
  }

  /// The operations that `body` emits, taken out of the program.
  mutating func captured(
    _ body: (inout Lowering) throws(CircuitError) -> Void
  ) throws(CircuitError) -> [Operation] {
    let outer = circuit.operations
    circuit.operations = []
    defer { circuit.operations = outer }
    try body(&self)
    return circuit.operations
  }
}

extension Lowering {
  /// What `name` stands for, innermost scope first.
  func lookup(_ name: String) -> Symbol? {
    var index = scopes.count - 1
    while index >= 0 {
      if let symbol = scopes[index][name] { return symbol }
      index -= 1
    }
    return nil
  }

  mutating func declare(_ name: String, _ symbol: Symbol, _ place: Place) throws(CircuitError) {
    if scopes[scopes.count - 1].updateValue(symbol, forKey: name) != nil {
      throw error("'\(name)' is already declared", code: "qasm.duplicate", at: place)
    }
  }
}
