/// Cuts a stream of bytes into lines, and refuses lines that never end.
struct LineBuffer {
  private var bytes: [UInt8] = []
  private var searched = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// The lines that `chunk` completes; nil where a line is longer than the limit.
  mutating func append(_ chunk: ArraySlice<UInt8>) -> [String]? {
    bytes += chunk
    var lines: [String] = []
    var start = 0
    while let end = bytes[max(start, searched)...].firstIndex(of: 0x0A) {
      lines.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end + 1
      searched = start
    }
    if start > 0 { bytes.removeFirst(start) }
    searched = bytes.count
    return bytes.count > limit ? nil : lines
  }
}
