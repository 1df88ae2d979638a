/// A classical value that is computed while the circuit runs.
public indirect enum ClassicalExpression: Hashable, Sendable {
  case value(ClassicalValue)
  /// A classical bit of the circuit.
  case bit(Int)
  /// Classical bits as an unsigned number, the first least significant.
  case bits([Int])
  /// A variable by its place in `Circuit.variables`.
  case variable(Int)
  case unary(UnaryOperator, ClassicalExpression)
  case binary(BinaryOperator, ClassicalExpression, ClassicalExpression)
  /// Converts to a type, as assignment does.
  case cast(ClassicalType, ClassicalExpression)
  case call(Function, [ClassicalExpression])

  /// Operators with one operand; `complement` carries the width of the unsigned operand.
  public enum UnaryOperator: Hashable, Sendable {
    case not, negate
    case complement(width: Int)
  }

  /// Operators with two operands, by their spelling in OpenQASM 3.
  public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case power = "**"
    case and = "&&"
    case or = "||"
    case bitAnd = "&"
    case bitOr = "|"
    case bitXor = "^"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// Functions of a run-time value.
  public enum Function: String, Hashable, Sendable, CaseIterable {
    case sin, cos, tan, arcsin, arccos, arctan, exp, log, sqrt, floor, ceiling, mod, pow, popcount
  }
}

/// What an assignment writes to.
public enum ClassicalTarget: Hashable, Sendable {
  case bit(Int)
  /// The bits of the assigned number, the first least significant.
  case bits([Int])
  /// A variable by its place in `Circuit.variables`.
  case variable(Int)
}

/// A classical variable other than bits.
public struct ClassicalVariable: Hashable, Sendable {
  public var name: String
  public var type: ClassicalType
  /// What it holds when the program starts.
  public var initial: ClassicalValue

  public init(name: String, type: ClassicalType, initial: ClassicalValue) {
    self.name = name
    self.type = type
    self.initial = initial
  }
}

/// Types of classical variables; widths are 1 to 64 bits.
public enum ClassicalType: Hashable, Sendable {
  case bool
  /// Two's complement.
  case int(Int)
  case uint(Int)
  case float
  /// A float kept in [0, 2π).
  case angle
}

/// A classical value while the circuit runs.
public enum ClassicalValue: Hashable, Sendable {
  case bool(Bool)
  case int(Int)
  case real(Double)

  /// As a number: true is 1.
  public var double: Double {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .real(let value): value
    }
  }

  /// As a whole number, fractions cut off, values out of range at the border.
  public var int: Int {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value
    case .real(let value): value.isNaN ? 0 : Int(exactly: value.rounded(.towardZero)) ?? (value < 0 ? .min : .max)
    }
  }

  /// Whether a condition with this value holds.
  public var isTrue: Bool {
    switch self {
    case .bool(let value): value
    case .int(let value): value != 0
    case .real(let value): value != 0
    }
  }
}
