/// The syntax tree of OpenQASM 2 and 3.
enum Syntax {
  indirect enum Expression: Sendable {
    case integer(Int, Place)
    case real(Double, Place)
    case bool(Bool, Place)
    /// First character most significant, as written.
    case bitString(String, Place)
    case duration(Double, DelayTime.Unit, Place)
    case name(String, Place)
    case unary(UnaryOperator, Expression, Place)
    case binary(ClassicalExpression.BinaryOperator, Expression, Expression, Place)
    case call(String, [Expression], Place)
    case index(Expression, [IndexItem], Place)
    case cast(TypeName, Expression, Place)
    case concat(Expression, Expression, Place)
    case measure(Operand, Place)

    var place: Place {
      switch self {
      case .integer(_, let place), .real(_, let place), .bool(_, let place), .bitString(_, let place),
        .duration(_, _, let place), .name(_, let place), .unary(_, _, let place), .binary(_, _, _, let place),
        .call(_, _, let place), .index(_, _, let place), .cast(_, _, let place), .concat(_, _, let place),
        .measure(_, let place):
        place
      }
    }
  }

  enum UnaryOperator: Sendable { case negate, not, complement }

  /// What stands between the brackets of an index.
  enum IndexItem: Sendable {
    case at(Expression)
    case range(Expression?, step: Expression?, Expression?)
    case set([Expression])
  }

  /// A name of qubits or bits with an index, `$n` as its number.
  struct Operand: Sendable {
    var name: String
    var index: Index
    var place: Place

    enum Index: Sendable {
      case none
      case number(Int)
      case items([[IndexItem]])
    }
  }

  /// A classical type as written; sizes are constant expressions.
  struct TypeName: Sendable {
    var kind: Kind
    var size: Expression?
    var place: Place

    enum Kind: String, Sendable { case bit, int, uint, float, angle, bool, duration, stretch, complex, qubit, creg }
  }

  struct Modifier: Sendable {
    var kind: Kind
    var argument: Expression?
    var place: Place

    enum Kind: Sendable { case control, negativeControl, inverse, power }
  }

  struct GateCall: Sendable {
    var modifiers: [Modifier]
    var name: String
    var parameters: [Expression]
    var operands: [Operand]
    var place: Place
  }

  struct GateDefinition: Sendable {
    var name: String
    var parameters: [String]
    var qubits: [String]
    /// nil for `opaque`.
    var body: [Statement]?
    var place: Place
  }

  struct Subroutine: Sendable {
    var name: String
    var arguments: [(type: TypeName, name: String)]
    var result: TypeName?
    var body: [Statement]
    var place: Place
  }

  enum IterationSet: Sendable {
    case range(Expression, step: Expression?, Expression)
    case values([Expression])
    case register(Expression)
  }

  enum DeclarationRole: Sendable { case plain, constant, input, output }

  struct SwitchCase: Sendable {
    /// Empty for `default`.
    var labels: [Expression]
    var body: [Statement]
  }

  indirect enum Statement: Sendable {
    case include(String, Place)
    case qubits(name: String, size: Expression?, Place)
    case declaration(TypeName, name: String, DeclarationRole, Expression?, Place)
    case gate(GateDefinition)
    case subroutine(Subroutine)
    case call(GateCall)
    /// Without a target the outcome is dropped.
    case measure(Operand, into: Operand?, Place)
    case reset(Operand, Place)
    case barrier([Operand], Place)
    case delay(Expression, [Operand], Place)
    case conditional(Expression, [Statement], [Statement], Place)
    case forLoop(TypeName, name: String, IterationSet, [Statement], Place)
    case whileLoop(Expression, [Statement], Place)
    case switchCase(Expression, [SwitchCase], Place)
    /// `operation` for `+=` and its like.
    case assign(Operand, operation: ClassicalExpression.BinaryOperator?, Expression, Place)
    case alias(name: String, Expression, Place)
    case expression(Expression, Place)
    case returnValue(Expression?, Place)
    case breakLoop(Place)
    case continueLoop(Place)
    case end(Place)
    case block([Statement], Place)
  }
}
