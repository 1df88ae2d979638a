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
    case "chsh", "superdense_coding", "teleportation", "bell": move(.rounds, .shots)
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
  private mutating func single(_ unit: Unit, _ name: String) -> Int? {
    guard let groups = draft.values[unit] else { return nil }
    let all = groups.flatMap(\.values)
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
    return whole
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
    request.circuit = circuit
    summands(family)
  }

  private mutating func severalFamilies() {
    let titles = draft.families.compactMap { draft.lexicon.families[$0]?.title }
    draft.ask("One circuit at a time: which one first, \(Wording.list(titles, "or"))?")
  }

  private mutating func fillBits(_ kind: Family.Bits, _ family: Family, _ circuit: inout CircuitRequest) {
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
    guard free.count == 2, let a = draft.items[free[0]].quantity?.whole, let b = draft.items[free[1]].quantity?.whole
    else { return }
    request.circuit?.parameters = ["a": .int(a), "b": .int(b)]
    for index in free { draft.items[index].role = "summand" }
    for index in free[0]..<free[1] where draft.items[index].isSign("+") { draft.items[index].role = "summand" }
  }

  // MARK: Numbers

  private mutating func numbers() {
    looseShorNumber()
    sweepFromNumbers()
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

  // MARK: Noise

  private mutating func noise() {
    let noise = draft.noise
    if noise.mentions.contains(where: { $0.group?.values.contains { $0.value < 0 || $0.value > 1 } ?? false }) {
      draft.ask("A probability of noise lies between 0 and 1: which one do you mean?")
      return
    }
    if noise.refused {
      if noise.wanted && hasNoisyWord || noise.mentions.contains(where: { $0.group != nil }) || noise.decoherence {
        draft.ask("You ask for noise and for none: which one?")
      }
      request.noise = []
      return
    }
    if let clash = noise.mentions.first(where: { $0.channel.map(noise.refusedChannels.contains) ?? false })?.channel {
      draft.ask("You ask for \(Wording.channel(clash)) and for none: which one?")
    }
    let numbered = noise.mentions.filter { $0.group != nil }
    let bare = noise.mentions.filter { $0.group == nil }
    if let swept = numbered.first(where: { $0.group?.isSeveral ?? false }), let group = swept.group {
      sweepNoise(swept, group, others: numbered.count + bare.count - 1)
      return
    }
    thermalTimes()
    if numbered.isEmpty {
      guessNoise(bare)
    } else {
      fillNoise(numbered, bare)
    }
    if request.noise == nil, request.defaults["noise"] == nil, !noise.refusedChannels.isEmpty { request.noise = [] }
  }

  private var hasNoisyWord: Bool { draft.items.contains { $0.meaning == .noise(.adjective) } }

  private mutating func sweepNoise(_ mention: NoiseDraft.Mention, _ group: Group, others: Int) {
    if request.sweep != nil || others > 0 { draft.ask("One sweep at a time: should only the noise be swept?") }
    request.sweep = Sweep(
      parameter: "noise", values: group.values.map(\.value), channel: mention.channel ?? .depolarizing)
  }

  private mutating func thermalTimes() {
    guard let t1 = draft.noise.t1 ?? draft.noise.t2 else { return }
    let t2 = draft.noise.t2 ?? t1
    if t2 > 2 * t1 { draft.ask("T2 cannot exceed twice T1: which times do you mean?") }
    request.noise = [NoiseEntry(channel: .thermal, t1: t1, t2: t2)]
    draft.noise.mentions.removeAll { $0.channel == .thermal && $0.group == nil }
  }

  private mutating func fillNoise(_ numbered: [NoiseDraft.Mention], _ bare: [NoiseDraft.Mention]) {
    var entries = request.noise ?? []
    for mention in numbered {
      guard let value = mention.group?.values.first?.value else { continue }
      var channels: [NoiseChannel] = [mention.channel ?? .depolarizing]
      if mention.channel == nil, draft.noise.decoherence { channels = [.amplitudeDamping, .phaseDamping] }
      for channel in channels {
        if let old = entries.first(where: { $0.channel == channel }), old.probability != value {
          draft.ask(
            "You gave two strengths for \(Wording.channel(channel)), \(Wording.number(old.probability ?? 0)) and "
              + "\(Wording.number(value)): which one?"
          )
        } else if !entries.contains(where: { $0.channel == channel }) {
          entries.append(NoiseEntry(channel: channel, probability: value))
        }
      }
    }
    for mention in bare {
      if let channel = mention.channel, !entries.contains(where: { $0.channel == channel }) {
        draft.ask("How strong should \(Wording.channel(channel)) be: for example 0.01?")
      }
    }
    request.noise = entries
  }

  /// Noise without a number rests on a default, which stands under `defaults`.
  private mutating func guessNoise(_ bare: [NoiseDraft.Mention]) {
    var channels = bare.filter { $0.channel.map { !draft.noise.refusedChannels.contains($0) } ?? true }.compactMap(
      \.channel)
    if draft.noise.decoherence, channels.isEmpty { channels = [.amplitudeDamping, .phaseDamping] }
    if channels.isEmpty, draft.noise.wanted { channels = [.depolarizing] }
    guard !channels.isEmpty, request.noise == nil else { return }
    request.defaults["noise"] = .array(
      channels.map { channel in
        channel == .thermal
          ? ["channel": "thermal", "t1": 5e-5, "t2": 7e-5]
          : ["channel": .string(channel.rawValue), "probability": 0.01]
      })
  }
}

extension Request {
  /// The family of a follow-up whose earlier request the interpreter does not know: whoever has the history fills it in.
  public static let previousFamily = "previous"
}
