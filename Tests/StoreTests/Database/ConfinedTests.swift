import Core
import FoundationEssentials
import Store
import Testing

@Suite struct ConfinedTests {
  @Test("everything runs on one thread, which is not one of Swift's own")
  func thread() async throws {
    let confined = try Confined(name: "test") { try Database(path: nil) }
    let names = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { try await confined.perform { _ in threadName() } } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(names == ["test"])
  }

  @Test("calls from many tasks never overlap and none is lost")
  func serial() async throws {
    let confined = try Confined(name: "test") {
      let database = try Database(path: nil)
      try database.execute("CREATE TABLE t (i); INSERT INTO t VALUES (0)")
      return database
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          try await confined.perform { database in
            let value = try database.integer("SELECT i FROM t") ?? 0
            try database.run("UPDATE t SET i = ?", value + 1)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await confined.perform { try $0.integer("SELECT i FROM t") } == 200)
  }

  @Test("a resource that cannot be made says why, and is tried again at the next call")
  func failure() async throws {
    let confined = try Confined(name: "test") { try Database(path: "/nowhere/a.db") }
    await #expect(throws: StoreError.self) { try await confined.perform { _ in } }
    await #expect(throws: StoreError.self) { try await confined.perform { _ in } }
  }

  @Test("closing lets the file go")
  func close() async throws {
    let scratch = try Scratch()
    let path = scratch.file("a.db")
    let confined = try Confined(name: "test") { try Database(path: path) }
    try await confined.perform { try $0.execute("CREATE TABLE t (i)") }
    await confined.close()
    _ = try Database(path: path, busySeconds: 0.05)
  }
}

private func threadName() -> String {
  let bytes = (try? Data(contentsOf: URL(filePath: "/proc/thread-self/comm"))) ?? Data()
  return String(decoding: bytes.dropLast(), as: UTF8.self)
}
