import Core
import Reports
import Testing

@Suite struct ReportsTests {
  @Test("the sheets are those of the contract, and hold every count, pair, insight and seed")
  func sheets() throws {
    let sheets = ReportSheets(Sample.report).sheets
    #expect(sheets.map(\.name) == ["Summary", "Raw Results", "Backend Comparison", "Insights", "Metadata"])
    func text(_ index: Int) -> [[String]] { sheets[index].rows.map { $0.map(\.plain) } }
    #expect(text(1).contains(["t1.native", "", "native", "statevector", "count", "11", "490", "0.49"]))
    #expect(text(1).filter { $0.contains("count") }.count == 4)
    #expect(text(2).contains { $0.starts(with: ["native", "aer", "agree", "0.03", "0.0178"]) })
    #expect(text(3).contains(["statistic", "entropy_bits", "1"]))
    #expect(text(4).contains { $0[0] == "t1.aer: shots and seed" && $0[1] == "1000 shots, seed 7" })
    #expect(text(4).contains { $0[0] == "OpenQASM" && $0[1].hasPrefix("OPENQASM 2.0") })
    #expect(!sheets[1].charts.isEmpty && sheets[2].charts.count == 2)
  }

  @Test("the HTML is whole in itself: nothing is loaded or run, foreign text stays text, plots are inside")
  func html() {
    let html = HTMLReport.write(Sample.report, drawing: "<?xml version=\"1.0\"?>\n<svg id=\"circuit\"></svg>")
    #expect(html.contains("default-src 'none'"))
    #expect(!html.contains("<script") && !html.contains("src=") && !html.contains("href="))
    #expect(html.contains("&lt;script&gt;") && html.contains("odd &amp; &lt;b&gt;bold&lt;/b&gt;"))
    #expect(html.contains("<figure><svg id=\"circuit\">"))
    #expect(html.components("<svg").count - 1 >= 3)
    #expect(!html.contains("<?xml"))
  }

  @Test("a plot has a bar for every outcome of every backend, as high as its share")
  func plot() throws {
    let picture = try #require(ReportPlots(Sample.report).pictures.first)
    let bars = picture.items.compactMap { item -> Double? in
      if case .rectangle(_, _, let width, let height, _) = item, width > 20, width < 300 { return height }
      return nil
    }
    #expect(bars.count == 4)
    let ratio = bars.count == 4 ? bars[0] / bars[2] : 0
    #expect(abs(ratio - 0.51 / 0.49) < 0.01)
    let svg = try #require(SVGReport.write(Sample.report))
    #expect(svg.hasPrefix("<?xml") && svg.contains(">00</text>") && svg.contains("aer"))
  }

  @Test("a sweep is drawn as lines over its values")
  func sweep() {
    var report = Sample.report
    report.plan.request.sweep = Sweep(parameter: "qubits", values: [2, 3, 4])
    report.runs = [2, 3, 4].map { Sample.run("native", ["00": 100], label: "qubits=\($0)", seconds: Double($0)) }
    let pictures = ReportPlots(report).pictures
    let dots = pictures.flatMap(\.items).filter { if case .dot = $0 { true } else { false } }
    #expect(dots.count == 6)
  }

  @Test("the curves of an insight come first, with their intervals as bars")
  func curves() throws {
    var report = Sample.report
    report.plan.request.sweep = Sweep(parameter: "noise", values: [0, 0.1], channel: .depolarizing)
    report.runs = [0, 0.1].map { Sample.run("native", ["00": 100], label: "noise=\($0)") }
    report.insight?.series = [
      Insight.Series(
        name: "logical_error", parameter: "depolarizing", x: [0, 0.1], y: [0.1, 0.2], low: [0.05, 0.15], high: [0.15, 0.4])
    ]
    let svg = try #require(SVGReport.write(report))
    #expect(svg.contains("logical error over depolarizing"))
    let first = try #require(ReportPlots(report).pictures.first)
    // The interval of the second point is 2.5 times as long as that of the first.
    let bars = first.items.compactMap { item -> Double? in
      guard case .line(let x1, let y1, let x2, let y2, _, let width) = item, x1 == x2, width == 1, y1 - y2 > 8 else { return nil }
      return y1 - y2
    }
    #expect(bars.count == 2 && abs(bars[1] / bars[0] - 2.5) < 0.01, "\(bars)")
  }

  @Test("a benchmark has its medians in the comparison, every round beside them")
  func benchmark() {
    var report = Sample.report
    report.benchmark = Benchmark(
      warmups: 1, repeats: 3,
      entries: [
        .init(name: "native", backend: "native", method: .auto, label: nil, seconds: [1, 3, 2], peakBytes: 10),
        .init(name: "aer", backend: "aer", method: .auto, label: nil, seconds: [4, 4, 4], peakBytes: 20),
      ])
    report.benchmark?.rank()
    let rows = ReportSheets(report).sheets[2].rows.map { $0.map(\.plain) }
    #expect(rows.contains(["native", "", "2", "1.5", "2.5", "0.5", "1", "3", "10", "1", "1", "3", "2"]))
    #expect(rows.contains { $0.first == "aer" && $0.dropFirst(9).first == "2" })
    #expect(ReportPlots(report).pictures.count == 2)
  }

  @Test("nothing to plot gives no SVG rather than an empty one")
  func nothing() {
    var report = Sample.report
    report.runs = []
    #expect(SVGReport.write(report) == nil)
    #expect(HTMLReport.write(report).contains("</html>"))
  }

  @Test("long text is folded within the page, and every page is numbered")
  func pages() {
    var report = Sample.report
    report.insight?.findings = (0..<150).map { "finding \($0) " + String(repeating: "word ", count: 30) }
    let pages = ReportPages(report).pages
    #expect(pages.count > 3)
    for (index, page) in pages.enumerated() {
      let texts = page.items.compactMap { item -> (Double, String)? in
        if case .text(_, let y, let text, _, _, _, _) = item { (y, text) } else { nil }
      }
      #expect(texts.contains { $0.1 == "\(index + 1) / \(pages.count)" })
      #expect(texts.allSatisfy { $0.0 > 0 && $0.0 < ReportPages.height && $0.1.count < 120 })
    }
  }
}

extension String {
  func components(_ separator: String) -> [Substring] { split(separator: separator, omittingEmptySubsequences: false) }
}
