/// A value that is known before the program runs.
enum Constant: Hashable, Sendable {
  case int(Int)
  case real(Double)
  case bool(Bool)
  /// Bit 0 first.
  case bits([Bool])
  case duration(Double, DelayTime.Unit)

  /// As a classical value; nil for durations.
  var value: ClassicalValue? {
    switch self {
    case .int(let value): .int(value)
    case .real(let value): .real(value)
    case .bool(let value): .bool(value)
    case .bits(let bits): .int(Self.number(bits))
    case .duration: nil
    }
  }

  init(_ value: ClassicalValue) {
    switch value {
    case .int(let value): self = .int(value)
    case .real(let value): self = .real(value)
    case .bool(let value): self = .bool(value)
    }
  }

  /// The bits as an unsigned number, the largest where it has more than 62.
  private static func number(_ bits: [Bool]) -> Int {
    var value = 0
    for (place, bit) in bits.enumerated() where bit {
      if place >= 62 { return .max }
      value |= 1 << place
    }
    return value
  }
}

/// A value as far as it is known before the program runs.
enum Evaluated {
  case known(Constant)
  case runtime(ClassicalExpression)

  /// The value as an expression of the running program; nil for durations.
  var expression: ClassicalExpression? {
    switch self {
    case .known(let constant): constant.value.map { .value($0) }
    case .runtime(let expression): expression
    }
  }
}
