import Core

/// What a test waited for and did not come.
public struct NotInTime: Error, CustomStringConvertible {
  public let description: String

  public init(description: String) { self.description = description }
}

/// Waits until `condition` holds; throws after `seconds`. For what other processes do: generous, never slept for.
public func eventually(
  _ what: String, within seconds: Double = 60, _ condition: () async throws -> Bool
) async throws {
  let deadline = SystemTime().now.advanced(by: seconds)
  while try await !condition() {
    guard SystemTime().now < deadline else { throw NotInTime(description: "\(what): not within \(seconds) s") }
    try await Task.sleep(for: .milliseconds(5))
  }
}

/// Waits until `value` gives something.
public func eventually<Value>(
  some what: String, within seconds: Double = 60, _ value: () async throws -> Value?
) async throws -> Value {
  let deadline = SystemTime().now.advanced(by: seconds)
  while true {
    if let found = try await value() { return found }
    guard SystemTime().now < deadline else { throw NotInTime(description: "\(what): not within \(seconds) s") }
    try await Task.sleep(for: .milliseconds(5))
  }
}
