import Testing

@testable import Language

@Suite("Words and numbers of a sentence")
struct TokenizerTests {
  private func number(_ text: String) -> Double? {
    let tokens = Tokenizer.tokens(of: text).joined
    guard let found = NumberWords.read(tokens, at: 0), found.count == tokens.count else { return nil }
    return found.quantity.value
  }

  @Test(
    "numbers are read however they are written",
    arguments: [
      ("1000", 1_000), ("1,000", 1_000), ("1_000", 1_000), ("12,345,678", 12_345_678), ("1e4", 10_000), ("2^12", 4_096),
      ("2**10", 1_024), ("10^-3", 0.001), ("8k", 8_000), ("1.5M", 1_500_000), (".05", 0.05), ("1 %", 0.01),
      ("0.1%", 0.001),
      ("2 percent", 0.02), ("3 per cent", 0.03), ("ten thousand", 10_000), ("a dozen", 12), ("two dozen", 24),
      ("a quarter million", 250_000), ("half a million", 500_000), ("a quarter of a million", 250_000),
      ("a hundred and twenty", 120), ("two thousand five hundred", 2_500), ("twelve hundred", 1_200),
      ("twenty-four", 24),
      ("one million", 1_000_000), ("3 thousand", 3_000), ("1.5 million", 1_500_000), ("two to the power of 12", 4_096),
      ("1/4", 0.25), ("a couple of", 2), ("two and a half thousand", 2_500), ("ninety nine", 99), ("0.07%", 0.0007),
    ] as [(String, Double)])
  func numbers(_ text: String, _ value: Double) { #expect(number(text) == value) }

  @Test("numbers that stand beside each other stay apart")
  func separate() {
    #expect(number("five six") == nil)
    #expect(number("twenty thirty") == nil)
    #expect(number("one") == 1)
  }

  @Test("a path is one token, with its folders and without the sentence's full stop")
  func paths() {
    func paths(_ text: String) -> [String] { Tokenizer.tokens(of: text).filter { $0.kind == .path }.map(\.text) }
    #expect(paths("run circuits/adder.qasm on aer.") == ["circuits/adder.qasm"])
    #expect(paths("save it to \"out/data.json\".") == ["out/data.json"])
    #expect(paths("build from ~/src/LRET") == ["~/src/LRET"])
    #expect(paths("p = 1/4 and/or 0.5") == [])
  }

  @Test("British and American, singular and plural, meet in one form")
  func keys() {
    #expect(Spelling.key("Depolarising") == Spelling.key("depolarizing"))
    #expect(Spelling.key("stabilisers") == Spelling.key("stabilizer"))
    #expect(Spelling.key("Ising") == "ising")
    #expect(Spelling.key("Grover's") == "grover")
    #expect(Spelling.key("nearest-neighbour") == Spelling.key("nearest-neighbor"))
  }

  @Test("dashes, quotes and shorthand of a keyboard or a word processor mean the same")
  func plain() {
    #expect(Tokenizer.tokens(of: "w/o noise").first?.key == "without")
    #expect(Tokenizer.tokens(of: "Bernstein–Vazirani").joined.map(\.key) == ["bernstein", "vazirani"])
    #expect(Tokenizer.tokens(of: "don’t").first?.key == "don't")
  }

  @Test("nothing of a sentence is lost, whatever its characters are")
  func strange() {
    for text in [
      "", " ", "🙂 bell", "|", "|0", "2^", "1e", "--", "a|b>c", "é\u{301}", "5️⃣ qubits", "\u{0}\n\t", "((((", "1..2..3",
    ] {
      let tokens = Tokenizer.tokens(of: text)
      let letters = text.unicodeScalars.filter { !$0.properties.isWhitespace }.count
      #expect(tokens.reduce(0) { sum, token in sum + token.range.count } >= letters - 1, "\(text)")
      _ = Interpreter().interpret(text)
    }
  }
}
