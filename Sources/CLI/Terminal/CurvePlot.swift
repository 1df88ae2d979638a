import Core

/// A curve of a sweep as a plot of characters: one column band a point, values on the left, the parameter below.
enum CurvePlot {
  private static let height = 8

  /// The plot, at most `width` columns wide; empty where there is nothing to plot.
  static func lines(_ series: Insight.Series, width: Int) -> [Line] {
    let points = Array(zip(series.x, series.y)).filter { $0.0.isFinite && $0.1.isFinite }
    guard points.count > 1, let low = points.map(\.1).min(), let high = points.map(\.1).max() else { return [] }
    let labels = (0..<height).map { Figures.significant(high - (high - low) * Double($0) / Double(height - 1)) }
    let margin = (labels.map { TextWidth.of($0) }.max() ?? 0) + 2
    let band = max(1, min(8, (width - margin - 4) / points.count))
    let shown = Array(points.prefix(max(2, (width - margin - 4) / band)))
    var lines = [Line(Span("  " + title(series), .bold))]
    for row in 0..<height {
      // Only every other value is written; the rest would say nothing more.
      let label = row % 2 == 0 || low == high ? labels[row] : ""
      let dots = shown.map { place($0.1, low, high) == row ? pad("●", band) : String(repeating: " ", count: band) }.joined()
      lines.append(Line(Span("  " + TextWidth.flushed(label, to: margin - 2) + " │", .dim), Span(dots, .accent)))
      if low == high { break }
    }
    lines.append(Line(Span("  " + String(repeating: " ", count: margin - 2) + " └" + String(repeating: "─", count: band * shown.count), .dim)))
    lines.append(axis(series, shown.map(\.0), margin, band))
    return lines
  }

  private static func title(_ series: Insight.Series) -> String {
    words(series.name) + " over " + words(series.parameter)
  }

  private static func words(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }

  private static func place(_ value: Double, _ low: Double, _ high: Double) -> Int {
    guard high > low else { return 0 }
    return Int(((high - value) / (high - low) * Double(height - 1)).rounded())
  }

  /// `text` in the middle of `width` columns.
  private static func pad(_ text: String, _ width: Int) -> String {
    let left = (width - 1) / 2
    return String(repeating: " ", count: left) + text + String(repeating: " ", count: width - 1 - left)
  }

  /// The values below the points, those that have room.
  private static func axis(_ series: Insight.Series, _ values: [Double], _ margin: Int, _ band: Int) -> Line {
    var text = ""
    for (index, value) in values.enumerated() {
      let label = Figures.significant(value)
      let start = index * band + (band - 1) / 2 - label.count / 2
      guard start >= text.count + (text.isEmpty ? 0 : 1) || text.isEmpty else { continue }
      text += String(repeating: " ", count: max(0, start - text.count)) + label
    }
    return Line(Span(String(repeating: " ", count: margin + 2) + text, .dim))
  }
}
