import Core

/// Which source a value came from, the strongest first.
public enum SettingSource: String, Sendable, Codable, CaseIterable {
  case flag, environment, user, project
  case builtIn = "default"

  /// In words.
  public var words: String {
    switch self {
    case .flag: "a flag"
    case .environment: "the environment"
    case .user: "your configuration"
    case .project: "the project's proxima.yaml"
    case .builtIn: "the default"
    }
  }
}

/// A value with where it came from.
public struct SettingValue: Hashable, Sendable, Codable {
  public var value: JSONValue
  public var source: SettingSource
  /// The file with line and column, the variable or the flag; nil for a default.
  public var place: Place?

  /// As a person would write it.
  public var text: String {
    switch value {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): String(number)
    case .bool(let flag): flag ? "true" : "false"
    default: ""
    }
  }
}

/// Where settings are read from.
public struct SettingSources: Sendable {
  /// By key, as written on the command line.
  public var flags: [String: String]
  public var environment: [String: String]
  /// The user's file; it may be missing unless it was named by `--config`.
  public var userFile: String
  public var isUserFileNamed: Bool
  /// The project's file, usually `./proxima.yaml`; it may be missing.
  public var projectFile: String?

  public init(
    flags: [String: String] = [:], environment: [String: String] = [:], userFile: String, isUserFileNamed: Bool = false,
    projectFile: String? = "proxima.yaml"
  ) {
    self.flags = flags
    self.environment = environment
    self.userFile = userFile
    self.isUserFileNamed = isUserFileNamed
    self.projectFile = projectFile
  }
}
