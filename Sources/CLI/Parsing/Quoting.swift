/// Text as a shell takes it.
enum Quoting {
  /// `text` in single quotes where a shell would take it apart.
  static func shell(_ text: String) -> String {
    let safe = text.utf8.allSatisfy { byte in
      (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
        || byte == 0x2D || byte == 0x2E || byte == 0x2F || byte == 0x5F || byte == 0x3D || byte == 0x2C
    }
    if safe, !text.isEmpty { return text }
    if !text.contains("\"") && !text.contains("$") && !text.contains("`") && !text.contains("\\") && !text.contains("!") {
      return "\"\(text)\""
    }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
