import Bus
import Core
import FoundationEssentials

/// What an executor on another machine holds of the crew that it joined: `keys/join-….json`, 0600.
public struct CrewCredentials: Codable, Hashable, Sendable {
  /// The broker's `tcp://HOST:PORT`.
  public var address: String
  public var serverKey: String
  /// The executor's own pair; the secret half never leaves this machine.
  public var keys: CurveKeys
  public var id: String

  /// Where `line`'s credentials for `backend` lie: one file for each crew and name.
  static func file(_ line: JoinLine, home: Home) -> SecretFile {
    let crew = SHA256.hexadecimal(line.serverKey).prefix(12)
    return SecretFile(folder: home.data + "/keys", name: "join-\(line.name)-\(crew).json")
  }

  /// Reads the file at `path`; throws `keys.unreadable`.
  static func read(_ path: String) throws(ProximaError) -> CrewCredentials {
    let cut = path.lastIndex(of: "/")
    let file = SecretFile(
      folder: cut.map { String(path[..<$0]) } ?? ".", name: cut.map { String(path[path.index(after: $0)...]) } ?? path)
    guard let data = try file.read() else {
      throw ProximaError("keys.unreadable", "\(path) is not there", remedy: "join with an invitation", exit: .configuration)
    }
    do { return try JSON.decode(CrewCredentials.self, from: data) } catch {
      throw ProximaError("keys.unreadable", "\(path) is damaged", remedy: "join with a new invitation", exit: .configuration)
    }
  }
}
