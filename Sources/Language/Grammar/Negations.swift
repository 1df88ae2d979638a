import Core

/// "not on Cirq", "no readout error", "without post-selection": what is not wanted.
enum Negations {
  static func apply(_ draft: inout Draft) {
    switchedOff(&draft)
    nothing(&draft)
    for index in draft.items.indices where draft.items[index].meaning == .negation && draft.items[index].role == nil {
      guard let target = draft.content(from: index + 1) else { continue }
      deny(model(target, draft) ?? target, index, &draft)
    }
  }

  /// "noise off", "with the stabilizer method switched off".
  private static func switchedOff(_ draft: inout Draft) {
    for index in draft.items.indices.dropFirst() where draft.items[index].text.lowercased() == "off" {
      var target = index - 1
      while target > 0, ["turned", "switched", "is", "are", "set", "set to"].contains(draft.items[target].text.lowercased()) {
        target -= 1
      }
      switch draft.items[target].meaning {
      case .method:
        draft.mark(target..<(index + 1), "declined")
      case .noise, .channel, .backend, .option(.model):
        deny(target, target, &draft)
        draft.mark(target..<(index + 1), "declined")
      default: continue
      }
    }
    // "stabilizer off, statevector on": what is switched on is just named.
    for index in draft.items.indices.dropFirst() where draft.items[index].link == .on {
      let isLast = index + 1 == draft.items.count || draft.items[index + 1].isSign(",", ".", ";", "!")
      if case .method = draft.items[index - 1].meaning, isLast { draft.items[index].role = "filler" }
    }
  }

  /// "draw nothing", "transpile nothing": the verb is taken back; "nothing but" and "nothing else" restrict nothing.
  private static func nothing(_ draft: inout Draft) {
    for index in draft.items.indices where draft.items[index].text.lowercased() == "nothing" {
      let next = index + 1 < draft.items.count ? draft.items[index + 1].text.lowercased() : ""
      if ["but", "else", "more", "special", "fancy", "complicated"].contains(next) {
        draft.mark(index..<(index + 2), "filler")
      } else if index > 0, draft.items[index - 1].action != nil || draft.items[index - 1].isUnknown,
        draft.items[index - 1].role == nil
      {
        for place in (index - 1)...index {
          draft.items[place].sense = .meaning(.filler)
          draft.items[place].role = "declined"
        }
      }
    }
  }

  private static let verbs: Set<String> = ["ask", "use", "using", "asking", "involve", "involving", "call", "consult"]

  /// "don't ask any language model": the model behind the verb.
  private static func model(_ verb: Int, _ draft: Draft) -> Int? {
    guard verbs.contains(draft.items[verb].text.lowercased()), let next = draft.content(from: verb + 1),
      draft.items[next].meaning == .option(.model)
    else { return nil }
    return next
  }

  private static func deny(_ target: Int, _ index: Int, _ draft: inout Draft) {
    switch draft.items[target].meaning {
    case .backend(let name) where name != "all":
      deny(backend: name, target, index, &draft)
    case .noise(.noun), .noise(.adjective), .noise(.decoherence):
      draft.noise.refused = true
      draft.mark(index..<(target + 1), "noise")
    case .channel(let channel):
      draft.noise.refusedChannels.insert(channel)
      draft.mark(index..<(target + 1), "noise")
      var next = target + 1
      while next < draft.items.count, draft.items[next].meaning == .noise(.noun) {
        draft.items[next].role = "noise"
        next += 1
      }
    case .option(.model):
      draft.options.useLLM = false
      draft.mark(index..<(target + 1), "option")
    case .unsupported(let kind) where Self.neededKinds.contains(kind): break
    case .concept where !Self.unneeded.contains(draft.items[target].text.lowercased()): break
    case .unsupported, .concept:
      // What Proxima would not do anyway may well be refused.
      draft.mark(index..<(target + 1), "declined")
      for next in (target + 1)..<draft.items.count {
        guard case .unsupported = draft.items[next].meaning else { break }
        draft.items[next].role = "declined"
      }
    default: break
    }
  }

  /// What some circuits cannot do without: to refuse it is a condition.
  private static let neededKinds: Set<String> = ["a part of the register", "a mid-circuit step"]

  /// Notions that no run of Proxima's has anything to do with; gates, ancillas and the like are conditions where refused.
  private static let unneeded: Set<String> = [
    "transpilation", "transpiler", "error mitigation", "zero noise extrapolation", "fault tolerance", "annealing",
    "quantum annealing", "magic state distillation",
  ]

  private static func deny(backend name: String, _ target: Int, _ index: Int, _ draft: inout Draft) {
    draft.places.excluded.append(name)
    draft.mark(index..<(target + 1), "not backend")
    var next = target + 1
    while next + 1 < draft.items.count,
      draft.items[next].link == .or || draft.items[next].link == .and || draft.items[next].isSign(","),
      case .backend(let other) = draft.items[next + 1].meaning
    {
      draft.places.excluded.append(other)
      draft.mark(next..<(next + 2), "not backend")
      next += 2
    }
  }
}
