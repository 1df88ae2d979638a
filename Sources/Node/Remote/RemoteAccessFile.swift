import Core
import FoundationEssentials
import Glibc

/// Keeps `RemoteAccess` in `keys/remote.json` under the data folder: 0600, in a folder that is 0700.
struct RemoteAccessFile {
  private let file: SecretFile

  init(home: Home) { file = SecretFile(folder: home.data + "/keys", name: "remote.json") }

  /// What was kept; nil where nobody was ever invited. Throws `keys.unreadable`.
  func read() throws(ProximaError) -> RemoteAccess? {
    guard let data = try file.read() else { return nil }
    do { return try JSON.decode(RemoteAccess.self, from: data) } catch {
      throw ProximaError(
        "keys.unreadable", "\(file.path) is damaged: \(error)",
        remedy: "remove it and invite the executors again", exit: .configuration)
    }
  }

  /// On disk when it returns; throws `keys.not_written`.
  func write(_ access: RemoteAccess) throws(ProximaError) {
    do { try file.write(try JSON.encode(access)) } catch { throw ProximaError.from(error) }
  }
}
