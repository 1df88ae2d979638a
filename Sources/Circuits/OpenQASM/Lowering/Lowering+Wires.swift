extension Lowering {
  /// The qubits that an operand names.
  mutating func qubits(_ operand: Syntax.Operand) throws(CircuitError) -> Wires {
    if operand.name.first == "$" { return try hardwareQubit(operand) }
    switch lookup(operand.name) {
    case .qubits(let wires): return try select(wires, operand)
    case nil: throw undefined(operand.name, "qubit or quantum register", operand.place)
    default: throw error("'\(operand.name)' is not a quantum register", code: "qasm.type", at: operand.place)
    }
  }

  /// The classical bits that an operand names.
  mutating func classicalBits(_ operand: Syntax.Operand) throws(CircuitError) -> Wires {
    switch lookup(operand.name) {
    case .bits(let wires): return try select(wires, operand)
    case nil: throw undefined(operand.name, "bit or classical register", operand.place)
    default: throw error("'\(operand.name)' is not a classical register", code: "qasm.type", at: operand.place)
    }
  }

  private mutating func select(_ wires: Wires, _ operand: Syntax.Operand) throws(CircuitError) -> Wires {
    switch operand.index {
    case .none: return wires
    case .number(let index):
      let wire = try wires.element(index, of: operand.name, in: self, at: operand.place)
      return Wires(wire..<wire + 1, isRegister: false)
    case .items(let items):
      var selected = wires
      for item in items { selected = try select(selected, item, name: operand.name, operand.place) }
      return selected
    }
  }

  /// The part of a register that an index selects.
  mutating func select(
    _ wires: Wires, _ items: [Syntax.IndexItem], name: String, _ place: Place
  ) throws(CircuitError) -> Wires {
    guard wires.isRegister else { throw error("'\(name)' has no elements", code: "qasm.type", at: place) }
    if items.count == 1, case .at(let index) = items[0] {
      let number = try integer(index, what: "an index")
      let wire = try wires.element(number, of: name, in: self, at: place)
      return Wires(wire..<wire + 1, isRegister: false)
    }
    var picked: [Int] = []
    for item in items {
      switch item {
      case .at(let index):
        picked.append(try wires.element(try integer(index, what: "an index"), of: name, in: self, at: place))
      case .set(let values):
        for value in values {
          picked.append(try wires.element(try integer(value, what: "an index"), of: name, in: self, at: place))
        }
      case .range(let from, let step, let to):
        let stride = try step.map { value throws(CircuitError) in try integer(value, what: "a step") } ?? 1
        let first =
          try from.map { value throws(CircuitError) in try integer(value, what: "an index") }
          ?? (stride < 0 ? wires.count - 1 : 0)
        let last =
          try to.map { value throws(CircuitError) in try integer(value, what: "an index") }
          ?? (stride < 0 ? 0 : wires.count - 1)
        guard stride != 0 else { throw error("a step of 0", code: "qasm.value", at: place) }
        let (start, end) = (first < 0 ? first + wires.count : first, last < 0 ? last + wires.count : last)
        if (stride > 0 && start > end) || (stride < 0 && start < end) { continue }
        _ = try wires.element(start, of: name, in: self, at: place)
        _ = try wires.element(end, of: name, in: self, at: place)
        for index in Swift.stride(from: start, through: end, by: stride) { picked.append(wires[index]) }
      }
    }
    try self.step(place, picked.count)
    return Wires(list: picked)
  }

  /// `$n`: the n-th qubit of a register `$` that grows as it is named.
  private mutating func hardwareQubit(_ operand: Syntax.Operand) throws(CircuitError) -> Wires {
    guard let number = Int(operand.name.dropFirst()), number < options.limits.qubits else {
      throw error("no such hardware qubit", code: "qasm.limit", at: operand.place)
    }
    if let last = circuit.quantumRegisters.last, last.name != "$" || number < last.size {
      guard last.name == "$" else {
        throw unsupported("hardware qubits beside declared registers are", operand.place)
      }
    } else {
      let missing = circuit.quantumRegisters.isEmpty ? number + 1 : number + 1 - circuit.quantumRegisters[0].size
      if circuit.quantumRegisters.isEmpty {
        circuit.quantumRegisters = [Circuit.Register(name: "$", start: 0, size: 0)]
      }
      circuit.quantumRegisters[0].size += missing
      qubitCount = circuit.quantumRegisters[0].size
    }
    return Wires(number..<number + 1, isRegister: false)
  }

  func undefined(_ name: String, _ what: String, _ place: Place) -> CircuitError {
    var candidates = scopes.flatMap { $0.keys }
    if libraryIncluded { candidates += GateKind.allCases.map(\.rawValue) }
    let near = Self.nearest(name, candidates).map { ", did you mean '\($0)'?" } ?? ""
    return error("'\(name)' is not declared as a \(what)\(near)", code: "qasm.undefined", at: place)
  }

  /// The candidate at most two edits from `name`, nil where none is.
  static func nearest(_ name: String, _ candidates: [String]) -> String? {
    guard name.count <= 40, candidates.count <= 2000 else { return nil }
    var best: (String, Int)?
    for candidate in candidates.sorted() where abs(candidate.count - name.count) <= 2 {
      let distance = editDistance(Array(name.utf8), Array(candidate.utf8))
      if distance <= min(2, name.count / 2), distance < best?.1 ?? .max { best = (candidate, distance) }
    }
    return best?.0
  }

  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}

extension Wires {
  /// The wire at `index`; a negative one counts from the end, as OpenQASM 3 has it.
  func element(_ index: Int, of name: String, in lowering: Lowering, at place: Place) throws(CircuitError) -> Int {
    guard isRegister else {
      throw lowering.error("'\(name)' is not a register and has no elements", code: "qasm.type", at: place)
    }
    let place0 = index < 0 && lowering.version == 3 ? index + count : index
    guard place0 >= 0, place0 < count else {
      throw lowering.error(
        "index \(index) is outside '\(name)', which has \(count) elements (0 to \(count - 1))", code: "qasm.index",
        at: place)
    }
    return self[place0]
  }
}
