import Core

/// Turns what was bound into the fields of a request, and asks where they contradict each other.
struct Filling {
  var draft: Draft
  var request: Request

  static let sweepable: Set<Unit> = [.qubits, .shots, .depth, .layers, .steps]

  init(_ draft: Draft) {
    self.draft = draft
    request = Request(request: draft.text, intent: .unclear)
    settleUnits()
    circuit()
    numbers()
    noise()
    request.observables = draft.observables.isEmpty ? nil : draft.observables
    let sweeps = request.sweep != nil
    request.intent = IntentChoice(self.draft, sweeps: sweeps).choose()
    places()
    options()
    output()
  }

  // MARK: Units

  /// Words that mean different units with different families.
  private mutating func settleUnits() {
    let family = draft.families.first ?? ""
    if let groups = draft.values[.p] {
      let whole = groups.allSatisfy { $0.values.allSatisfy { $0.value >= 1 && $0.whole != nil } }
      if family == "qaoa", whole {
        move(.p, .layers)
      } else {
        draft.noise.mentions += groups.map { .init(channel: nil, group: $0) }
        draft.values[.p] = nil
        joinProbabilities()
      }
    }
    switch family {
    case "shor": factored()
    case "chsh", "superdense_coding", "teleportation", "bell": move(.rounds, .shots)
    case "swap_test": swapTestWidth()
    case "grover":
      move(.steps, .iterations)
      move(.rounds, .iterations)
      move(.layers, .iterations)
    case "random", "quantum_volume":
      move(.layers, .depth)
    case "qaoa", "vqe":
      move(.depth, .layers)
      move(.rounds, .layers)
      move(.steps, .layers)
    default: break
    }
  }

  /// "factoring of N = 21": the letter stands for the number where no other word does.
  private mutating func factored() {
    guard draft.values[.number] == nil, let groups = draft.values[.qubits], groups.count == 1, let group = groups.first,
      let word = draft.items[..<group.items.lowerBound].last(where: { !$0.isSign("=", ":") && !$0.isFiller && $0.link == nil }),
      word.text.lowercased() == "n"
    else { return }
    move(.qubits, .number)
  }

  /// "between two one-qubit states": each state's width, of which the whole is twice and the control more.
  private mutating func swapTestWidth() {
    guard var groups = draft.values[.qubits], !groups.isEmpty else { return }
    if groups.count == 2, groups[0].items.upperBound == groups[1].items.lowerBound, groups[0].values.first?.value == 2 {
      groups.removeFirst()
    }
    let first = groups[0].items.lowerBound
    if groups.count == 1, groups[0].values.first?.value == 2, first > 0, draft.items[first - 1].link == .between {
      // "between two qubits": of one qubit each.
      groups[0].values = [Quantity(value: 3)]
      draft.values[.qubits] = groups
      return
    }
    guard groups.count == 1, let width = groups[0].values.first?.whole,
      draft.items[groups[0].items.upperBound...].prefix(3).contains(where: {
        ["state", "states", "register", "registers"].contains($0.text.lowercased())
      })
    else { return }
    groups[0].values = [Quantity(value: Double(2 * width + 1))]
    draft.values[.qubits] = groups
  }

  private mutating func move(_ old: Unit, _ new: Unit) {
    guard let groups = draft.values.removeValue(forKey: old) else { return }
    draft.values[new, default: []] += groups
  }

  private mutating func joinProbabilities() {
    var bare = draft.noise.mentions.filter { $0.group == nil }
    var numbered = draft.noise.mentions.filter { $0.group != nil }
    for index in numbered.indices where numbered[index].channel == nil && !bare.isEmpty {
      numbered[index].channel = bare.removeFirst().channel
    }
    draft.noise.mentions = numbered + bare
  }

  /// The one value of a unit, nil where none; several different ones are a question.
  mutating func single(_ unit: Unit, _ name: String) -> Int? {
    guard let groups = draft.values[unit] else { return nil }
    var all = groups.flatMap(\.values)
    // "two bits over one qubit": where the family fixes the width, the one that fits it is meant.
    if unit == .qubits, let fixed = draft.family?.fixed, let fits = all.first(where: { $0.whole == fixed }) {
      all = [fits]
    }
    guard let first = all.first else { return nil }
    if let other = all.first(where: { $0.value != first.value }) {
      draft.ask(
        "You gave two values for \(name), \(Wording.number(first.value)) and \(Wording.number(other.value)): which one?"
      )
    }
    guard let whole = Int(exactly: first.value) else {
      draft.ask("\(Wording.capital(name)) must be a whole number, not \(Wording.number(first.value)): which one?")
      return nil
    }
    return groups.first.flatMap { changed(unit, by: whole, $0, name) } ?? whole
  }

