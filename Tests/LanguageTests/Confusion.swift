import Core
import FoundationEssentials

@testable import Language

/// Which intent each request of the sets was meant to have, and which it was given, as a table in Markdown.
enum Confusion {
  static let sets = ["dev.jsonl", "blind.jsonl", "more.jsonl", "fresh.jsonl", "fourth.jsonl", "fifth.jsonl", "sixth.jsonl", "seventh.jsonl", "eighth.jsonl", "ninth.jsonl", "tenth.jsonl", "eleventh.jsonl"]

  static func table() throws -> String {
    let interpreter = Interpreter()
    var counts: [String: [String: Int]] = [:]
    for sample in try sets.flatMap(Corpus.samples) {
      guard let expected = sample.expect["intent"]?.string else { continue }
      counts[expected, default: [:]][interpreter.interpret(sample.ask).intent.rawValue, default: 0] += 1
    }
    for line in try ["nonsense.txt", "nonsense2.txt", "nonsense3.txt", "nonsense4.txt"].flatMap(Corpus.lines) {
      let given = interpreter.interpret(line).intent.rawValue
      counts["(nonsense)", default: [:]][given, default: 0] += 1
    }
    let columns = Intent.allCases.map(\.rawValue)
    let rows = columns.filter { counts[$0] != nil } + ["(nonsense)"]
    var lines = ["| meant \\ given | \(columns.joined(separator: " | ")) |"]
    lines.append("|" + String(repeating: " --- |", count: columns.count + 1))
    for row in rows {
      let cells = columns.map { counts[row]?[$0].map(String.init) ?? "" }
      lines.append("| \(row) | \(cells.joined(separator: " | ")) |")
    }
    return lines.joined(separator: "\n")
  }

  /// How many requests of each set are right in every field.
  static func scores() throws -> String {
    try sets.map { name in
      let count = try Corpus.samples(name).count
      return "- `\(name)`: \(count - (try Corpus.failures(name).count)) of \(count) right in every field"
    }.joined(separator: "\n")
  }

  static let begin = "<!-- generated: Tests/LanguageTests/Confusion.swift -->"
  static let end = "<!-- end -->"

  static var page: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "docs/language.md")
  }
}
