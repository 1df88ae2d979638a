import Core
import Testing

@testable import Language

@Suite("Requests are understood")
struct CorpusTests {
  @Test(
    "every request of a set means what anyone would agree on",
    arguments: ["dev.jsonl", "blind.jsonl", "more.jsonl", "fresh.jsonl", "fourth.jsonl", "fifth.jsonl", "sixth.jsonl", "seventh.jsonl", "eighth.jsonl", "ninth.jsonl", "tenth.jsonl", "eleventh.jsonl"])
  func sets(_ name: String) throws {
    let failures = try Corpus.failures(name)
    #expect(failures.isEmpty, "\(failures.count) of \(name):\n\(failures.joined(separator: "\n"))")
  }
}
