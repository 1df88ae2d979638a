import CZMQ
import Core
import Glibc

/// Answers libzmq's question whether a client's key may connect (ZeroMQ RFC 27), on a thread of its own.
final class ZAPHandler: Sendable {
  private let thread: BusThread
  private let wakeup: Wakeup
  private let stopping: StopFlag

  /// Listens before it returns; `admits` and `refused` are called on its thread with the key as 40 characters.
  init(
    in context: BusContext, admits: @escaping @Sendable (String) -> Bool,
    refused: @escaping @Sendable (String, String) -> Void
  ) throws(BusError) {
    let socket = try Socket(ZMQ_REP, in: context)
    do throws(BusError) {
      try socket.bind("inproc://zeromq.zap.01")
      let wakeup = try Wakeup()
      let stopping = StopFlag()
      self.wakeup = wakeup
      self.stopping = stopping
      // The socket goes over to the new thread before anything else uses it.
      nonisolated(unsafe) let handed = socket
      thread = try BusThread("bus.zap") {
        Self.serve(handed, wakeup, stopping, admits, refused)
        handed.close()
      }
    } catch {
      socket.close()
      throw error
    }
  }

  func stop() {
    stopping.set()
    wakeup.signal()
    thread.join()
  }

  private static func serve(
    _ socket: Socket, _ wakeup: Wakeup, _ stopping: StopFlag, _ admits: (String) -> Bool,
    _ refused: (String, String) -> Void
  ) {
    let frames = Frames()
    var items = [
      zmq_pollitem_t(socket: socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0),
      zmq_pollitem_t(socket: nil, fd: wakeup.descriptor, events: Int16(ZMQ_POLLIN), revents: 0),
    ]
    while !stopping.isSet {
      if zmq_poll(&items, 2, -1) < 0, zmq_errno() != EINTR { return }
      while frames.receive(from: socket) { answer(frames, on: socket, admits, refused) }
    }
  }

  /// Frames in: version, request, domain, address, identity, mechanism, credentials. Out: version, request, code, text, user, metadata.
  private static func answer(
    _ frames: Frames, on socket: Socket, _ admits: (String) -> Bool, _ refused: (String, String) -> Void
  ) {
    func text(_ index: Int) -> String {
      frames.count > index ? String(decoding: frames.bytes(index), as: UTF8.self) : ""
    }
    let request = frames.count > 1 ? Array(frames.bytes(1)) : []
    let key = frames.count > 6 ? CurveKeys.text(of: frames.bytes(6)) : nil
    let good = text(0) == "1.0" && text(5) == "CURVE" && key.map(admits) == true
    if !good { refused(key ?? "", text(3)) }
    let reply = Frames()
    let parts: [[UInt8]] = [
      Array("1.0".utf8), request, Array((good ? "200" : "400").utf8),
      Array((good ? "OK" : "this key is not on the allow-list").utf8), Array((good ? key ?? "" : "").utf8), [],
    ]
    for part in parts { reply.append(size: part.count) { frame in part.withUnsafeBytes { frame.copyMemory(from: $0) } } }
    _ = reply.send(to: socket)
  }
}
