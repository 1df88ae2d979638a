import Core

extension Broker {
  /// Begins to listen on tcp while the broker runs, and returns the address with the port that was taken.
  ///
  /// Throws `bus.insecure` without keys, `bus.socket` where the address cannot be had, `bus.closed` before `start`.
  @discardableResult
  public func listen(_ tcp: TCPListener) throws(ProximaError) -> String {
    if let tcpAddress { return tcpAddress }
    do throws(BusError) {
      for binding in tcp.allowed { allow(binding) }
      let socket = try tcpSocket(tcp)
      let handed = HandedSocket(socket: socket)
      guard command(.adopt(handed)) else {
        socket.close()
        throw BusError(BusError.Code.closed, "the broker is not running", exit: .tryLater)
      }
      return tcpAddress ?? tcp.address
    } catch { throw error.proxima }
  }
}
