import Core

/// Why a file was not written or read.
public struct ReportFileError: ProximaErrorConvertible, Hashable, Sendable {
  public var proxima: ProximaError

  /// A library refused to write `path`.
  static func cannotWrite(_ path: String, _ why: String) -> ReportFileError {
    ReportFileError(
      proxima: ProximaError(
        "output.cannot_write", "cannot write \(path): \(why)", remedy: "free space there, or write somewhere else",
        exit: .cannotWrite))
  }

  /// `path` is not what it should be.
  static func unreadable(_ path: String, _ why: String) -> ReportFileError {
    ReportFileError(
      proxima: ProximaError(
        "input.unreadable", "cannot read \(path): \(why)", remedy: "give a file that is whole and of that kind",
        exit: .badInput))
  }
}
