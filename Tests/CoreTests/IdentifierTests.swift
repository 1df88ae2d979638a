import Core
import Testing

@Suite struct IdentifierTests {
  @Test("an identifier survives its text form")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<1000 {
      let id = Identifier.random(using: &generator)
      #expect(Identifier(id.description) == id)
    }
    #expect(Identifier("not hexadecimal at all, not at all") == nil)
  }

  @Test("a task id of the caller is taken when it is safe as a file name", arguments: ["a", "run-7.b_c", "9"])
  func goodTaskID(text: String) { #expect(TaskID(text)?.text == text) }

  @Test("a task id that could be a path or a flag is refused", arguments: ["", "../x", "-n", ".x", "a b", "a/b", "é"])
  func badTaskID(text: String) { #expect(TaskID(text) == nil) }

  @Test("a made task id begins with its day")
  func day() {
    var generator = SeededGenerator(seed: 1)
    let id = TaskID.random(at: WallTime(milliseconds: 1_795_253_105_123), using: &generator)
    #expect(id.text.hasPrefix("t261121-"))
    #expect(WallTime(milliseconds: 1_795_253_105_123).iso8601 == "2026-11-21T09:25:05.123Z")
  }

  @Test("the generator gives the same numbers for ever")
  func generator() {
    // Reference: xoshiro256** seeded by SplitMix64(0), computed by the authors' C code.
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0x99EC_5F36_CB75_F2B4)
  }
}
