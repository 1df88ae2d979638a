import Core
import Testing

@testable import Language

@Suite("What is not understood never runs")
struct RefusalTests {
  private static let harmless: Set<Intent> = [.unclear, .converse]

  @Test(
    "nonsense, and what is out of scope or dangerous, becomes a question",
    arguments: ["nonsense.txt", "nonsense2.txt", "nonsense3.txt", "nonsense4.txt"])
  func nonsense(_ name: String) throws {
    let interpreter = Interpreter()
    let lines = try Corpus.lines(name)
    #expect(lines.count >= 50)
    for line in lines {
      let request = interpreter.interpret(line)
      #expect(Self.harmless.contains(request.intent), "\(line): \(request.intent) \(request.understood)")
      #expect(request.intent == .converse || !request.questions.isEmpty, "\(line)")
    }
  }

  private static let good = [
    "run a 4-qubit GHZ state %", "5 qubit QFT on aer % with 1000 shots", "simulate a Bell pair % on Cirq, seed 3",
    "compare a 3-qubit W state on cirq and aer %",
  ]

  @Test(
    "a good request with one condition that is not supported becomes a question",
    arguments: ["constraints.txt", "constraints2.txt"])
  func constraints(_ name: String) throws {
    let interpreter = Interpreter()
    var count = 0
    for constraint in try Corpus.lines(name) {
      for good in Self.good {
        let text = good.split(separator: "%", omittingEmptySubsequences: false).joined(separator: constraint)
        let request = interpreter.interpret(text)
        count += 1
        #expect(request.intent == .unclear && !request.questions.isEmpty, "\(text): \(request.understood)")
      }
    }
    #expect(count >= 200)
  }

  @Test(
    "questions are there exactly when a request is unclear",
    arguments: ["dev.jsonl", "blind.jsonl", "more.jsonl", "fresh.jsonl", "fourth.jsonl", "fifth.jsonl", "sixth.jsonl", "seventh.jsonl", "eighth.jsonl"])
  func questions(_ name: String) throws {
    let interpreter = Interpreter()
    for sample in try Corpus.samples(name) {
      let request = interpreter.interpret(sample.ask)
      #expect((request.intent == .unclear) == !request.questions.isEmpty, "\(sample.ask)")
    }
  }
}
