import Core
import Testing

@testable import CLI

@Suite("Curves in the terminal") struct CurvePlotTests {
  private func plot(_ y: [Double], width: Int = 80) -> [String] {
    let x = (0..<y.count).map { Double($0 + 2) }
    return CurvePlot.lines(Insight.Series(name: "success_share", parameter: "qubits", x: x, y: y), width: width)
      .map { $0.spans.map(\.text).joined() }
  }

  @Test("a rising curve has its first point at the bottom and its last at the top")
  func rising() throws {
    let lines = plot([0, 0.5, 1])
    #expect(lines.first?.contains("success share over qubits") ?? false)
    let dots = lines.indices.filter { lines[$0].contains("●") }
    #expect(dots.count == 3)
    let top = try #require(dots.first.map { lines[$0] }), bottom = try #require(dots.last.map { lines[$0] })
    #expect(top.contains("1 │") && bottom.contains("│"))
    #expect((top.firstIndex(of: "●") ?? top.startIndex) > (bottom.firstIndex(of: "●") ?? bottom.endIndex))
    #expect(lines.last?.split(separator: " ") == ["2", "3", "4"])
  }

  @Test("one point is no curve, and no line is wider than the terminal")
  func narrow() {
    #expect(plot([1]).isEmpty)
    #expect(plot((0..<60).map { Double($0 % 7) }, width: 40).allSatisfy { $0.count <= 40 })
  }
}
