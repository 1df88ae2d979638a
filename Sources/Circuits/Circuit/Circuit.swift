/// A quantum program: registers, classical variables, and operations in order.
///
/// Qubit and classical bit numbers run through all registers in the order of declaration; classical bit 0 is the
/// rightmost of a counts key.
public struct Circuit: Hashable, Sendable {
  public var name: String
  /// In order of declaration; together they cover all qubits.
  public var quantumRegisters: [Register]
  /// In order of declaration; together they cover all classical bits.
  public var classicalRegisters: [Register]
  /// Classical variables other than bits, of OpenQASM 3.
  public var variables: [ClassicalVariable]
  public var operations: [Operation]

  /// A named run of consecutive qubits or classical bits.
  public struct Register: Hashable, Sendable {
    public var name: String
    /// The number of its first qubit or bit in the circuit.
    public var start: Int
    public var size: Int
    /// Whether its bits belong to the key of a result; false for bits that are local to a block of OpenQASM 3.
    public var isOutput: Bool

    public init(name: String, start: Int, size: Int, isOutput: Bool = true) {
      self.name = name
      self.start = start
      self.size = size
      self.isOutput = isOutput
    }

    /// The numbers of its qubits or bits in the circuit.
    public var indices: Range<Int> { start..<(start + size) }
  }

  /// An empty circuit with a register `q` of `qubits` and, unless `clbits` is 0, a register `c` of `clbits`.
  public init(name: String = "circuit", qubits: Int = 0, clbits: Int = 0) {
    self.name = name
    quantumRegisters = qubits > 0 ? [Register(name: "q", start: 0, size: qubits)] : []
    classicalRegisters = clbits > 0 ? [Register(name: "c", start: 0, size: clbits)] : []
    variables = []
    operations = []
  }

  /// How many qubits it has.
  public var qubitCount: Int { quantumRegisters.last.map { $0.start + $0.size } ?? 0 }
  /// How many classical bits it has.
  public var clbitCount: Int { classicalRegisters.last.map { $0.start + $0.size } ?? 0 }
  /// The classical bits of a result's key, the first being the rightmost: all but those local to a block.
  public var outputClbits: [Int] { classicalRegisters.filter(\.isOutput).flatMap { Array($0.indices) } }
}

/// One step of a circuit.
public indirect enum Operation: Hashable, Sendable {
  case gate(Gate)
  /// A matrix that the gate table does not have.
  case unitary(UnitaryGate)
  case measure(qubit: Int, clbit: Int)
  case reset(Int)
  case barrier([Int])
  case delay([Int], DelayTime)
  /// Runs the first list where the condition holds (is not zero), the second elsewhere.
  case conditional(ClassicalExpression, then: [Operation], otherwise: [Operation])
  /// Repeats while the condition holds; whoever runs it must bound it.
  case whileLoop(ClassicalExpression, body: [Operation])
  case assign(ClassicalTarget, ClassicalExpression)
  /// Leaves the innermost `whileLoop`.
  case breakLoop
  /// Goes on with the next turn of the innermost `whileLoop`.
  case continueLoop
  /// Ends the program.
  case end
}

/// An arbitrary unitary matrix on particular qubits.
public struct UnitaryGate: Hashable, Sendable {
  public var label: String
  /// On the qubits after the controls, the first of them least significant.
  public var matrix: Matrix
  /// Controls first, as many as `controlStates`.
  public var qubits: [Int]
  public var controlStates: [Bool]

  public init(_ matrix: Matrix, on qubits: [Int], controlStates: [Bool] = [], label: String = "unitary") {
    self.label = label
    self.matrix = matrix
    self.qubits = qubits
    self.controlStates = controlStates
  }

  /// Controls around the matrix on the targets.
  public var controlledForm: Gate.ControlledForm {
    Gate.ControlledForm(
      controls: Array(qubits.prefix(controlStates.count)), states: controlStates,
      targets: Array(qubits.dropFirst(controlStates.count)), matrix: matrix)
  }
}

/// How long a delay lasts: simulators without a clock pass over it.
public struct DelayTime: Hashable, Sendable {
  public var value: Double
  public var unit: Unit

  /// The units of OpenQASM 3; `dt` is one sample of the machine's own clock.
  public enum Unit: String, Hashable, Sendable, CaseIterable { case ns, us, ms, s, dt }

  public init(_ value: Double, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// The time in seconds; nil for `dt`, which only the machine knows.
  public var seconds: Double? {
    switch unit {
    case .ns: value * 1e-9
    case .us: value * 1e-6
    case .ms: value * 1e-3
    case .s: value
    case .dt: nil
    }
  }
}
