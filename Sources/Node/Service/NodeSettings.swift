import Core
import FoundationEssentials

/// How a node is started, from its command line.
///
/// `--home DIR`, `--stay` (as `up` does), `--detached` (a session of its own), `--idle SECONDS`, `--bin FOLDER` of the
/// agents' programs, `--crew FILE` instead of the project's agents, `--sample SECONDS` between two looks at the crew.
public struct NodeSettings: Sendable {
  public var home: Home
  public var stays = false
  public var detached = false
  public var idleSeconds: Double = 900
  public var sampleSeconds: Double = 10
  public var heartbeatSeconds: Double = 10
  /// Where the agents' programs are.
  public var folder: String
  public var crewFile: String?
  /// What the agents are given.
  public var environment: [String: String]

  /// Reads the command line; throws `usage.…`.
  public init(arguments: [String], environment: [String: String], folder: String = BuildID.ownFolder) throws(ProximaError)
  {
    self.environment = environment
    self.folder = folder
    home = Home(environment: environment)
    var words = arguments[...]
    while let word = words.popFirst() {
      switch word {
      case "--stay": stays = true
      case "--detached": detached = true
      case "--home":
        self.environment["PROXIMA_HOME"] = try Self.value(word, &words)
        home = Home(environment: self.environment)
      case "--bin": self.folder = try Self.value(word, &words)
      case "--crew": crewFile = try Self.value(word, &words)
      case "--idle": idleSeconds = try Self.seconds(word, &words)
      case "--sample": sampleSeconds = try Self.seconds(word, &words)
      case "--heartbeat": heartbeatSeconds = try Self.seconds(word, &words)
      default:
        throw ProximaError("usage.unknown_option", "proxima-node does not know \(word)", exit: .usage)
      }
    }
    // The agents run elsewhere than the node was started: a relative home means nothing to them.
    if let own = self.environment["PROXIMA_HOME"], !own.isEmpty { self.environment["PROXIMA_HOME"] = home.data }
  }

  private static func value(_ option: String, _ words: inout ArraySlice<String>) throws(ProximaError) -> String {
    guard let value = words.popFirst() else {
      throw ProximaError("usage.missing_value", "\(option) needs a value", exit: .usage)
    }
    return value
  }

  private static func seconds(_ option: String, _ words: inout ArraySlice<String>) throws(ProximaError) -> Double {
    let text = try value(option, &words)
    guard let seconds = Double(text), seconds > 0, seconds.isFinite else {
      throw ProximaError("usage.bad_value", "\(option) needs seconds, not \(text)", exit: .usage)
    }
    return seconds
  }
}
