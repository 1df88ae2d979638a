import Core

/// What the memory refuses, with a stable code; what its file refuses is a `StoreError`.
public struct MemoryError: ProximaErrorConvertible, Hashable, Sendable, CustomStringConvertible {
  public var code: String
  public var message: String
  public var remedy: String
  public var exit: ExitCode

  public init(_ code: String, _ message: String, remedy: String = "", exit: ExitCode = .badInput) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.exit = exit
  }

  public var description: String { remedy.isEmpty ? "\(message) [\(code)]" : "\(message) (\(remedy)) [\(code)]" }
}

extension MemoryError {
  /// The same error in the form that crosses module borders.
  public var proxima: ProximaError { ProximaError(code, message, remedy: remedy, exit: exit) }
}
