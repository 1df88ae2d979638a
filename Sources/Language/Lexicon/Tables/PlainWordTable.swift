/// Plain English that asks for nothing and restricts nothing: manners of speaking, feelings, people, reasons.
enum PlainWordTable {
  static let entries: [(Meaning, [String])] = [(.filler, words)]

  private static let words: [String] = [
    // Manners of speaking.
    "mind", "would you mind", "if you don't mind", "do you mind", "certain", "certainly", "surely", "definitely",
    "clearly", "obviously", "honestly", "frankly", "hopefully", "seriously", "literally", "totally", "absolutely",
    "particularly", "especially", "specifically", "mostly", "mainly", "usually", "normally", "typically", "generally",
    "sometimes", "ever", "soon", "carefully", "thoroughly", "briefly", "in brief", "in short", "in detail", "detailed",
    "in plain words", "in simple terms", "in plain english", "plainly", "nicely", "easily", "easy", "hard",
    "exactly how", "by the way", "btw", "afaik", "fyi", "imho", "lol", "haha", "of course", "no problem", "no worries",
    "no rush", "no hurry", "if you can", "if you could", "if you would", "if you like", "when you can", "whenever",
    "be so kind", "kind enough", "be nice", "come on", "here we go", "let's go", "shall we", "there you go", "once",
    "the other way", "one way or another", "in any case", "either way", "that said", "in other words", "for a start",
    "for starters", "to begin with", "to start with", "to start", "for once", "for good measure", "just in case",
    // Wishing, choosing, beginning, looking.
    "choose", "choose from", "pick", "select", "decide", "prefer", "preferably", "ideally please", "enjoy", "love",
    "appreciate", "hoping", "trying", "trying to", "tried", "attempt", "attempt to", "begin", "proceed", "continue",
    "bring", "hear", "watch", "observe", "observing", "observed", "inspect", "examine", "examining", "notice",
    "consider", "considering", "imagine", "suppose", "assume", "assuming", "provide", "provides", "supply", "deliver",
    "demonstrating", "illustrate", "illustrating", "showcase", "present", "presenting", "expecting", "expect", "wants",
    "needs", "wanted", "needed", "required", "requires", "require", "asked", "ask", "asking", "reply", "feel",
    "feeling", "feel like", "care", "bother", "manage", "able", "able to", "allowed", "willing", "happy", "glad", "keen",
    "excited", "bored", "busy", "lazy", "confused", "stuck", "lost", "new to this", "new here", "beginner", "novice",
    // What is praised, and what for.
    "beautiful", "pretty", "handy", "smart", "elegant", "clean", "neat", "little", "old", "good old", "favorite",
    "textbook", "canonical", "popular", "well known", "so called", "plain", "vanilla", "ordinary", "humble", "tidy",
    "reason", "reasons", "purpose", "purposes", "sake", "interest", "help", "helps", "helpful", "idea", "ideas",
    "thought", "thoughts", "question", "questions", "topic", "subject", "matter", "matters", "case", "cases", "way",
    "ways", "manner", "fashion", "bunch", "bunch of", "lot", "lots", "lots of", "a lot", "a lot of", "plenty",
    "plenty of", "couple", "trio", "triplet", "haystack", "in the haystack", "everyone", "someone", "anyone",
    "anybody", "somebody", "everybody", "nobody", "folks", "guys", "boss", "kids", "child", "mom", "dad", "manager",
    "coworker", "group", "lab", "workshop", "seminar", "poster", "video", "lesson", "textbook example", "quiz",
    "day", "moment", "far", "how far", "close", "side", "turn out", "turns out", "work on", "working", "working on",
    "involving", "involves", "regarding", "about it", "concerned", "speaking", "talking", "worth", "total of about",
    "roughly", "approximately", "circa", "or so", "nearly", "almost", "some more", "more",
  ]
}
