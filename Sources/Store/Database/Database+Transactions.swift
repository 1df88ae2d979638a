import CSQLite

extension Database {
  /// Whether a transaction is open.
  public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Runs `body` in one transaction, on the disk when this returns; undone when `body` or the commit throws.
  ///
  /// BEGIN IMMEDIATE: a plain BEGIN that reads before it writes fails with SQLITE_BUSY_SNAPSHOT, which no busy timeout
  /// retries. Inside another transaction `body` simply joins it.
  @discardableResult
  public func transaction<T>(_ body: () throws -> T) throws -> T {
    if isInTransaction { return try body() }
    try execute("BEGIN IMMEDIATE")
    do {
      let value = try body()
      try execute("COMMIT")
      return value
    } catch {
      // Some errors (a full disk, for one) have rolled back already.
      if isInTransaction { try? execute("ROLLBACK") }
      throw error
    }
  }

  /// Runs `body` on one unchanging view of the file, whatever a writer does meanwhile.
  public func snapshot<T>(_ body: () throws -> T) throws -> T {
    if isInTransaction { return try body() }
    try execute("BEGIN")
    defer { if isInTransaction { try? execute("COMMIT") } }
    return try body()
  }
}
