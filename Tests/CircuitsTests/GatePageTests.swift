import Circuits
import FoundationEssentials
import Testing

@Suite struct GatePageTests {
  @Test("docs/gates.md is what the gate table says; PROXIMA_UPDATE_DOCS=1 writes it anew")
  func page() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "docs/gates.md")
    let page = GatePage.markdown()
    if ProcessInfo.processInfo.environment["PROXIMA_UPDATE_DOCS"] == "1" {
      try FileManager.default.createDirectory(at: root.appending(path: "docs"), withIntermediateDirectories: true)
      try Data(page.utf8).write(to: file)
    }
    #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == page)
  }
}
