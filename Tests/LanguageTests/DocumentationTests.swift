import FoundationEssentials
import Testing

@testable import Language

@Suite("The page about language")
struct DocumentationTests {
  @Test("its tables are those that the requests give now; PROXIMA_WRITE_DOCS=1 writes them anew")
  func tables() throws {
    let made = [Confusion.begin, try Confusion.scores(), "", try Confusion.table(), Confusion.end].joined(
      separator: "\n")
    let page = String(decoding: try Data(contentsOf: Confusion.page), as: UTF8.self)
    let parts = page.components(before: Confusion.begin, after: Confusion.end)
    let (head, tail) = try #require(parts, "docs/language.md has lost its markers")
    let wanted = head + made + tail
    if ProcessInfo.processInfo.environment["PROXIMA_WRITE_DOCS"] == "1" {
      try Data(wanted.utf8).write(to: Confusion.page)
    } else {
      #expect(page == wanted, "run the tests with PROXIMA_WRITE_DOCS=1")
    }
  }

  @Test("it names every family")
  func families() throws {
    let page = String(decoding: try Data(contentsOf: Confusion.page), as: UTF8.self)
    for name in FamilyTable.all.map(\.name) { #expect(page.contains("`\(name)`"), "\(name)") }
  }
}

extension String {
  /// What stands before `begin` and from behind `end`.
  fileprivate func components(before begin: String, after end: String) -> (String, String)? {
    guard let start = range(of: begin), let stop = range(of: end) else { return nil }
    return (String(self[..<start.lowerBound]), String(self[stop.upperBound...]))
  }

  private func range(of text: String) -> Range<String.Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
