/// How much a line of the log matters.
public enum LogLevel: String, Codable, Sendable, CaseIterable, Comparable {
  case debug, info, notice, warning, error

  private var rank: Int {
    switch self {
    case .debug: 0
    case .info: 1
    case .notice: 2
    case .warning: 3
    case .error: 4
    }
  }

  public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rank < b.rank }
}
