import Core
import Store
import Testing

@Suite struct MigrationTests {
  let steps = [
    Migration(1, "one", "CREATE TABLE a (i); INSERT INTO a VALUES (1);"),
    Migration(2, "two", "ALTER TABLE a ADD COLUMN j; UPDATE a SET j = i + 1;"),
  ]

  @Test("a new file gets every step, an old one those that it lacks, and what was in it stays")
  func upgrade() throws {
    let database = try Database(path: nil)
    try database.migrate([steps[0]])
    #expect(try database.schemaVersion() == 1)
    try database.run("INSERT INTO a VALUES (10)")
    try database.migrate(steps)
    try database.migrate(steps)
    #expect(try database.schemaVersion() == 2)
    #expect(try database.query("SELECT j FROM a ORDER BY j") { $0.int(0) } == [2, 11])
  }

  @Test("a step that fails leaves the version that was")
  func failure() throws {
    let database = try Database(path: nil)
    #expect(throws: StoreError.self) { try database.migrate([steps[0], Migration(2, "bad", "CREATE TABLE a (i)")]) }
    #expect(try database.schemaVersion() == 0)
    #expect(try database.integer("SELECT count(*) FROM sqlite_master") == 0)
  }

  @Test("a file of a newer program is refused with 78")
  func newer() throws {
    let database = try Database(path: nil)
    try database.migrate(steps)
    let error = #expect(throws: StoreError.self) { try database.migrate([steps[0]]) }
    #expect(error?.code == "store.newer_version")
    #expect(error?.exit == .configuration)
  }
}
