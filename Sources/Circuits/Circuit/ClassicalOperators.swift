import Glibc

extension ClassicalExpression.UnaryOperator {
  /// The operator's value; whole numbers wrap.
  public func apply(_ operand: ClassicalValue) -> ClassicalValue {
    switch (self, operand) {
    case (.not, _): .bool(!operand.isTrue)
    case (.negate, .real(let value)): .real(-value)
    case (.negate, _): .int(0 &- operand.int)
    case (.complement(let width), _): .int(width >= 63 ? ~operand.int : ~operand.int & ((1 << width) - 1))
    }
  }
}

extension ClassicalExpression.BinaryOperator {
  /// The operator's value: real where an operand is, whole numbers otherwise, which wrap; division by zero gives 0.
  public func apply(_ a: ClassicalValue, _ b: ClassicalValue) -> ClassicalValue {
    switch self {
    case .and: return .bool(a.isTrue && b.isTrue)
    case .or: return .bool(a.isTrue || b.isTrue)
    case .bitAnd: return .int(a.int & b.int)
    case .bitOr: return .int(a.int | b.int)
    case .bitXor: return .int(a.int ^ b.int)
    case .shiftLeft: return .int(a.int << b.int)
    case .shiftRight: return .int(a.int >> b.int)
    default: break
    }
    if case .real = a { return applyReal(a.double, b.double) }
    if case .real = b { return applyReal(a.double, b.double) }
    return applyInt(a.int, b.int)
  }

  private func applyInt(_ a: Int, _ b: Int) -> ClassicalValue {
    switch self {
    case .add: .int(a &+ b)
    case .subtract: .int(a &- b)
    case .multiply: .int(a &* b)
    case .divide: .int(b == 0 ? 0 : a.dividedReportingOverflow(by: b).partialValue)
    case .remainder: .int(b == 0 ? 0 : a.remainderReportingOverflow(dividingBy: b).partialValue)
    case .power: b < 0 ? .real(pow(Double(a), Double(b))) : .int(Self.power(a, b))
    case .equal: .bool(a == b)
    case .notEqual: .bool(a != b)
    case .less: .bool(a < b)
    case .lessOrEqual: .bool(a <= b)
    case .greater: .bool(a > b)
    case .greaterOrEqual: .bool(a >= b)
    default: .int(0)
    }
  }

  private func applyReal(_ a: Double, _ b: Double) -> ClassicalValue {
    switch self {
    case .add: .real(a + b)
    case .subtract: .real(a - b)
    case .multiply: .real(a * b)
    case .divide: .real(b == 0 ? 0 : a / b)
    case .remainder: .real(b == 0 ? 0 : fmod(a, b))
    case .power: .real(pow(a, b))
    case .equal: .bool(a == b)
    case .notEqual: .bool(a != b)
    case .less: .bool(a < b)
    case .lessOrEqual: .bool(a <= b)
    case .greater: .bool(a > b)
    case .greaterOrEqual: .bool(a >= b)
    default: .real(0)
    }
  }

  /// a to the b by squaring, wrapping.
  private static func power(_ a: Int, _ b: Int) -> Int {
    var (base, exponent, result) = (a, b, 1)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* base }
      base = base &* base
      exponent >>= 1
    }
    return result
  }
}

extension ClassicalExpression.Function {
  /// The function's value; missing arguments count as 0.
  public func apply(_ arguments: [ClassicalValue]) -> ClassicalValue {
    let x = arguments.first?.double ?? 0
    let y = arguments.count > 1 ? arguments[1].double : 0
    switch self {
    case .sin: return .real(Glibc.sin(x))
    case .cos: return .real(Glibc.cos(x))
    case .tan: return .real(Glibc.tan(x))
    case .arcsin: return .real(asin(x))
    case .arccos: return .real(acos(x))
    case .arctan: return .real(atan(x))
    case .exp: return .real(Glibc.exp(x))
    case .log: return .real(Glibc.log(x))
    case .sqrt: return .real(x.squareRoot())
    case .floor: return .real(x.rounded(.down))
    case .ceiling: return .real(x.rounded(.up))
    case .mod:
      return arguments.count > 1
        ? ClassicalExpression.BinaryOperator.remainder.apply(arguments[0], arguments[1]) : .int(0)
    case .pow:
      return arguments.count > 1
        ? ClassicalExpression.BinaryOperator.power.apply(arguments[0], arguments[1]) : .real(Glibc.pow(x, y))
    case .popcount: return .int((arguments.first?.int ?? 0).nonzeroBitCount)
    }
  }
}
