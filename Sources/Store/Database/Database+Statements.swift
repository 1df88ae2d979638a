import CSQLite
import Core
import FoundationEssentials

extension Database {
  /// Runs one statement and gives the number of rows it changed.
  @discardableResult
  public func run(_ sql: String, _ values: (any SQLBindable)?...) throws(StoreError) -> Int {
    try run(sql, values: values)
  }

  /// Runs one statement with a list of values.
  @discardableResult
  public func run(_ sql: String, values: [(any SQLBindable)?]) throws(StoreError) -> Int {
    let statement = try bound(sql, values)
    defer { release(statement) }
    while true {
      let result = sqlite3_step(statement)
      if result == SQLITE_DONE { return Int(sqlite3_changes64(handle)) }
      if result != SQLITE_ROW { throw failure(result) }
    }
  }

  /// All rows of a query, each turned into a value by `read`.
  public func query<T>(_ sql: String, _ values: (any SQLBindable)?..., read: (borrowing Row) throws -> T) throws -> [T]
  {
    try query(sql, values: values, read: read)
  }

  /// All rows of a query with a list of values.
  public func query<T>(
    _ sql: String, values: [(any SQLBindable)?], read: (borrowing Row) throws -> T
  ) throws -> [T] {
    var rows: [T] = []
    try forEach(sql, values: values) { row in rows.append(try read(row)) }
    return rows
  }

  /// The first row of a query, or nil.
  public func first<T>(_ sql: String, _ values: (any SQLBindable)?..., read: (borrowing Row) throws -> T) throws -> T? {
    let statement = try bound(sql, values)
    defer { release(statement) }
    return try next(statement) ? try read(Row(statement: statement)) : nil
  }

  /// Gives every row to `body`, one at a time, without collecting them.
  public func forEach(_ sql: String, values: [(any SQLBindable)?] = [], _ body: (borrowing Row) throws -> Void) throws {
    let statement = try bound(sql, values)
    defer { release(statement) }
    while try next(statement) { try body(Row(statement: statement)) }
  }

  /// The integer that a query gives in its first row and column, or nil.
  public func integer(_ sql: String, _ values: (any SQLBindable)?...) throws(StoreError) -> Int64? {
    let statement = try bound(sql, values)
    defer { release(statement) }
    return try next(statement) ? Row(statement: statement).optionalInteger(0) : nil
  }

  private func next(_ statement: OpaquePointer) throws(StoreError) -> Bool {
    let result = sqlite3_step(statement)
    if result == SQLITE_ROW { return true }
    if result == SQLITE_DONE { return false }
    throw failure(result)
  }

  /// Takes the prepared statement out of the cache, or prepares it, and binds `values`. Out of the cache, so that a
  /// query inside a row's closure that runs the same text gets a statement of its own.
  private func bound(_ sql: String, _ values: [(any SQLBindable)?]) throws(StoreError) -> OpaquePointer {
    let cached = statements.removeValue(forKey: sql)
    let statement = if let cached { cached } else { try prepare(sql) }
    guard values.count == Int(sqlite3_bind_parameter_count(statement)) else {
      release(statement)
      throw StoreError("store.bug", "\(values.count) values for the statement \(sql)", exit: .bug)
    }
    for (index, value) in values.enumerated() {
      let result = bind(value?.sql ?? .null, to: statement, at: Int32(index + 1))
      if result != SQLITE_OK {
        let error = failure(result)
        release(statement)
        throw error
      }
    }
    return statement
  }

  private func prepare(_ sql: String) throws(StoreError) -> OpaquePointer {
    var statement: OpaquePointer?
    let result = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard result == SQLITE_OK else { throw failure(result) }
    guard let statement else { throw StoreError("store.bug", "an empty statement", exit: .bug) }
    return statement
  }

  /// Puts a statement back into the cache, reset, its values let go.
  private func release(_ statement: OpaquePointer) {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
    guard let text = sqlite3_sql(statement) else {
      sqlite3_finalize(statement)
      return
    }
    let sql = String(cString: text)
    if statements.count >= 128 || statements[sql] != nil {
      sqlite3_finalize(statement)
    } else {
      statements[sql] = statement
    }
  }

  private func bind(_ value: SQLValue, to statement: OpaquePointer, at index: Int32) -> Int32 {
    // SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .real(let number): return sqlite3_bind_double(statement, index, number)
    case .text(let text):
      var text = text
      return text.withUTF8 { bytes in
        guard let base = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, transient) }
        return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          sqlite3_bind_text64(statement, index, $0, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let data):
      return data.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress, bytes.count > 0 else { return sqlite3_bind_zeroblob(statement, index, 0) }
        return sqlite3_bind_blob64(statement, index, base, UInt64(bytes.count), transient)
      }
    }
  }
}