  // MARK: Circuit

  private mutating func circuit() {
    if let file = draft.places.file {
      if let family = draft.family {
        draft.ask("Do you mean the program \(file) or a \(family.title)?")
      }
      request.circuit = CircuitRequest(family: "qasm", parameters: ["file": .string(file)])
      return
    }
    guard let family = draft.family else {
      if draft.families.count > 1 { severalFamilies() }
      return
    }
    var circuit = CircuitRequest(family: family.name)
    circuit.qubits = family.fixed
    if let bits = family.bits { fillBits(bits, family, &circuit) }
    for (name, value) in draft.parameters {
      circuit.parameters = (circuit.parameters ?? [:]).merging([name: value]) { $1 }
    }
    if let edges = draft.parameters["graph"]?.array {
      circuit.qubits = (edges.compactMap { $0.array?.compactMap(\.int).max() }.max() ?? 0) + 1
    }
    request.circuit = circuit
    summands(family)
  }

  private mutating func severalFamilies() {
    let titles = draft.families.compactMap { draft.lexicon.families[$0]?.title }
    draft.ask("One circuit at a time: which one first, \(Wording.list(titles, "or"))?")
  }

  private mutating func fillBits(_ kind: Family.Bits, _ family: Family, _ circuit: inout CircuitRequest) {
    if let count = draft.markedCount, count != Set(draft.bits).count, !(count == 1 && draft.bits.isEmpty) {
      draft.ask("Which \(count) bit strings are marked: for example 101 and 110?")
    }
    guard !draft.bits.isEmpty else { return }
    let stated = draft.values[.qubits]?.first?.values.first?.whole
    var strings: [String] = []
    for bits in draft.bits {
      guard bits.hasPrefix("#") else {
        strings.append(bits)
        continue
      }
      guard let number = Int(bits.dropFirst()), let stated, stated < 62, number >= 0, number < 1 << stated else {
        draft.ask("Which bit string is meant by \(bits.dropFirst()): for example 101?")
        continue
      }
      let text = String(number, radix: 2)
      strings.append(String(repeating: "0", count: stated - text.count) + text)
    }
    guard let first = strings.first else { return }
    let widths = Set(strings.map(\.count))
    if widths.count > 1 {
      draft.ask("The bit strings \(Wording.list(strings, "and")) differ in length: which ones do you mean?")
    }
    if let stated, draft.values[.qubits]?.count == 1, draft.values[.qubits]?.first?.values.count == 1,
      stated != first.count
    {
      draft.ask("You asked for \(stated) qubits, and \(first) has \(first.count) bits: which one?")
    }
    circuit.qubits = first.count
    var unique: [String] = []
    for text in strings where !unique.contains(text) { unique.append(text) }
    if kind == .secret, unique.count > 1 {
      draft.ask("You gave two secrets, \(Wording.list(unique, "and")): which one?")
    }
    let value: JSONValue = unique.count == 1 ? .string(first) : .array(unique.map(JSONValue.string))
    circuit.parameters = [kind.rawValue: value]
    if kind == .secret, family.name == "simon", !first.contains("1") {
      draft.ask("Simon's secret must not be all zeros: which secret?")
    }
  }

  /// "add 3 and 5": the two numbers that the adder adds.
  private mutating func summands(_ family: Family) {
    guard family.name == "adder" else { return }
    let free = draft.items.indices.filter {
      draft.items[$0].role == nil && (draft.items[$0].quantity?.whole ?? -1) >= 0
    }
    if free.count == 1, draft.items[free[0]].quantity?.whole == 2 { draft.items[free[0]].role = "family" }
    if let a = request.circuit?.parameters?["a"]?.int, let b = request.circuit?.parameters?["b"]?.int { return widen(a, b) }
    guard free.count == 2, let a = draft.items[free[0]].quantity?.whole, let b = draft.items[free[1]].quantity?.whole
    else { return }
    request.circuit?.parameters = ["a": .int(a), "b": .int(b)]
    for index in free { draft.items[index].role = "summand" }
    for index in free[0]..<free[1] where draft.items[index].isSign("+") { draft.items[index].role = "summand" }
    widen(a, b)
  }

  /// An adder whose width was not given has room for both numbers.
  private mutating func widen(_ a: Int, _ b: Int) {
    guard request.circuit?.qubits == nil, draft.values[.qubits] == nil else { return }
    request.defaults["qubits"] = .int(max(2, Int.bitWidth - max(a, b).leadingZeroBitCount))
  }
}

extension Request {
  /// The family of a follow-up whose earlier request the interpreter does not know: whoever has the history fills it in.
  public static let previousFamily = "previous"
}
