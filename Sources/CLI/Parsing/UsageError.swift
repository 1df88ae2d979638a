import Core

/// A command line that cannot be understood: exit 64, with the nearest right one.
struct UsageError: ProximaErrorConvertible, Hashable {
  /// `usage.unknown_flag`, `usage.bad_value`, …
  var code: String
  var message: String
  var remedy: String
  /// The command that was meant, by its path, as far as it was understood.
  var command: [String]

  init(_ code: String, _ message: String, remedy: String, command: [String] = []) {
    self.code = "usage." + code
    self.message = message
    self.remedy = remedy
    self.command = command
  }

  var proxima: ProximaError { ProximaError(code, message, remedy: remedy, exit: .usage) }
}
