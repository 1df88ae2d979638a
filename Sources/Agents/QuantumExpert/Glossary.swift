import Core

/// What the quantum expert can explain without a model: written entries, found by the words of a question.
public struct Glossary: Sendable {
  /// One entry: how people call it, and what it is.
  struct Entry: Sendable {
    var topic: String
    /// Other names, lower case, as a question may say them.
    var names: [String]
    var text: String

    init(_ topic: String, _ names: [String] = [], _ text: String) {
      self.topic = topic
      self.names = [topic.lowercased()] + names
      self.text = text
    }
  }

  static let entries = concepts + gates + families + channels + methods + practice

  public init() {}

  /// The entries that the question names; where it names none, that is said.
  public func explain(_ request: ExplainRequest) -> Explanation {
    let found = Self.find(request.question)
    guard let first = found.first else {
      return Explanation(
        topic: request.question,
        text: "I have no written explanation of this, and without a language model I do not improvise. "
          + "I can explain, for example: \(Self.entries.prefix(8).map(\.topic).joined(separator: ", ")).", known: false)
    }
    return Explanation(
      topic: found.map(\.topic).joined(separator: ", "),
      text: found.count == 1 ? first.text : found.map { "\($0.topic): \($0.text)" }.joined(separator: "\n\n"), known: true)
  }

  /// Up to three entries, the longest names first; a name inside a longer one that was found does not count.
  static func find(_ question: String) -> [Entry] {
    let words = normalised(question)
    var matches: [(entry: Entry, name: String, place: Int)] = []
    for entry in entries {
      let hits = entry.names.compactMap { name -> (String, Int)? in
        let wanted = normalised(name)
        guard let place = position(of: wanted, in: words) else { return nil }
        return (wanted.joined(separator: " "), place)
      }
      if let best = hits.max(by: { $0.0.count < $1.0.count }) { matches.append((entry, best.0, best.1)) }
    }
    let kept = matches.filter { match in
      !matches.contains { $0.name != match.name && $0.name.contains(match.name) }
    }
    return kept.sorted { $0.place < $1.place }.prefix(3).map(\.entry)
  }

  private static func position(of name: [String], in words: [String]) -> Int? {
    guard !name.isEmpty, words.count >= name.count else { return nil }
    return (0...(words.count - name.count)).first { start in
      name.indices.allSatisfy { words[start + $0] == name[$0] }
    }
  }

  /// Lower-case words without plural endings, so that "Bell states" finds "Bell state".
  private static func normalised(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
      word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us") ? String(word.dropLast()) : String(word)
    }
  }
}
