import Core

extension MessageHeader {
  /// Reads a header frame; throws `bus.version` or `bus.malformed`.
  public init(decoding bytes: [UInt8]) throws(BusError) {
    let decoded: Result<MessageHeader, BusError> = bytes.withUnsafeBytes { raw in
      do throws(BusError) { return .success(try MessageHeader(decoding: raw)) } catch { return .failure(error) }
    }
    self = try decoded.get()
  }

  /// Reads a header frame in place; throws `bus.version` or `bus.malformed`.
  package init(decoding bytes: UnsafeRawBufferPointer) throws(BusError) {
    let view: HeaderView
    do { view = try HeaderView.scan(bytes) } catch { throw BusError(error) }
    try self.init(view)
  }

  /// Copies what a scanned frame says; throws `bus.malformed` where a string is not UTF-8.
  package init(_ view: HeaderView) throws(BusError) {
    func text(_ bytes: UnsafeRawBufferPointer) throws(BusError) -> String {
      // Names are ASCII nearly always; the standard library's check costs more than the rest of reading a header.
      if bytes.isEmpty { return "" }
      if bytes.allSatisfy({ $0 < 0x80 }) {
        return String(unsafeUninitializedCapacity: bytes.count) { buffer in
          UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
          return bytes.count
        }
      }
      guard let text = String(validating: bytes, as: UTF8.self) else { throw BusError(HeaderView.Fault.encoding) }
      return text
    }
    self.init(
      kind: view.kind, id: view.id, sender: try text(view.sender), recipient: Recipient(text: try text(view.recipient)),
      action: try text(view.action), replyTo: view.replyTo, sent: WallTime(milliseconds: view.sent),
      flags: view.flags, priority: view.priority, credit: view.credit, budget: view.budget, trace: view.trace,
      fence: view.fence, task: try text(view.task), step: try text(view.step))
  }

  /// Bytes that `write` fills.
  package var encodedSize: Int {
    HeaderView.fixedSize + 5 + Self.length(sender) + Self.length(recipient.text) + Self.length(task)
      + Self.length(step) + Self.length(action)
  }

  /// The frame. A string of more than 255 bytes is an error of the caller: `bus.too_long`.
  public func encoded() throws(BusError) -> [UInt8] {
    try checkLengths()
    return [UInt8](unsafeUninitializedCapacity: encodedSize) { buffer, count in
      write(into: UnsafeMutableRawBufferPointer(buffer))
      count = buffer.count
    }
  }

  /// Throws `bus.too_long` where a string does not fit its length byte.
  package func checkLengths() throws(BusError) {
    for (name, text) in [
      ("sender", sender), ("recipient", recipient.text), ("task", task), ("step", step), ("action", action),
    ] where text.utf8.count > 255 {
      throw BusError.tooLong(name, text.utf8.count)
    }
  }

  /// Writes the frame into `buffer`, which holds at least `encodedSize` bytes; longer strings are cut at 255 bytes.
  package func write(into buffer: UnsafeMutableRawBufferPointer) {
    func store(_ value: some FixedWidthInteger, _ offset: Int) {
      buffer.storeBytes(of: value.bigEndian, toByteOffset: offset, as: type(of: value))
    }
    store(Self.version, 0)
    store(kind.rawValue, 1)
    store(flags.rawValue, 2)
    store(priority, 4)
    store(credit, 6)
    store(budget, 8)
    store(UInt32(0), 12)
    store(id.high, 16)
    store(id.low, 24)
    store(replyTo.high, 32)
    store(replyTo.low, 40)
    store(sent.milliseconds, 48)
    store(trace.trace.high, 56)
    store(trace.trace.low, 64)
    store(trace.span, 72)
    store(fence, 80)
    var offset = HeaderView.fixedSize
    func append(_ text: String) {
      let count = Self.length(text)
      buffer[offset] = UInt8(count)
      offset += 1
      let copied: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
        UnsafeMutableRawBufferPointer(rebasing: buffer[offset..<(offset + count)])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<count]))
      }
      if copied == nil { for (place, byte) in text.utf8.prefix(count).enumerated() { buffer[offset + place] = byte } }
      offset += count
    }
    append(sender)
    append(recipient.text)
    append(task)
    append(step)
    append(action)
  }

  private static func length(_ text: String) -> Int { min(text.utf8.count, 255) }
}
