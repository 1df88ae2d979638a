import CSQLite
import FoundationEssentials

/// One row of a result, valid only while the closure that was given it runs. Columns count from 0.
///
/// A column of another type is converted as SQLite converts it: text that is no number reads as 0, NULL as 0 or empty.
public struct Row: ~Copyable {
  let statement: OpaquePointer

  public func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }
  public func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }
  public func int(_ column: Int) -> Int { Int(integer(column)) }
  public func bool(_ column: Int) -> Bool { integer(column) != 0 }
  public func double(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }

  public func text(_ column: Int) -> String {
    guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  public func data(_ column: Int) -> Data {
    guard let bytes = sqlite3_column_blob(statement, Int32(column)) else { return Data() }
    return Data(bytes: bytes, count: Int(sqlite3_column_bytes(statement, Int32(column))))
  }

  /// Runs `body` over the bytes of a blob without copying them; empty for NULL.
  public func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
    let bytes = sqlite3_column_blob(statement, Int32(column))
    let count = bytes == nil ? 0 : Int(sqlite3_column_bytes(statement, Int32(column)))
    return try body(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
  public func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
  public func optionalDouble(_ column: Int) -> Double? { isNull(column) ? nil : double(column) }
}
