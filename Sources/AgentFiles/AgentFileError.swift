import Core

/// What is wrong with an agent file, and on which line.
public struct AgentFileError: Error, Hashable, Sendable, ProximaErrorConvertible {
  /// Counted from 1; 0 is the file as a whole.
  public var line: Int
  public var message: String
  public var remedy: String
  /// What the file is called.
  public var file: String

  public init(_ line: Int, _ message: String, remedy: String, file: String = "proxima_agent.md") {
    self.line = line
    self.message = message
    self.remedy = remedy
    self.file = file
  }

  /// With `file:line:` before the message, exit 65.
  public var proxima: ProximaError {
    ProximaError(
      "agent_file.malformed", (line > 0 ? "\(file):\(line): " : "\(file): ") + message, remedy: remedy, exit: .badInput)
  }
}
