import Core
import FoundationEssentials

/// A value of one of SQLite's five storage classes.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob(Data)
}

/// Anything that can stand for a `?` of a statement.
public protocol SQLBindable {
  /// The value as SQLite stores it.
  var sql: SQLValue { get }
}

extension SQLValue: SQLBindable { public var sql: SQLValue { self } }
extension Int64: SQLBindable { public var sql: SQLValue { .integer(self) } }
extension Int: SQLBindable { public var sql: SQLValue { .integer(Int64(self)) } }
extension Bool: SQLBindable { public var sql: SQLValue { .integer(self ? 1 : 0) } }
extension Double: SQLBindable { public var sql: SQLValue { .real(self) } }
extension String: SQLBindable { public var sql: SQLValue { .text(self) } }
extension Data: SQLBindable { public var sql: SQLValue { .blob(self) } }
extension TaskID: SQLBindable { public var sql: SQLValue { .text(text) } }
extension WallTime: SQLBindable { public var sql: SQLValue { .integer(milliseconds) } }

extension Optional: SQLBindable where Wrapped: SQLBindable {
  public var sql: SQLValue { self?.sql ?? .null }
}
