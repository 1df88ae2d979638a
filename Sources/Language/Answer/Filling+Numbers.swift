import Core

/// Widths, shots, seeds and the other parameters, and what is swept.
extension Filling {
  mutating func numbers() {
    looseShorNumber()
    sweepFromNumbers()
    vagueChanges()
    if request.sweep?.parameter != "qubits", let width = single(.qubits, "the number of qubits") { widen(width) }
    if request.sweep?.parameter != "shots" { request.shots = single(.shots, "the number of shots") }
    if let seed = single(.seed, "the seed") {
      if seed < 0 { draft.ask("The seed must not be negative: which one?") } else { request.seed = UInt64(seed) }
    }
    if let shots = request.shots, shots < 0 {
      draft.ask("The number of shots must not be negative: how many?")
      request.shots = nil
    }
    if let shots = request.shots, shots > 1_000_000_000_000 {
      draft.ask("\(Wording.number(Double(shots))) shots are more than can be taken: how many?")
    }
    for unit in [Unit.depth, .steps, .layers, .rounds, .distance, .iterations, .number] { parameter(unit) }
  }

  /// "Shor for 21": a number without a unit.
  private mutating func looseShorNumber() {
    guard draft.families == ["shor"], draft.values[.number] == nil,
      let group = draft.groups.first(where: {
        draft.items[$0.items.lowerBound].role == nil && $0.values.count == 1 && $0.wholes != nil
      })
    else { return }
    draft.values[.number] = [group]
    draft.mark(group.items, "number")
  }

  private mutating func sweepFromNumbers() {
    let several = Self.sweepable.filter { unit in draft.values[unit]?.contains(where: \.isSeveral) ?? false }
    guard let unit = several.sorted(by: { $0.rawValue < $1.rawValue }).first, let groups = draft.values[unit] else {
      return
    }
    if several.count > 1 {
      draft.ask("One sweep at a time: over \(Wording.list(several.map(\.rawValue).sorted(), "or"))?")
    }
    let swept = groups.first(where: \.isSeveral)
    guard let values = swept?.values.map(\.value) else { return }
    request.sweep = Sweep(parameter: unit.rawValue, values: values)
    if groups.count > 1 { draft.ask("You gave \(unit.rawValue) twice: which values do you mean?") }
    if values.contains(where: { $0 != $0.rounded() || $0 < 0 }) {
      draft.ask("Which whole numbers of \(unit.rawValue) do you mean?")
    }
    if let family = draft.family, unit == .qubits, family.sizes == nil {
      draft.ask("The size of a \(family.title) is fixed: what should be swept instead?")
    }
    checkParameter(unit)
  }

  private mutating func widen(_ width: Int) {
    if request.circuit == nil, draft.families.isEmpty {
      request.circuit = CircuitRequest(family: Request.previousFamily)
    }
    guard let family = draft.family else {
      request.circuit?.qubits = width
      if draft.places.file != nil {
        draft.ask("The program fixes its own number of qubits: should \(width) qubits be left out?")
      }
      return
    }
    if let fixed = family.fixed {
      if width != fixed, !family.alsoCalled.contains(width),
        !(width == 1
          && ["shor_code", "steane_code", "bit_flip_code", "phase_flip_code", "teleportation"].contains(family.name))
      {
        draft.ask(
          "\(Wording.article(family.title)) \(family.title) has \(fixed) qubits, not \(width): which do you mean?")
      }
      return
    }
    if family.bits != nil, !draft.bits.isEmpty { return }
    request.circuit?.qubits = width
    if let sizes = family.sizes, !sizes.contains(width) {
      draft.ask(
        "\(Wording.article(family.title)) \(family.title) can have \(sizes.lowerBound) to "
          + "\(Wording.number(Double(sizes.upperBound))) qubits, not \(Wording.number(Double(width))): how many?"
      )
    }
  }

  private mutating func parameter(_ unit: Unit) {
    guard draft.values[unit] != nil, request.sweep?.parameter != unit.rawValue,
      let value = single(unit, "the \(unit.rawValue)")
    else { return }
    guard checkParameter(unit) else { return }
    if value < (unit == .iterations || unit == .steps ? 0 : 1) {
      draft.ask("The \(unit.rawValue) must be positive, not \(value): how much?")
    }
    if unit == .number, value < 4 || Self.isPrime(value) {
      draft.ask("\(value) has no factors to find: which composite number do you mean?")
    }
    var parameters = request.circuit?.parameters ?? [:]
    parameters[unit.rawValue] = .int(value)
    request.circuit?.parameters = parameters
  }

  static func isPrime(_ value: Int) -> Bool {
    guard value > 3 else { return value > 1 }
    var divisor = 2
    while divisor <= value / divisor, divisor < 100_000 {
      if value % divisor == 0 { return false }
      divisor += 1
    }
    return true
  }

  /// Whether the family has such a parameter; otherwise it is a question, never dropped.
  @discardableResult
  private mutating func checkParameter(_ unit: Unit) -> Bool {
    guard unit != .qubits, unit != .shots else { return true }
    guard let family = draft.family else {
      if draft.families.isEmpty { draft.ask("Which circuit do you mean the \(unit.rawValue) of?") }
      return false
    }
    if family.parameters.contains(unit.rawValue) { return true }
    draft.ask(
      "\(Wording.article(family.title)) \(family.title) has no \(unit.rawValue) to choose: should I leave that out?")
    return false
  }
}
