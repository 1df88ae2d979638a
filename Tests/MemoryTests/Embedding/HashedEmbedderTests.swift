import Testing

@testable import Memory

@Suite struct HashedEmbedderTests {
  let embedder = HashedEmbedder()

  func cosine(_ a: String, _ b: String) -> Float {
    zip(embedder.embed(a), embedder.embed(b)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test("a vector has 384 numbers and length 1")
  func shape() {
    let vector = embedder.embed("3 qubit GHZ state, 1000 shots")
    #expect(vector.count == 384)
    #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
  }

  @Test("the same text is the same vector for ever", arguments: [("ghz", 1), ("bell bell", 2)])
  func golden(text: String, row: Int) {
    // Computed from the definition by an independent program (Python, the same hash written anew).
    let expected: [[Int: Float]] = [[:], HashedGolden.ghz, HashedGolden.bellBell]
    let vector = embedder.embed(text)
    for (place, value) in vector.enumerated() { #expect(abs(value - (expected[row][place] ?? 0)) < 1e-6) }
  }

  @Test("like texts are near, others are not")
  func likeness() {
    #expect(cosine("noisy GHZ state", "GHZ state with noise") > 0.6)
    #expect(cosine("teleportation", "teleporting a qubit") > 0.3)
    #expect(cosine("depolarizing", "depolarising") > 0.4)
    #expect(abs(cosine("noisy GHZ state", "install the stim package")) < 0.2)
  }

  @Test("case, punctuation and empty words do not count")
  func folding() { #expect(cosine("The GHZ-State, please!", "ghz state") > 0.999) }

  @Test("a text without words has the zero vector", arguments: ["", " \n", "?!…"])
  func empty(text: String) { #expect(embedder.embed(text).allSatisfy { $0 == 0 }) }

  @Test("numbers keep their point", arguments: ["p=0.01", "0.01.", "(0.01)"])
  func numbers(text: String) { #expect(Words.all(of: text).contains("0.01")) }
}
