/// Qubits or classical bits that one name stands for.
struct Wires: Sendable {
  var range: Range<Int>
  /// The wires where they are not consecutive.
  var list: [Int]?
  /// Whether it is indexed and broadcast; a single qubit or bit is not.
  var isRegister: Bool

  init(_ range: Range<Int>, isRegister: Bool = true) {
    self.range = range
    self.isRegister = isRegister
  }

  init(list: [Int], isRegister: Bool = true) {
    range = 0..<list.count
    self.list = list
    self.isRegister = isRegister
  }

  var count: Int { range.count }
  subscript(index: Int) -> Int { list?[index] ?? range.lowerBound + index }
  var all: [Int] { list ?? Array(range) }
}

/// What a name stands for.
enum Symbol: Sendable {
  case qubits(Wires)
  case bits(Wires)
  case constant(Constant)
  /// By its place in `Lowering.variables`.
  case variable(Int)
  /// By its place in `Lowering.definitions`.
  case gate(Int)
  /// By its place in `Lowering.subroutines`.
  case subroutine(Int)
  /// A global that subroutines and gates may not see.
  var isHiddenInBodies: Bool {
    switch self {
    case .qubits, .bits, .variable: true
    case .constant, .gate, .subroutine: false
    }
  }
}

/// A classical variable while the program is lowered.
struct VariableState: Sendable {
  var name: String
  var type: ClassicalType
  /// Its value where that is known at this point of the program.
  var known: ClassicalValue?
  /// Its place in `Circuit.variables` once it has one.
  var slot: Int?
  /// Above 0 inside a block that may or may not run and assigns to it: its value is then not known.
  var pins = 0
}
