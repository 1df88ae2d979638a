import Core
import Glibc

/// Where the crew listens for other machines: what is bound, and what an invitation names.
struct ListenAddress: Hashable {
  var bind: String
  var advertisedHost: String

  /// Reads `HOST:PORT`, `HOST` or `:PORT`; nil takes this machine's own address and any free port.
  ///
  /// `*` and `0.0.0.0` listen on all addresses. Throws `executor.bad_address`.
  init(_ text: String?) throws(ProximaError) {
    var host = ""
    var port = "*"
    if let text {
      let bare = text.hasPrefix("tcp://") ? text.dropFirst(6) : text[...]
      if let colon = bare.lastIndex(of: ":") {
        host = String(bare[..<colon])
        port = String(bare[bare.index(after: colon)...])
      } else {
        host = String(bare)
      }
      guard port == "*" || UInt16(port) != nil, !host.contains("/"), !host.contains(":") else {
        throw ProximaError(
          "executor.bad_address", "\(text) is no address to listen on",
          remedy: "HOST:PORT, such as 192.0.2.7:7411, or *:7411 for every address", exit: .usage)
      }
      if port == "0" { port = "*" }
    }
    if host.isEmpty { host = Self.ownAddress }
    if host == "0.0.0.0" { host = "*" }
    bind = "tcp://\(host):\(port)"
    advertisedHost = host == "*" ? Self.ownAddress : host
  }

  /// What an invitation names, given what was bound.
  func advertised(bound: String) -> String {
    let port = bound.lastIndex(of: ":").map { bound[bound.index(after: $0)...] } ?? ""
    return "tcp://\(advertisedHost):\(port)"
  }

  /// The address that this machine has towards others, 127.0.0.1 where it has none: that of the route out, by a
  /// connected datagram socket, which sends nothing.
  static var ownAddress: String {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { return "127.0.0.1" }
    defer { close(descriptor) }
    var far = sockaddr_in()
    far.sin_family = sa_family_t(AF_INET)
    far.sin_port = in_port_t(9).bigEndian
    far.sin_addr.s_addr = UInt32(0xC000_0201).bigEndian  // 192.0.2.1, RFC 5737
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &far) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard connected == 0 else { return "127.0.0.1" }
    var own = sockaddr_in()
    let known = withUnsafeMutablePointer(to: &own) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
    guard known == 0, inet_ntop(AF_INET, &own.sin_addr, &text, socklen_t(text.count)) != nil else { return "127.0.0.1" }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
