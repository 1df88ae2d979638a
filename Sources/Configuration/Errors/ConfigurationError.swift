import Core

/// What is wrong with a setting or a file of settings; a command that meets it exits with 78.
public struct ConfigurationError: ProximaErrorConvertible, Hashable, Sendable, CustomStringConvertible {
  /// A stable dotted name such as `config.unknown_key`.
  public var code: String
  /// What is wrong, without the place.
  public var message: String
  /// What would be right.
  public var remedy: String
  /// Where it is wrong, where that is known.
  public var place: Place?
  public var exit: ExitCode

  public init(
    _ code: String, _ message: String, remedy: String = "", at place: Place? = nil, exit: ExitCode = .configuration
  ) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.place = place
    self.exit = exit
  }

  public var description: String { proxima.description }
}

extension ConfigurationError {
  /// The same error in the form that crosses module borders, with the place in front: `config.yaml:3:9: …`.
  public var proxima: ProximaError {
    ProximaError(code, (place.map { "\($0): " } ?? "") + message, remedy: remedy, exit: exit)
  }
}

/// Where something stands: a file with line and column counted from 1, or a variable or flag alone.
public struct Place: Hashable, Sendable, Codable, CustomStringConvertible {
  public var name: String
  public var line: Int?
  public var column: Int?

  public init(_ name: String, line: Int? = nil, column: Int? = nil) {
    self.name = name
    self.line = line
    self.column = column
  }

  public var description: String {
    guard let line else { return name }
    return column.map { "\(name):\(line):\($0)" } ?? "\(name):\(line)"
  }
}
