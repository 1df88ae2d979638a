import Glibc

/// Reads an arithmetic expression of angles, with the values of named parameters.
struct AngleExpression {
  var names: [String: Double]

  func read(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> Double {
    let value = try sum(&tokens)
    guard value.isFinite else { throw ReferenceRefusal("an angle is not finite", line: tokens.current.line) }
    return value
  }

  private func sum(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> Double {
    var value = try product(&tokens)
    while true {
      if tokens.take("+") {
        value += try product(&tokens)
      } else if tokens.take("-") {
        value -= try product(&tokens)
      } else {
        return value
      }
    }
  }

  private func product(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> Double {
    var value = try signed(&tokens)
    while true {
      if tokens.take("*") {
        value *= try signed(&tokens)
      } else if tokens.take("/") {
        value /= try signed(&tokens)
      } else {
        return value
      }
    }
  }

  private func signed(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> Double {
    if tokens.take("-") { return -(try signed(&tokens)) }
    if tokens.take("+") { return try signed(&tokens) }
    let base = try atom(&tokens)
    if tokens.take("^") || tokens.take("**") { return pow(base, try signed(&tokens)) }
    return base
  }

  private func atom(_ tokens: inout TokenStream) throws(ReferenceRefusal) -> Double {
    if tokens.take("(") {
      let value = try sum(&tokens)
      try tokens.expect(")")
      return value
    }
    let token = tokens.advance()
    if token.kind == .number, let value = Double(token.text.filter { $0 != "_" }) { return value }
    if let value = names[token.text] { return value }
    switch token.text {
    case "pi", "π": return .pi
    case "tau", "τ": return 2 * .pi
    case "euler", "ℇ": return M_E
    default: break
    }
    guard token.kind == .word, let function = Self.functions[token.text] else {
      throw ReferenceRefusal("`\(token.text)` is no angle that the reference can read", line: token.line)
    }
    try tokens.expect("(")
    let argument = try sum(&tokens)
    try tokens.expect(")")
    return function(argument)
  }

  private static let functions: [String: @Sendable (Double) -> Double] = [
    "sin": { sin($0) }, "cos": { cos($0) }, "tan": { tan($0) }, "exp": { exp($0) }, "ln": { log($0) },
    "log": { log($0) }, "sqrt": { $0.squareRoot() }, "arcsin": { asin($0) }, "arccos": { acos($0) },
    "arctan": { atan($0) }, "asin": { asin($0) }, "acos": { acos($0) }, "atan": { atan($0) },
  ]
}
