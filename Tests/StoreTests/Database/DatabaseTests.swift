import Core
import FoundationEssentials
import Store
import Testing

@Suite struct DatabaseTests {
  @Test("every kind of value comes back as it was stored")
  func values() throws {
    let database = try Database(path: nil)
    try database.execute("CREATE TABLE t (i, r, s, b, n)")
    try database.run(
      "INSERT INTO t VALUES (?, ?, ?, ?, ?)", Int64.min, 0.1, "ψ\u{0}φ", Data([0, 255, 0]), String?.none)
    let rows = try database.query("SELECT * FROM t") { row in
      (row.integer(0), row.double(1), row.text(2), row.data(3), row.isNull(4), row.optionalText(4))
    }
    #expect(rows.count == 1)
    #expect(rows[0].0 == .min)
    #expect(rows[0].1 == 0.1)
    #expect(rows[0].2 == "ψ\u{0}φ")
    #expect(rows[0].3 == Data([0, 255, 0]))
    #expect(rows[0].4 && rows[0].5 == nil)
  }

  @Test("empty text and empty data are not null")
  func empties() throws {
    let database = try Database(path: nil)
    let nulls = try database.first("SELECT ? IS NULL, ? IS NULL", "", Data()) { ($0.bool(0), $0.bool(1)) }
    #expect(nulls?.0 == false && nulls?.1 == false)
  }

  @Test("a wrong number of values is an error, and the statement can be used again")
  func arity() throws {
    let database = try Database(path: nil)
    #expect(throws: StoreError.self) { try database.integer("SELECT ?", 1, 2) }
    #expect(try database.integer("SELECT ?", 7) == 7)
  }

  @Test("a query may run the same query for each of its rows")
  func nested() throws {
    let database = try Database(path: nil)
    try database.execute("CREATE TABLE t (i); INSERT INTO t VALUES (1), (2), (3)")
    var sum = 0
    try database.forEach("SELECT i FROM t") { outer in
      let factor = outer.int(0)
      try database.forEach("SELECT i FROM t") { inner in sum += factor * inner.int(0) }
    }
    #expect(sum == 36)
  }

  @Test("a transaction that throws leaves nothing behind")
  func rollback() throws {
    struct Stop: Error {}
    let database = try Database(path: nil)
    try database.execute("CREATE TABLE t (i)")
    #expect(throws: Stop.self) {
      try database.transaction {
        try database.run("INSERT INTO t VALUES (1)")
        throw Stop()
      }
    }
    #expect(try database.integer("SELECT count(*) FROM t") == 0)
    #expect(!database.isInTransaction)
  }

  @Test("a file has one writer: the second is refused with 75 and told whose it is")
  func oneWriter() throws {
    let scratch = try Scratch()
    let first = try Database(path: scratch.file("a.db"))
    let error = #expect(throws: StoreError.self) { try Database(path: scratch.file("a.db"), busySeconds: 0.05) }
    #expect(error?.code == "store.busy")
    #expect(error?.exit == .tryLater)
    #expect(error?.message.contains("\(ProcessInfo.processInfo.processIdentifier)") == true)
    try first.execute("CREATE TABLE t (i)")
  }

  @Test("the next writer gets the file when the first has let it go")
  func nextWriter() throws {
    let scratch = try Scratch()
    do { try Database(path: scratch.file("a.db")).execute("CREATE TABLE t (i)") }
    let second = try Database(path: scratch.file("a.db"), busySeconds: 0.05)
    #expect(try second.integer("SELECT count(*) FROM t") == 0)
  }

  @Test("the file is its owner's alone")
  func permissions() throws {
    let scratch = try Scratch()
    let database = try Database(path: scratch.file("a.db"))
    try database.execute("CREATE TABLE t (i)")
    for name in ["a.db", "a.db-wal", "a.db.lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: scratch.file(name))
      #expect(attributes[.posixPermissions] as? Int == 0o600 || attributes[.posixPermissions] as? UInt16 == 0o600)
    }
  }

  @Test("what is no database is said to be damaged and is left alone")
  func garbage() throws {
    let scratch = try Scratch()
    let text = Data(repeating: 0x41, count: 5000)
    try text.write(to: URL(filePath: scratch.file("a.db")))
    let error = #expect(throws: StoreError.self) { try Database(path: scratch.file("a.db")) }
    #expect(error?.code == "store.corrupt")
    #expect(try Data(contentsOf: URL(filePath: scratch.file("a.db"))) == text)
  }

  @Test("a folder that is not there is an error that names it")
  func missingFolder() {
    let error = #expect(throws: StoreError.self) { try Database(path: "/nowhere/at/all/a.db") }
    #expect(error?.code == "store.cannot_open")
    #expect(error?.exit == .cannotWrite)
  }

  @Test("written data are synchronised in full, and the log is write-ahead")
  func pragmas() throws {
    let scratch = try Scratch()
    let database = try Database(path: scratch.file("a.db"))
    #expect(try database.integer("PRAGMA synchronous") == 2)
    #expect(try database.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
  }
}
