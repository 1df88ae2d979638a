import Core

/// What is wrong with a circuit or its text, with the place where it stands.
public struct CircuitError: ProximaErrorConvertible, Hashable, Sendable, CustomStringConvertible {
  /// A stable dotted name, such as `qasm.syntax`.
  public var code: String
  /// What is wrong and how to mend it.
  public var message: String
  /// Where in a text, absent for a circuit that did not come from one.
  public var location: Location?
  public var exit: ExitCode

  /// A place in a text: line and column count from 1, columns in characters.
  public struct Location: Hashable, Sendable {
    public var file: String
    public var line: Int
    public var column: Int
    /// The line itself, cut to what a terminal shows.
    public var text: String

    public init(file: String, line: Int, column: Int, text: String) {
      self.file = file
      self.line = line
      self.column = column
      self.text = text
    }
  }

  public init(_ code: String, _ message: String, at location: Location? = nil, exit: ExitCode = .badInput) {
    self.code = code
    self.message = message
    self.location = location
    self.exit = exit
  }

  /// `file:line:column: message`, then the line and a caret under the place.
  public var description: String {
    guard let location else { return message }
    let head = "\(location.file):\(location.line):\(location.column): \(message)"
    if location.text.isEmpty { return head }
    return head + "\n  " + location.text + "\n  " + String(repeating: " ", count: max(0, location.column - 1)) + "^"
  }

  /// The error as other modules and processes know it.
  public var proxima: ProximaError { ProximaError(code, description, exit: exit) }
}
