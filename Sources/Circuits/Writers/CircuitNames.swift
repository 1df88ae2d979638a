/// Names of a circuit's registers that are legal and distinct in a language.
struct CircuitNames {
  var quantum: [String]
  var classical: [String]
  var variables: [String]

  /// - Parameter reserved: words that cannot be names.
  init(_ circuit: Circuit, reserved: Set<String>) {
    var taken = reserved
    func legal(_ name: String, _ fallback: String) -> String {
      var text = String(
        name.unicodeScalars.filter {
          $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0))
        })
      if text.isEmpty || !(text.first?.isLowercase ?? false) { text = fallback + text }
      var candidate = text
      var number = 1
      while taken.contains(candidate) {
        candidate = "\(text)_\(number)"
        number += 1
      }
      taken.insert(candidate)
      return candidate
    }
    quantum = circuit.quantumRegisters.map { legal($0.name, "q") }
    classical = circuit.classicalRegisters.map { legal($0.name, "c") }
    variables = circuit.variables.map { legal($0.name, "v") }
  }

  /// The places of all qubits or bits as `name[index]`.
  static func places(_ registers: [Circuit.Register], _ names: [String]) -> [String] {
    var list: [String] = []
    for (register, name) in zip(registers, names) {
      for index in 0..<register.size { list.append("\(name)[\(index)]") }
    }
    return list
  }
}

extension Circuit {
  /// Every kind of gate in the circuit, blocks included.
  var kinds: Set<GateKind> {
    var found = Set<GateKind>()
    func walk(_ operations: [Operation]) {
      for operation in operations {
        switch operation {
        case .gate(let gate): found.insert(gate.kind)
        case .conditional(_, let then, let otherwise):
          walk(then)
          walk(otherwise)
        case .whileLoop(_, let body): walk(body)
        default: break
        }
      }
    }
    walk(operations)
    return found
  }
}
