import Core

/// "not on Cirq", "no readout error", "without post-selection": what is not wanted.
enum Negations {
  static func apply(_ draft: inout Draft) {
    for index in draft.items.indices where draft.items[index].meaning == .negation && draft.items[index].role == nil {
      guard let target = draft.content(from: index + 1) else { continue }
      deny(model(target, draft) ?? target, index, &draft)
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
