import Core
import FoundationEssentials
import Synchronization
import TestKit
import Testing

@testable import CLI

@Suite("Undo and redo")
struct UndoTests {
  private func change(_ number: Int) -> UndoableChange {
    UndoableChange(
      title: "change \(number)", time: WallTime(milliseconds: 0),
      kind: .fact(type: "note", key: "\(number)", before: nil, after: "x"))
  }

  @Test("twenty changes are kept, and a new one forgets what was undone")
  func stacks() {
    var stacks = UndoStacks()
    for number in 1...25 { stacks.push(change(number)) }
    #expect(stacks.done.map(\.title) == (6...25).map { "change \($0)" })
    stacks.move(again: false)
    stacks.move(again: false)
    #expect(stacks.next(again: false)?.title == "change 23")
    #expect(stacks.next(again: true)?.title == "change 24")
    stacks.move(again: true)
    #expect(stacks.next(again: true)?.title == "change 25")
    stacks.push(change(26))
    #expect(stacks.next(again: true) == nil)
    #expect(stacks.next(again: false)?.title == "change 26")
  }

  @Test("a setting goes back and forth, byte for byte")
  func settings() async throws {
    let home = try TestHome()
    defer { home.remove() }
    func file() -> String? { try? Files.read(home.home.configFile) }
    #expect(await Trial(["undo"], home: home.path).exit == 64)
    #expect(await Trial(["config", "set", "defaults.shots", "4096"], home: home.path).exit == 0)
    let first = file()
    #expect(first?.contains("4096") == true)
    #expect(await Trial(["config", "set", "defaults.shots", "512"], home: home.path).exit == 0)
    let undone = await Trial(["undo", "--json"], home: home.path)
    #expect(undone.json?["title"]?.string == "config set defaults.shots")
    #expect(undone.json?["undoable"]?.int == 1 && undone.json?["redoable"]?.int == 1)
    #expect(file() == first)
    #expect(await Trial(["undo"], home: home.path).exit == 0)
    #expect(file() == nil)
    #expect(await Trial(["redo"], home: home.path).exit == 0)
    #expect(file() == first)
    #expect(await Trial(["config", "get", "defaults.shots"], home: home.path).out.contains("4096"))
  }

  @Test("what somebody else wrote since is not thrown away without --force")
  func changedSince() async throws {
    let home = try TestHome()
    defer { home.remove() }
    #expect(await Trial(["config", "set", "defaults.shots", "4096"], home: home.path).exit == 0)
    try Files.write("defaults:\n  shots: 7\n", to: home.home.configFile)
    let refused = await Trial(["undo"], home: home.path)
    #expect(refused.exit == 77)
    #expect(refused.err.contains("was changed since"))
    #expect(try Files.read(home.home.configFile).contains("7"))
    #expect(await Trial(["undo", "--force"], home: home.path).exit == 0)
    #expect(!FileManager.default.fileExists(atPath: home.home.configFile))
  }

  @Test("a fact that was changed or forgotten comes back")
  func facts() async throws {
    let home = try TestHome()
    defer { home.remove() }
    let memory = FactMemory(["note/shots": "4096"])
    func trial(_ words: String...) async -> Int32 { await Trial(words, crew: memory.crew(), home: home.path).exit }
    #expect(await trial("memory", "edit", "note/shots", "8192") == 0)
    #expect(memory.facts == ["note/shots": "8192"])
    #expect(await trial("memory", "forget", "note/shots") == 0)
    #expect(memory.facts.isEmpty)
    #expect(await trial("undo") == 0)
    #expect(memory.facts == ["note/shots": "8192"])
    #expect(await trial("undo") == 0)
    #expect(memory.facts == ["note/shots": "4096"])
    #expect(await trial("redo") == 0)
    #expect(memory.facts == ["note/shots": "8192"])
  }
}

/// A memory of facts alone, that answers as the memory agent does.
private final class FactMemory: Sendable {
  private let kept: Mutex<[String: String]>

  init(_ facts: [String: String]) { kept = Mutex(facts) }

  var facts: [String: String] { kept.withLock { $0 } }

  func crew() -> ScriptedCrew {
    ScriptedCrew { _, action, body in
      let type = body["type"]?.string ?? "note"
      let key = body["key"]?.string ?? ""
      return self.kept.withLock { facts in
        func record(_ type: String, _ key: String, _ value: String) -> JSONValue {
          ["record": ["name": ["type": .string(type), "key": .string(key)], "value": .string(value)]]
        }
        switch action {
        case "memory.facts":
          return [
            "facts": .array(
              facts.map { name, value in
                let parts = name.split(separator: "/").map(String.init)
                return record(parts[0], parts[1], value)
              })
          ]
        case "memory.forget":
          facts["\(type)/\(key)"] = nil
          return [:]
        default:
          let value = body["value"]?.string ?? body["text"]?.string ?? ""
          facts["\(type)/\(key)"] = value
          return record(type, key, value)
        }
      }
    }
  }
}
