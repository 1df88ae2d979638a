import Core

/// What no rule has used: filler is known filler, everything else is reported and asked about.
struct Leftovers {
  var draft: Draft
  let intent: Intent

  /// Whether something is to be run, so that a word that was not understood may be a condition on it.
  private var strict: Bool {
    switch intent {
    case .run, .compare, .sweep, .benchmark, .repeat, .plan, .generateCode, .optimize, .export: true
    default: false
    }
  }

  mutating func settle() {
    for index in draft.items.indices where draft.items[index].role == nil { settle(index) }
    if draft.hasUnit(.observable), draft.observables.isEmpty, strict {
      draft.ask("The expectation value of what: for example Z0 Z1?")
    }
    askAboutUnused()
  }

  private mutating func settle(_ index: Int) {
    let item = draft.items[index]
    switch item.sense {
    case .unknown, .number, .pauli, .path, .literal: draft.items[index].role = "unknown"
    case .ket(let inside): draft.items[index].role = inside.contains { $0.isNumber || $0 == "+" } ? "unknown" : "filler"
    case .sign(let sign): draft.items[index].role = harmless(sign) || enclosesNumbers(sign, index) ? "filler" : "unknown"
    case .meaning(let meaning): draft.items[index].role = role(meaning, index)
    }
  }

  private func harmless(_ sign: String) -> Bool {
    !["%", "^", "#", "$", "@", "*", "\\", "{", "}", "~", "€", "£"].contains(sign) || !strict
  }

  /// The braces of `{5, 10, 20}`.
  private func enclosesNumbers(_ sign: String, _ index: Int) -> Bool {
    let next = index + 1 < draft.items.count ? draft.items[index + 1] : nil
    return sign == "{" && next?.quantity != nil || sign == "}" && index > 0 && draft.items[index - 1].quantity != nil
  }

  private func role(_ meaning: Meaning, _ index: Int) -> String {
    switch meaning {
    case .link(let link): bounds(link, index) ? "unknown" : "filler"
    case .past where strict && Self.weekdays.contains(draft.items[index].text.lowercased()): "unknown"
    case .filler: "filler"
    case .action(let action): actionRole(action)
    case .question: "intent"
    case .past: "reference"
    case .greeting: "greeting"
    case .quantity, .notion, .hint, .family, .noise, .option: "topic"
    case .unit: "topic"
    case .method, .backend, .format, .channel: strict ? "unknown" : "topic"
    case .parameter(let name, let value): tolerated(name, value) ? "topic" : strict ? "unknown" : "topic"
    case .concept, .unsupported: strict ? "unknown" : "topic"
    case .negation: strict ? "unknown" : "filler"
    }
  }

  private static let weekdays: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// "until …", "starting from …" and "every Tuesday" bound the run where no number stands behind them.
  private func bounds(_ link: Link, _ index: Int) -> Bool {
    guard strict else { return false }
    let word = draft.items[index].text.lowercased()
    switch link {
    case .to where ["until", "till"].contains(word), .from where word.hasPrefix("start") || word.hasPrefix("begin"):
      return !draft.items[(index + 1)...].prefix(3).contains { $0.quantity != nil }
    default: return false
    }
  }

  private func actionRole(_ action: Action) -> String { action == .inventory && strict ? "topic" : "intent" }

  /// Parameters of another family that say nothing here: a "balanced" beside a question about it.
  private func tolerated(_ name: String, _ value: String) -> Bool {
    guard name == "function" else { return false }
    return draft.family?.name == "deutsch_jozsa"
  }

  // MARK: Questions

  private mutating func askAboutUnused() {
    var index = 0
    while index < draft.items.count {
      guard draft.items[index].role == "unknown" else {
        index += 1
        continue
      }
      var end = index + 1
      // Words that were not understood, with the small words between them, make one phrase.
      while end < draft.items.count {
        if draft.items[end].role == "unknown" {
          end += 1
        } else if draft.items[end].isFiller || draft.items[end].link != nil, end + 1 < draft.items.count,
          draft.items[end + 1].role == "unknown"
        {
          end += 2
        } else {
          break
        }
      }
      let phrase = phrase(index..<end)
      for place in index..<end where draft.items[place].role == "unknown" {
        draft.unused.append(draft.items[place].text)
      }
      if strict { draft.ask(question(phrase, index..<end)) }
      index = end
    }
  }

  private func phrase(_ range: Range<Int>) -> String {
    draft.items[range].map(\.text).joined(separator: " ")
  }

  private func question(_ phrase: String, _ range: Range<Int>) -> String {
    for item in draft.items[range] {
      if case .unsupported(let kind) = item.meaning {
        return "“\(phrase)” asks for \(kind), which Proxima cannot do from a sentence: should I leave it out?"
      }
    }
    if draft.items[range].contains(where: { $0.quantity != nil }), range.count == 1 {
      return "What does \(phrase) stand for: qubits, shots, a seed?"
    }
    return "I do not understand “\(phrase)”: can you say it another way, or should I leave it out?"
  }
}
