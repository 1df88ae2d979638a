import Core
import FoundationEssentials

@testable import Language

/// A request and the fields that its meaning must have.
struct Sample: Codable, Sendable {
  var ask: String
  var expect: JSONValue
}

/// Reads the requests of this folder, and judges a request by them.
enum Corpus {
  static func samples(_ name: String) throws -> [Sample] {
    try lines(name).map { try JSON.decode(Sample.self, from: $0) }
  }

  /// The lines of a resource that are not blank.
  static func lines(_ name: String) throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Resources/\(name)"))
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Where `value` does not hold what `expected` asks for: objects as recursive subsets, the rest exactly.
  static func mismatches(_ value: JSONValue?, _ expected: JSONValue, _ path: String = "") -> [String] {
    if case .object(let members) = expected, path != ".noise" {
      return members.sorted { $0.key < $1.key }.flatMap { mismatches(value?[$0.key], $0.value, "\(path).\($0.key)") }
    }
    if let value, same(value, expected) { return [] }
    return ["\(path): \(value.map { "\($0)" } ?? "absent"), not \(expected)"]
  }

  private static func same(_ a: JSONValue, _ b: JSONValue) -> Bool {
    switch (a, b) {
    case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
    case (.object(let a), .object(let b)):
      a.count == b.count && a.allSatisfy { key, value in b[key].map { same(value, $0) } ?? false }
    default: a == b || (a.double != nil && a.double == b.double)
    }
  }

  /// What is wrong with the interpretation of each sample.
  static func failures(_ name: String) throws -> [String] {
    let interpreter = Interpreter()
    return try samples(name).compactMap { sample in
      let request = interpreter.interpret(sample.ask)
      let wrong = mismatches(try JSON.tree(request), sample.expect)
      guard !wrong.isEmpty else { return nil }
      return
        "\(sample.ask)\n    \(wrong.joined(separator: "\n    "))\n    [\(request.intent.rawValue)] \(request.understood) \(request.questions)"
    }
  }
}
