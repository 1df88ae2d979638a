/// How often a generated script runs, and from which seed.
public struct ScriptOptions: Sendable, Hashable {
  public var shots: Int
  public var seed: UInt64

  public init(shots: Int = 1024, seed: UInt64 = 1) {
    self.shots = shots
    self.seed = seed
  }

  /// The seed as the Python packages take it: 31 bits.
  var pythonSeed: UInt64 { seed & 0x7FFF_FFFF }
}

/// Words that cannot name a variable of a script.
enum Python {
  static let reserved: Set<String> = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally",
    "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
    "try",
    "while", "with", "yield", "circuit", "pi", "math", "cirq", "np", "numpy", "expr", "simulator", "result", "counts",
    "qubits", "matrix", "key", "main", "u", "sympy", "condition", "program", "print", "range", "len", "int", "str",
    "dict",
  ]

  static func number(_ value: Double) -> String { AngleText.write(value, pi: "pi") }
}
