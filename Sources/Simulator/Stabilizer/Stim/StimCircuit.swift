import Core

/// A circuit in Stim's text format: instructions in order, repetitions as blocks.
public struct StimCircuit: Hashable, Sendable {
  public var items: [Item]

  /// An instruction, or a block that is repeated.
  public enum Item: Hashable, Sendable {
    case instruction(Instruction)
    case `repeat`(Int, [Item])
  }

  /// One line: a name, numbers in parentheses, targets.
  public struct Instruction: Hashable, Sendable {
    /// As written, in capitals.
    public var name: String
    public var arguments: [Double]
    public var targets: [Target]
    /// The line of the file, counted from 1; 0 where it came from none.
    var line = 0

    init(_ name: String, _ arguments: [Double] = [], _ targets: [Target] = [], line: Int = 0) {
      (self.name, self.arguments, self.targets, self.line) = (name, arguments, targets, line)
    }
  }

  /// What an instruction acts on.
  public enum Target: Hashable, Sendable {
    /// A qubit; an inverted one gives the opposite outcome.
    case qubit(Int, inverted: Bool)
    /// The measurement this many before: `rec[-1]` is 1.
    case record(Int)
    /// A Pauli on a qubit.
    case pauli(PauliSum.Pauli, Int, inverted: Bool)
    /// Joins the Paulis around it to one product.
    case combiner
  }

  /// One qubit more than the highest that is named.
  public var qubits: Int { Self.highest(items) + 1 }

  private static func highest(_ items: [Item]) -> Int {
    var highest = -1
    for item in items {
      switch item {
      case .repeat(_, let body): highest = max(highest, Self.highest(body))
      case .instruction(let instruction):
        for target in instruction.targets {
          switch target {
          case .qubit(let qubit, _), .pauli(_, let qubit, _): highest = max(highest, qubit)
          case .record, .combiner: break
          }
        }
      }
    }
    return highest
  }
}

extension StimCircuit: CustomStringConvertible {
  /// The text of the file.
  public var description: String {
    var lines: [String] = []
    Self.write(items, indent: "", &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func write(_ items: [Item], indent: String, _ lines: inout [String]) {
    for item in items {
      switch item {
      case .instruction(let instruction): lines.append(indent + "\(instruction)")
      case .repeat(let count, let body):
        lines.append(indent + "REPEAT \(count) {")
        write(body, indent: indent + "    ", &lines)
        lines.append(indent + "}")
      }
    }
  }
}

extension StimCircuit.Instruction: CustomStringConvertible {
  public var description: String {
    var text = name
    if !arguments.isEmpty { text += "(" + arguments.map(Self.number).joined(separator: ", ") + ")" }
    var joined = true
    for target in targets {
      if target == .combiner {
        text += "*"
        joined = true
        continue
      }
      text += joined && text.hasSuffix("*") ? "\(target)" : " \(target)"
      joined = false
    }
    return text
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

extension StimCircuit.Target: CustomStringConvertible {
  public var description: String {
    switch self {
    case .qubit(let qubit, let inverted): (inverted ? "!" : "") + "\(qubit)"
    case .record(let back): "rec[-\(back)]"
    case .pauli(let pauli, let qubit, let inverted): (inverted ? "!" : "") + pauli.rawValue + "\(qubit)"
    case .combiner: "*"
    }
  }
}
