import Bus
import Core
import FoundationEssentials

/// Where an agent finds its crew: from the command line and the environment.
///
/// Options: `--home DIR` (instead of `PROXIMA_HOME`), `--address ADDRESS` of the broker, `--id ID`, `--log-level LEVEL`,
/// `--credentials FILE` of a crew on another machine, which gives address, id and keys.
/// Whatever else stands on the command line is the agent's own.
public struct AgentEnvironment: Sendable {
  public var home: Home
  /// The broker's address.
  public var address: String
  public var id: String?
  /// How it proves who it is.
  public var security = BusSecurity.local
  public var logLevel: LogLevel
  /// How often the node has started this agent, 0 where no node did.
  public var epoch: Int
  /// What the kit did not take.
  public var arguments: [String]
  public var environment: [String: String]

  /// Reads both; throws `usage.…` where an option lacks its value.
  public init(arguments: [String], environment: [String: String]) throws(ProximaError) {
    var environment = environment
    var rest: [String] = []
    var options: [String: String] = [:]
    var index = 0
    while index < arguments.count {
      let word = arguments[index]
      index += 1
      let (name, attached) = Self.split(word)
      guard ["--home", "--address", "--id", "--log-level", "--credentials"].contains(name) else {
        rest.append(word)
        continue
      }
      if let attached {
        options[name] = attached
      } else if index < arguments.count {
        options[name] = arguments[index]
        index += 1
      } else {
        throw ProximaError("usage.missing_value", "\(name) needs a value", exit: .usage)
      }
    }
    if let home = options["--home"] { environment["PROXIMA_HOME"] = home }
    let levelName = options["--log-level"] ?? environment["PROXIMA_LOG_LEVEL"] ?? LogLevel.info.rawValue
    guard let level = LogLevel(rawValue: levelName) else {
      let known = LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProximaError("usage.log_level", "no log level \(levelName)", remedy: "one of \(known)", exit: .usage)
    }
    home = Home(environment: environment)
    address = options["--address"] ?? home.busAddress
    id = options["--id"]
    if let file = options["--credentials"] {
      let credentials = try CrewCredentials.read(file)
      address = credentials.address
      id = credentials.id
      security = .curve(serverKey: credentials.serverKey, keys: credentials.keys)
    }
    logLevel = level
    epoch = environment["PROXIMA_EPOCH"].flatMap { Int($0) } ?? 0
    self.arguments = rest
    self.environment = environment
  }

  /// The command line and the environment of this process.
  public static func current() throws(ProximaError) -> AgentEnvironment {
    try AgentEnvironment(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
  }

  /// Whether the crew is on another machine.
  public var isRemote: Bool { security != .local }

  private static func split(_ word: String) -> (String, String?) {
    guard word.hasPrefix("--"), let sign = word.firstIndex(of: "=") else { return (word, nil) }
    return (String(word[..<sign]), String(word[word.index(after: sign)...]))
  }
}
