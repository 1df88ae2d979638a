import Glibc

/// An expression of the part of Python that generated scripts use.
indirect enum PythonExpression: Hashable {
  case number(Double)
  case text(String)
  case name(String)
  case attribute(PythonExpression, String)
  case call(PythonExpression, [PythonExpression], [String: PythonExpression])
  case element(PythonExpression, PythonExpression)
  case list([PythonExpression])
  case tuple([PythonExpression])
  case negative(PythonExpression)
  case binary(String, PythonExpression, PythonExpression)

  /// A name with its attributes, `cirq.X`; nil for anything else.
  var path: String? {
    switch self {
    case .name(let name): name
    case .attribute(let base, let name): base.path.map { "\($0).\(name)" }
    default: nil
    }
  }

  /// A number without names but `pi`.
  var value: Double? {
    switch self {
    case .number(let value): return value
    case .name("pi"): return .pi
    case .negative(let inner): return inner.value.map { -$0 }
    case .binary(let sign, let a, let b):
      guard let a = a.value, let b = b.value else { return nil }
      switch sign {
      case "+": return a + b
      case "-": return a - b
      case "*": return a * b
      case "/": return a / b
      case "**": return pow(a, b)
      default: return nil
      }
    default: return nil
    }
  }

  var whole: Int? { value.flatMap { Int(exactly: $0) } }

  /// The elements of a list.
  var elements: [PythonExpression]? { if case .list(let elements) = self { elements } else { nil } }

  var string: String? { if case .text(let text) = self { text } else { nil } }
}

/// Why a line is not understood.
struct PythonRefusal: Error, Hashable {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}
