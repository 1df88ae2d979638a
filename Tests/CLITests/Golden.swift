import FoundationEssentials
import Testing

/// Files that hold what an output should be.
enum Golden {
  /// Compares `text` with the file `name`; with PROXIMA_RECORD=1 writes it instead.
  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let path = folder + "/" + name
    if ProcessInfo.processInfo.environment["PROXIMA_RECORD"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: path))
      return
    }
    let expected = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    if text != expected { Issue.record("\(name) differs: \(difference(text, expected))", sourceLocation: sourceLocation) }
  }

  /// The folder in the checkout.
  static let folder: String = {
    let file = #filePath
    return file[..<(file.lastIndex(of: "/") ?? file.endIndex)] + "/Golden"
  }()

  private static func difference(_ a: String, _ b: String) -> String {
    let a = a.split(separator: "\n", omittingEmptySubsequences: false)
    let b = b.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(a.count, b.count) {
      let (left, right) = (index < a.count ? a[index] : "(end)", index < b.count ? b[index] : "(end)")
      if left != right { return "line \(index + 1) is\n  \(left)\ninstead of\n  \(right)" }
    }
    return "only in the ends of lines"
  }
}
