import Core

/// One step of a schema's history; never edited once released.
public struct Migration: Sendable {
  /// The version that the schema has afterwards, counted from 1 without gaps.
  public var version: Int
  public var name: String
  public var sql: String

  public init(_ version: Int, _ name: String, _ sql: String) {
    self.version = version
    self.name = name
    self.sql = sql
  }
}

extension Database {
  /// The version of the file's schema, 0 for a new file.
  public func schemaVersion() throws(StoreError) -> Int {
    let known = try integer("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'")
    guard known == 1 else { return 0 }
    return Int(try integer("SELECT max(version) FROM schema_version") ?? 0)
  }

  /// Brings the schema up to the last of `migrations`, all in one transaction.
  ///
  /// Throws `store.newer_version` where a newer program has written the file, which is then left as it is.
  public func migrate(_ migrations: [Migration]) throws {
    let latest = migrations.last?.version ?? 0
    if try checkVersion(upTo: latest) == latest { return }
    try transaction {
      let version = try checkVersion(upTo: latest)
      try execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
      for migration in migrations where migration.version > version {
        try execute(migration.sql)
        try run("INSERT INTO schema_version (version, name) VALUES (?, ?)", migration.version, migration.name)
      }
    }
  }

  /// The file's version; refuses one above `latest`.
  @discardableResult
  public func checkVersion(upTo latest: Int) throws(StoreError) -> Int {
    let version = try schemaVersion()
    if version > latest {
      throw StoreError(
        "store.newer_version", "\(path) has version \(version), and this program knows \(latest)",
        remedy: "use the newer proxima that wrote it", exit: .configuration)
    }
    return version
  }
}
