/// The phrases that are understood and what each stands for: data, which can be read and extended.
public struct Lexicon: Sendable {
  /// A phrase as the sentence is compared with it.
  struct Phrase: Sendable {
    var words: [String]
    var meaning: Meaning
  }

  /// Phrases by their first word, the longest first.
  private(set) var phrases: [String: [Phrase]] = [:]
  /// Families by name.
  public private(set) var families: [String: Family] = [:]
  /// Every word of every phrase.
  private(set) var vocabulary: Set<String> = []
  /// Words that a misspelling may be mended to.
  private var mendableWords: Set<String> = []
  /// The same by length in bytes.
  private(set) var mendable: [Int: [[UInt8]]] = [:]
  /// English words that are never taken for a misspelling.
  private(set) var english: Set<String> = []

  /// What Proxima ships with.
  public static let standard = Lexicon(
    families: FamilyTable.all,
    entries: ActionTable.entries + QuestionTable.entries + PhysicsTable.entries + NotionTable.entries
      + PlaceTable.entries + SmallWordTable.entries
      + UnsupportedTable.entries + PlainWordTable.entries,
    english: EnglishTable.words)

  /// A lexicon over tables of your own.
  public init(families: [Family], entries: [(Meaning, [String])], english: Set<String> = []) {
    self.english = Set(english.map(Spelling.key))
    for family in families { add(family) }
    for (meaning, phrases) in entries { for phrase in phrases { add(phrase, meaning) } }
    finish()
  }

  /// Adds a phrase; a phrase that is there already keeps its first meaning.
  public mutating func extend(_ phrase: String, _ meaning: Meaning) {
    add(phrase, meaning)
    finish()
  }

  /// Adds a family with its synonyms.
  public mutating func extend(_ family: Family) {
    add(family)
    finish()
  }

  private mutating func add(_ family: Family) {
    families[family.name] = family
    for phrase in family.synonyms { add(phrase, .family(family.name)) }
    for phrase in family.hints { add(phrase, .hint(family.name)) }
  }

  private mutating func add(_ phrase: String, _ meaning: Meaning) {
    let words = Tokenizer.tokens(of: phrase).joined.map(\.key)
    guard let first = words.first, !(phrases[first] ?? []).contains(where: { $0.words == words }) else { return }
    phrases[first, default: []].append(Phrase(words: words, meaning: meaning))
    vocabulary.formUnion(words)
    switch meaning.mending {
    case .never: break
    case .long: mendableWords.formUnion(words.filter { $0.utf8.count >= 6 })
    case .always: mendableWords.formUnion(words)
    }
  }

  private mutating func finish() {
    for key in phrases.keys {
      phrases[key]?.sort { ($0.words.count, $1.meaning.rank) > ($1.words.count, $0.meaning.rank) }
    }
    mendable = [:]
    for word in mendableWords.sorted() where word.utf8.count >= 4 || Self.short.contains(word) {
      mendable[word.utf8.count, default: []].append(Array(word.utf8))
    }
  }

  /// Names that no English word of three letters is near, so that one letter may be missing.
  private static let dropped: Set<String> = ["bell", "cirq", "qsim"]
  /// Short names whose letters may be swapped.
  private static let short: Set<String> = ["ghz", "qft", "vqe", "qpe", "hhl", "mps", "aer"]

  /// The longest phrase that starts at `start`, with how many tokens it takes.
  func match(_ tokens: [Token], at start: Int) -> (meaning: Meaning, count: Int)? {
    guard let candidates = phrases[tokens[start].key] else { return nil }
    for phrase in candidates where start + phrase.words.count <= tokens.count {
      if (0..<phrase.words.count).allSatisfy({ tokens[start + $0].key == phrase.words[$0] }) {
        return (phrase.meaning, phrase.words.count)
      }
    }
    return nil
  }

  /// The verb of the lexicon that `word` is a form of ("contrasted", "approximating"): of verbs that ask for something, and of
  /// what cannot be done, so that another form of a word neither hides a wish nor a condition. Nil where there is none.
  func stem(_ word: String) -> String? {
    guard word.utf8.count >= 6, word.utf8.allSatisfy({ $0 < 128 }) else { return nil }
    var stems: [String] = []
    for ending in ["ed", "ing", "es", "s", "d"] where word.hasSuffix(ending) {
      let stem = String(word.dropLast(ending.count))
      stems += [stem, stem + "e"]
      if let last = stem.last, stem.dropLast().last == last { stems.append(String(stem.dropLast())) }
    }
    return stems.first { stem in
      stem.utf8.count >= 4 && phrases[stem]?.contains { $0.words.count == 1 && $0.meaning.hasForms } == true
    }
  }

  /// The word of the lexicon that `word` most likely is, or nil where nothing is near enough.
  func mend(_ word: String) -> String? {
    guard !english.contains(word), word.utf8.allSatisfy({ $0 < 128 }) else { return nil }
    let bytes = Array(word.utf8)
    let limit = bytes.count < 6 ? 1 : 2
    var best: (word: [UInt8], distance: Int)?
    for length in max(3, bytes.count - limit)...(bytes.count + limit) {
      for candidate in mendable[length] ?? [] {
        guard let distance = Spelling.distance(bytes, candidate, limit: limit), acceptable(bytes, candidate, distance)
        else { continue }
        if distance < (best?.distance ?? .max) { best = (candidate, distance) }
      }
    }
    return best.map { String(decoding: $0.word, as: UTF8.self) }
  }

  private func acceptable(_ word: [UInt8], _ candidate: [UInt8], _ distance: Int) -> Bool {
    if word.count == 3, candidate.count == 4, Self.dropped.contains(String(decoding: candidate, as: UTF8.self)) {
      return word.first == candidate.first
    }
    if word.count == 3, candidate.count == 4 {
      // "sht": only the vowel is missing.
      return word.first == candidate.first && word.last == candidate.last
        && !word.contains(where: Array("aeiouy".utf8).contains)
    }
    if min(word.count, candidate.count) < 4 {
      return word.count == candidate.count && word.sorted() == candidate.sorted()
    }
    if candidate.count == 4 {
      // Four letters leave too many neighbours: only swapped or doubled letters.
      return word.sorted() == candidate.sorted() || (word.count == 5 && Set(word) == Set(candidate))
    }
    if distance == 2 { return word.first == candidate.first && word.count >= 6 && candidate.count >= 6 }
    return word.first == candidate.first || word.count >= 7
  }
}

extension Meaning {
  /// How readily a misspelling is taken for one of its words.
  fileprivate enum Mending { case always, long, never }

  fileprivate var mending: Mending {
    switch self {
    case .family, .backend, .method, .channel, .noise, .unit, .format, .parameter, .option, .past: .always
    case .action(let action): action == .explain ? .never : .always
    case .link, .filler, .quantity, .hint: .long
    case .concept, .notion, .unsupported, .greeting, .question, .negation: .never
    }
  }

  /// Whether other forms of its word mean the same.
  fileprivate var hasForms: Bool {
    switch self {
    case .action, .unsupported: true
    default: false
    }
  }

  /// Families come before other meanings of the same phrase.
  fileprivate var rank: Int { if case .family = self { 0 } else { 1 } }
}

extension [Token] {
  /// Without the hyphens and underscores that join words.
  var joined: [Token] {
    var kept: [Token] = []
    for (index, token) in enumerated() {
      if token.isSign("-") || token.isSign("_"), !token.spaced, index > 0, index + 1 < count, !self[index + 1].spaced,
        self[index - 1].isWord || self[index + 1].isWord
      {
        continue
      }
      kept.append(token)
    }
    return kept
  }
}
