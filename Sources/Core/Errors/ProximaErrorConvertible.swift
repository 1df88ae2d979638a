/// An error of a module that knows its form for scripts, people and other processes.
public protocol ProximaErrorConvertible: Error {
  var proxima: ProximaError { get }
}

extension ProximaError {
  /// `error` in the common form: as it is, as its module says, as a cancellation, or under `code` with its description.
  public static func from(_ error: any Error, code: String = "internal.unexpected") -> ProximaError {
    switch error {
    case let error as ProximaError: error
    case let error as any ProximaErrorConvertible: error.proxima
    case is CancellationError: ProximaError("agent.cancelled", "the work was taken back", exit: .interrupted)
    default: ProximaError(code, "\(error)")
    }
  }
}
