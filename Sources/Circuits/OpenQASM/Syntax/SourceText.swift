/// A place in one of the texts of a program: a file's number and a byte in it.
struct Place: Hashable, Sendable {
  var file: Int32
  var offset: Int32
}

/// A text with the name that messages call it by.
struct SourceText: Sendable {
  let name: String
  let bytes: [UInt8]

  /// Line and column of `offset`, from 1, and the line itself.
  func location(_ offset: Int) -> CircuitError.Location {
    let end = min(max(offset, 0), bytes.count)
    var line = 1
    var start = 0
    for index in 0..<end where bytes[index] == 0x0A {
      line += 1
      start = index + 1
    }
    var stop = end
    while stop < bytes.count, bytes[stop] != 0x0A, stop < start + 400 { stop += 1 }
    let column = String(decoding: bytes[start..<end], as: UTF8.self).count + 1
    let text = String(decoding: bytes[start..<max(stop, start)], as: UTF8.self)
    let shown = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
    return CircuitError.Location(
      file: name, line: line, column: column, text: column <= 120 ? String(shown.prefix(120)) : "")
  }
}
