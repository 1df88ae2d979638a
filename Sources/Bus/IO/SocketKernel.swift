import CZMQ
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// A ZeroMQ socket, used by one thread at a time.
///
/// Invariants: `handle` is open until `close`; every call is made by the thread that owns the loop.
struct Socket {
  let handle: UnsafeMutableRawPointer

  init(_ type: Int32, in context: BusContext) throws(BusError) {
    guard let handle = zmq_socket(context.handle, type) else { throw BusError.socket("zmq_socket") }
    self.handle = handle
    try set(ZMQ_LINGER, 0)
  }

  func set(_ option: Int32, _ value: Int32) throws(BusError) {
    var value = value
    guard zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) == 0 else {
      throw BusError.socket("zmq_setsockopt", "\(option)")
    }
  }

  func set(_ option: Int32, _ text: String) throws(BusError) {
    guard zmq_setsockopt(handle, option, text, text.utf8.count) == 0 else {
      throw BusError.socket("zmq_setsockopt", "\(option)")
    }
  }

  func bind(_ address: String) throws(BusError) {
    guard zmq_bind(handle, address) == 0 else { throw BusError.socket("cannot listen on", address) }
  }

  func connect(_ address: String) throws(BusError) {
    guard zmq_connect(handle, address) == 0 else { throw BusError.socket("cannot connect to", address) }
  }

  /// The address that the last `bind` took.
  var endpoint: String {
    var text = [CChar](repeating: 0, count: 256)
    var size = text.count
    guard zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &text, &size) == 0 else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  func close() { zmq_close(handle) }

  /// Becomes readable when something about the socket changes; -1 where it has none.
  var descriptor: Int32 {
    var descriptor: Int32 = -1
    var size = MemoryLayout<Int32>.size
    zmq_getsockopt(handle, ZMQ_FD, &descriptor, &size)
    return descriptor
  }

  /// Whether a message is there. Also takes note of what the descriptor told of.
  var hasInput: Bool {
    var events: Int32 = 0
    var size = MemoryLayout<Int32>.size
    return zmq_getsockopt(handle, ZMQ_EVENTS, &events, &size) == 0 && events & Int32(ZMQ_POLLIN) != 0
  }

  /// Bounds of our own instead of libzmq's: a ROUTER drops silently at its high-water mark.
  func removeBounds() throws(BusError) {
    try set(ZMQ_SNDHWM, 0)
    try set(ZMQ_RCVHWM, 0)
  }
}

/// A libzmq context. The process's clients share one; each broker has its own, where its ZAP handler lives.
final class BusContext: @unchecked Sendable {  // libzmq contexts may be used by every thread
  let handle: UnsafeMutableRawPointer

  init() throws(BusError) {
    guard let handle = zmq_ctx_new() else { throw BusError.socket("zmq_ctx_new") }
    self.handle = handle
    zmq_ctx_set(handle, ZMQ_MAX_SOCKETS, 16_384)
  }

  private let terminated = Atomic<Bool>(false)

  deinit { terminate() }

  /// Waits until its sockets are closed and what lingers is sent.
  func terminate() {
    guard !terminated.exchange(true, ordering: .acquiringAndReleasing) else { return }
    while zmq_ctx_term(handle) != 0, zmq_errno() == EINTR {}
  }

  static let shared: Result<BusContext, BusError> = {
    do throws(BusError) { return .success(try BusContext()) } catch { return .failure(error) }
  }()
}

/// The frames of one message, in memory that is used again.
///
/// Invariants: the first `count` of the `capacity` many `parts` are initialised messages; `send` gives them up to libzmq.
final class Frames {
  /// Routing id, header, payload, and at most 64 attachments.
  static let bound = 67

  let parts: UnsafeMutablePointer<zmq_msg_t>
  private let capacity: Int
  private(set) var count = 0
  /// Frames beyond the bound that were dropped.
  private(set) var overflow = 0

  /// Room for `capacity` frames. What receives needs the bound; what is kept should not hold memory for all of it.
  init(capacity: Int = Frames.bound) {
    self.capacity = capacity
    parts = UnsafeMutablePointer<zmq_msg_t>.allocate(capacity: capacity)
  }

  deinit {
    clear()
    parts.deallocate()
  }

