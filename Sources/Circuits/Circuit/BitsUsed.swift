extension ClassicalExpression {
  /// The classical bits it reads; nil where it reads a variable.
  package var bitsRead: Set<Int>? {
    switch self {
    case .value: []
    case .bit(let bit): [bit]
    case .bits(let bits): Set(bits)
    case .variable: nil
    case .unary(_, let operand), .cast(_, let operand): operand.bitsRead
    case .binary(_, let a, let b): a.bitsRead.flatMap { left in b.bitsRead.map { left.union($0) } }
    case .call(_, let arguments):
      arguments.reduce(into: Optional(Set<Int>())) { all, argument in
        all = all.flatMap { known in argument.bitsRead.map { known.union($0) } }
      }
    }
  }
}

extension ClassicalExpression {
  /// The classical bits it reads, whatever variables it reads besides.
  fileprivate var allBitsRead: Set<Int> {
    switch self {
    case .value, .variable: []
    case .bit(let bit): [bit]
    case .bits(let bits): Set(bits)
    case .unary(_, let operand), .cast(_, let operand): operand.allBitsRead
    case .binary(_, let a, let b): a.allBitsRead.union(b.allBitsRead)
    case .call(_, let arguments): arguments.reduce(into: []) { $0.formUnion($1.allBitsRead) }
    }
  }
}

extension Operation {
  /// The classical bits that it, or anything inside it, writes.
  package var bitsWritten: Set<Int> {
    switch self {
    case .measure(_, let clbit): [clbit]
    case .conditional(_, let then, let otherwise): (then + otherwise).reduce(into: []) { $0.formUnion($1.bitsWritten) }
    case .whileLoop(_, let body): body.reduce(into: []) { $0.formUnion($1.bitsWritten) }
    case .assign(.bit(let bit), _): [bit]
    case .assign(.bits(let bits), _): Set(bits)
    default: []
    }
  }

  /// The classical bits that it, or anything inside it, reads.
  package var bitsRead: Set<Int> {
    switch self {
    case .conditional(let condition, let then, let otherwise):
      (then + otherwise).reduce(into: condition.allBitsRead) { $0.formUnion($1.bitsRead) }
    case .whileLoop(let condition, let body): body.reduce(into: condition.allBitsRead) { $0.formUnion($1.bitsRead) }
    case .assign(_, let value): value.allBitsRead
    default: []
    }
  }
}
