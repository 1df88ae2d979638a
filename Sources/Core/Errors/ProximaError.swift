/// What went wrong, in a form that scripts, people and other processes can act on.
///
/// Modules keep error types of their own and turn them into this one at their border.
public struct ProximaError: Error, Hashable, Codable, Sendable, CustomStringConvertible {
  /// A stable dotted name such as `backend.missing`: never renamed, never localised.
  public var code: String
  /// What happened, in one sentence.
  public var message: String
  /// What the reader can do about it; empty where nothing is known to help.
  public var remedy: String
  /// How a command that ends with this error exits.
  public var exit: ExitCode

  public init(_ code: String, _ message: String, remedy: String = "", exit: ExitCode = .failed) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.exit = exit
  }

  public var description: String { remedy.isEmpty ? "\(message) [\(code)]" : "\(message) (\(remedy)) [\(code)]" }

  enum CodingKeys: String, CodingKey { case code, message, remedy, exit }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: CodingKeys.self)
    code = try box.decode(String.self, forKey: .code)
    message = try box.decode(String.self, forKey: .message)
    remedy = try box.decodeIfPresent(String.self, forKey: .remedy) ?? ""
    exit = try box.decodeIfPresent(ExitCode.self, forKey: .exit) ?? .failed
  }
}

extension ProximaError {
  /// A state that only a mistake of ours can produce.
  public static func bug(_ message: String) -> ProximaError {
    ProximaError("internal.bug", message, remedy: "please report this with `proxima logs`", exit: .bug)
  }

  /// A feature that is not there yet: said, never faked.
  public static func notThereYet(_ feature: String) -> ProximaError {
    ProximaError(
      "feature.not_there_yet", "\(feature) is not there yet", remedy: "see `proxima help` for what is",
      exit: .unavailable)
  }
}
