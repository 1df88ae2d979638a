import Core

/// What is known of a request while it is being read: the items, what they bound, and what has to be asked.
struct Draft {
  let text: String
  let lexicon: Lexicon
  let previous: [Request]
  let tokens: [Token]
  var items: [Item]
  var groups: [Group] = []

  /// Strong names of families in the order of the sentence, and hints.
  var families: [String] = []
  var hints: [String] = []
  var values: [Unit: [Group]] = [:]
  var bits: [String] = []
  /// How many marked strings were said to be, where a number was.
  var markedCount: Int?
  var parameters: [String: JSONValue] = [:]
  var noise = NoiseDraft()
  var places = PlaceDraft()
  var observables: [String] = []
  var options = RequestOptions()
  var questions: [String] = []
  /// Words that a question already names.
  var unused: [String] = []

  init(_ text: String, lexicon: Lexicon, previous: [Request]) {
    self.text = text
    self.lexicon = lexicon
    self.previous = previous
    (tokens, items) = Reader(lexicon: lexicon).read(text)
  }

  /// The family that is meant, where exactly one is.
  var family: Family? { families.count == 1 ? families.first.flatMap { lexicon.families[$0] } : nil }

  mutating func ask(_ question: String) { if !questions.contains(question) { questions.append(question) } }

  /// Marks the items of `range` that nothing has used yet.
  mutating func mark(_ range: Range<Int>, _ role: String) {
    for index in range where items[index].role == nil { items[index].role = role }
  }

  func has(_ action: Action) -> Bool { items.contains { $0.action == action && $0.role != "corrected" } }
  func has(_ question: Question) -> Bool { items.contains { $0.meaning == .question(question) } }
  func hasUnit(_ unit: Unit) -> Bool { items.contains { $0.unit == unit } }
  var hasPast: Bool { items.contains { $0.meaning == .past } }

  /// The first item at or after `start` that is neither filler nor a link.
  func content(from start: Int, within reach: Int = 4) -> Int? {
    var index = start
    while index < items.count, index - start < reach {
      if !items[index].isFiller, items[index].link == nil { return index }
      index += 1
    }
    return nil
  }
}

/// What was said about noise.
struct NoiseDraft {
  struct Mention {
    var channel: NoiseChannel?
    var group: Group?
  }
  var mentions: [Mention] = []
  var wanted = false
  var refused = false
  var decoherence = false
  var refusedChannels: Set<NoiseChannel> = []
  var t1: Double?
  var t2: Double?
}

/// What was said about backends, methods and files.
struct PlaceDraft {
  /// In the order of the sentence, with the item each stands in.
  var backends: [(name: String, item: Int)] = []
  var methods: [(method: Method, item: Int)] = []
  var excluded: [String] = []
  var format: String?
  var path: String?
  var file: String?
  var folder: String?
}