  func clear() {
    for index in 0..<count { zmq_msg_close(parts + index) }
    count = 0
    overflow = 0
  }

  /// Takes the next whole message; false where none is there.
  func receive(from socket: Socket) -> Bool {
    clear()
    repeat {
      let part = parts + min(count, capacity - 1)
      if count == capacity {
        zmq_msg_close(part)
        overflow += 1
        count -= 1
      }
      zmq_msg_init(part)
      var got: Int32
      repeat { got = zmq_msg_recv(part, socket.handle, ZMQ_DONTWAIT) } while got < 0 && zmq_errno() == EINTR
      guard got >= 0 else {
        zmq_msg_close(part)
        return false
      }
      count += 1
    } while zmq_msg_more(parts + count - 1) != 0
    return true
  }

  func bytes(_ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: zmq_msg_data(parts + index), count: zmq_msg_size(parts + index))
  }

  /// Appends a frame of `size` bytes that `fill` writes.
  func append(size: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    guard count < capacity, zmq_msg_init_size(parts + count, size) == 0 else { return }
    fill(UnsafeMutableRawBufferPointer(start: zmq_msg_data(parts + count), count: size))
    count += 1
  }

  /// Appends `data`: copied when small, else lent to libzmq for as long as it needs it.
  func append(_ data: Data) {
    guard data.count >= 1 << 16 else {
      // Not `copyBytes`: that of DataProtocol is meant, which took half of what sending a message costs.
      return append(size: data.count) { frame in data.withUnsafeBytes { frame.copyMemory(from: $0) } }
    }
    lend(data)
  }

  /// The storage of a large Data stays where it is while somebody holds it, and whoever writes to it copies it first.
  private func lend(_ data: Data) {
    guard count < capacity else { return }
    let holder = Unmanaged.passRetained(DataHolder(data))
    let done = data.withUnsafeBytes { source in
      zmq_msg_init_data(
        parts + count, UnsafeMutableRawPointer(mutating: source.baseAddress), source.count,
        { _, hint in if let hint { Unmanaged<DataHolder>.fromOpaque(hint).release() } }, holder.toOpaque())
    }
    if done == 0 { count += 1 } else { holder.release() }
  }

  /// Sends parts `first...` and gives them up; false, with all of them still here, where the first is refused.
  func send(from first: Int = 0, to socket: Socket) -> Bool {
    var index = first
    while index < count {
      let flags = ZMQ_DONTWAIT | (index + 1 < count ? ZMQ_SNDMORE : 0)
      if zmq_msg_send(parts + index, socket.handle, flags) < 0 {
        if zmq_errno() == EINTR { continue }
        if index == first { return false }
        break
      }
      index += 1
    }
    // What was sent is empty now and needs no closing, but closing an empty message is harmless.
    return true
  }

  /// References the same frames, without copying their bytes.
  func share(from first: Int) -> Frames {
    let copy = Frames(capacity: max(1, count - first))
    for index in first..<count {
      zmq_msg_init(copy.parts + copy.count)
      zmq_msg_copy(copy.parts + copy.count, parts + index)
      copy.count += 1
    }
    return copy
  }

  /// Frame `index` as Data: copied when small, else kept alive by the Data itself.
  func data(_ index: Int) -> Data {
    let size = zmq_msg_size(parts + index)
    guard size >= 1 << 14 else {
      return zmq_msg_data(parts + index).map { Data(bytes: $0, count: size) } ?? Data()
    }
    let holder = MessageHolder(moving: parts + index)
    guard let base = zmq_msg_data(holder.message) else { return Data() }
    return Data(bytesNoCopy: base, count: size, deallocator: .custom { _, _ in withExtendedLifetime(holder) {} })
  }
}

/// Keeps a Data alive while libzmq reads its bytes.
private final class DataHolder {
  let data: Data
  init(_ data: Data) { self.data = data }
}

/// Keeps a received frame alive while a Data reads its bytes.
private final class MessageHolder {
  let message = UnsafeMutablePointer<zmq_msg_t>.allocate(capacity: 1)

  init(moving source: UnsafeMutablePointer<zmq_msg_t>) {
    zmq_msg_init(message)
    zmq_msg_move(message, source)
  }

  deinit {
    zmq_msg_close(message)
    message.deallocate()
  }
}
