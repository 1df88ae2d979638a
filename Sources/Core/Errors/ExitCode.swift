/// How a command ends, as the contract numbers it.
public enum ExitCode: Int32, Sendable, Codable {
  case done = 0
  case failed = 1
  case usage = 64
  case badInput = 65
  case unavailable = 69
  case bug = 70
  case cannotWrite = 74
  case tryLater = 75
  case refused = 77
  case configuration = 78
  case timedOut = 124
  case interrupted = 130
}
