import Core
import FoundationEssentials

/// An invitation in one line: where the crew listens, its public key, and a key that may be used once.
public struct JoinLine: Sendable, Hashable, Codable {
  /// `tcp://HOST:PORT`.
  public var address: String
  /// The broker's public key: who answers without it is somebody else.
  public var serverKey: String
  /// The invitation's own pair; its public half is on the allow-list until it was used.
  public var keys: CurveKeys
  /// The last part of the executor's id.
  public var name: String
  public var expires: WallTime

  public init(address: String, serverKey: String, keys: CurveKeys, name: String, expires: WallTime) {
    self.address = address
    self.serverKey = serverKey
    self.keys = keys
    self.name = name
    self.expires = expires
  }

  private enum CodingKeys: String, CodingKey {
    case address = "a"
    case serverKey = "k"
    case keys = "i"
    case name = "n"
    case expires = "x"
  }

  private static let prefix = "proxima-join-1."

  /// The line: letters, digits, `-`, `_` and `.` only, so that no shell changes it. It holds a secret.
  public var text: String {
    let data = (try? JSON.encode(self)) ?? Data()
    let code = data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    return Self.prefix + code
  }

  /// Reads a line that `text` wrote; throws `executor.bad_invitation`.
  public init(text: String) throws(ProximaError) {
    let line = String(text.filter { !$0.isWhitespace })
    var code = line.hasPrefix(Self.prefix) ? String(line.dropFirst(Self.prefix.count)) : ""
    code = code.replacing("-", with: "+").replacing("_", with: "/")
    code += String(repeating: "=", count: (4 - code.utf8.count % 4) % 4)
    guard !code.isEmpty, let data = Data(base64Encoded: code),
      let read = try? JSON.decode(JoinLine.self, from: data), read.address.hasPrefix("tcp://"),
      [read.serverKey, read.keys.publicKey, read.keys.secretKey].allSatisfy(CurveKeys.isKey),
      Enrolment.isName(read.name)
    else {
      throw ProximaError(
        "executor.bad_invitation", "this is no invitation, or a part of it is missing",
        remedy: "paste the whole line that `proxima executor invite` printed", exit: .badInput)
    }
    self = read
  }
}
