import Testing

@testable import Language

@Suite("Misspelt words")
struct SpellingTests {
  @Test(
    "a misspelt word of the field is mended",
    arguments: [
      ("telportation", "teleportation"), ("benstein", "bernstein"), ("qikist", "qiskit"), ("simulte", "simulate"),
      ("densty", "density"), ("heisenburg", "heisenberg"), ("depolarzing", "depolarizing"), ("gzh", "ghz"),
      ("stabalizer", "stabilizer"), ("penylane", "pennylane"), ("amplitute", "amplitude"),
    ])
  func mended(_ wrong: String, _ right: String) { #expect(Lexicon.standard.mend(wrong) == right) }

  @Test(
    "an English word is never taken for a family",
    arguments: [
      "short", "shore", "shop", "score", "ball", "belly", "cell", "tell", "well", "grove", "grower", "clover", "salmon",
      "summer", "lemon",
      "ladder", "order", "walks", "talk", "random", "ransom", "clusters", "duster", "vote", "cut", "steam", "stem",
      "rising", "using",
      "sting", "quest", "guest", "speed", "need", "weather", "flights", "pizza", "password", "importance",
    ])
  func english(_ word: String) {
    let key = Spelling.key(word)
    let mended = Lexicon.standard.phrases[key] == nil ? Lexicon.standard.mend(key) : nil
    let family = mended.flatMap { Lexicon.standard.phrases[$0] }?.contains {
      if case .family = $0.meaning { true } else { false }
    }
    #expect(family != true, "\(word) became \(mended ?? "")")
  }

  @Test("distances count letters, and swapped neighbours once")
  func distances() {
    func distance(_ a: String, _ b: String) -> Int? { Spelling.distance(Array(a.utf8), Array(b.utf8), limit: 3) }
    #expect(distance("ghz", "gzh") == 1)
    #expect(distance("grover", "grover") == 0)
    #expect(distance("bell", "bel") == 1)
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("abc", "uvwxyz") == nil)
  }
}
