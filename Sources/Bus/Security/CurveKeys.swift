import CZMQ
import Core

/// A CurveZMQ key pair, each key 40 characters of Z85.
public struct CurveKeys: Sendable, Hashable, Codable {
  public var publicKey: String
  public var secretKey: String

  public init(publicKey: String, secretKey: String) {
    self.publicKey = publicKey
    self.secretKey = secretKey
  }

  /// A fresh pair; throws `bus.socket` where libzmq was built without CURVE.
  public static func generate() throws(BusError) -> CurveKeys {
    var open = [CChar](repeating: 0, count: 41)
    var secret = [CChar](repeating: 0, count: 41)
    guard zmq_curve_keypair(&open, &secret) == 0 else { throw BusError.socket("zmq_curve_keypair") }
    func text(_ key: [CChar]) -> String { String(decoding: key.prefix(40).map(UInt8.init(bitPattern:)), as: UTF8.self) }
    return CurveKeys(publicKey: text(open), secretKey: text(secret))
  }

  /// Whether `text` is a key: 40 characters that Z85 decodes to 32 bytes.
  public static func isKey(_ text: String) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 32)
    return text.utf8.count == 40 && zmq_z85_decode(&bytes, text) != nil
  }

  /// The Z85 text of a binary key; nil unless it has 32 bytes.
  static func text(of key: UnsafeRawBufferPointer) -> String? {
    guard key.count == 32, let base = key.baseAddress else { return nil }
    var text = [CChar](repeating: 0, count: 41)
    guard zmq_z85_encode(&text, base.assumingMemoryBound(to: UInt8.self), 32) != nil else { return nil }
    return String(decoding: text.prefix(40).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// How a connection proves who it is.
public enum BusSecurity: Sendable, Hashable {
  /// Over ipc, where the folder's rights are the proof.
  case local
  /// Over tcp: the broker's public key and a pair of one's own.
  case curve(serverKey: String, keys: CurveKeys)
}

extension BusError {
  /// libzmq's reason for refusing `call`.
  static func socket(_ call: String, _ detail: String = "") -> BusError {
    let reason = String(cString: zmq_strerror(zmq_errno()))
    return BusError(Code.socket, "\(call)\(detail.isEmpty ? "" : " \(detail)"): \(reason)")
  }
}
