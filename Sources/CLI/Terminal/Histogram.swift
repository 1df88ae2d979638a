/// Counts as bars.
enum Histogram {
  /// The most frequent outcomes, at most `limit`, in the order of their bits when all are shown and by frequency
  /// otherwise, and how many others there are.
  static func lines(_ counts: [String: Int], width: Int, limit: Int = 16) -> [Line] {
    let total = counts.values.reduce(0, +)
    guard total > 0 else { return [] }
    let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var shown = Array(frequent.prefix(limit))
    let rest = frequent.dropFirst(limit)
    if rest.isEmpty { shown.sort { $0.key < $1.key } }
    let label = max(shown.map { TextWidth.of($0.key) }.max() ?? 0, rest.isEmpty ? 0 : 6)
    let digits = String(shown.map(\.value).max() ?? 0).count
    let restCount = rest.reduce(0) { $0 + $1.value }
    let numbers = max(digits, String(restCount).count)
    let room = max(width - 2 - label - 2 - numbers - 2 - 7 - 2, 5)
    let largest = shown.map(\.value).max() ?? 1
    var lines = shown.map { key, count in
      row(key, count, total, label: label, numbers: numbers, bar: bar(count, of: largest, width: min(room, 40)))
    }
    if !rest.isEmpty {
      var line = row("others", restCount, total, label: label, numbers: numbers, bar: "")
      line.spans.append(Span("  \(rest.count) outcomes", .dim))
      lines.append(line)
    }
    return lines
  }

  /// Exact probabilities as bars, by the same rules.
  static func lines(probabilities: [String: Double], width: Int, limit: Int = 16) -> [Line] {
    let frequent = probabilities.filter { $0.value > 1e-12 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let largest = frequent.first?.value else { return [] }
    var shown = Array(frequent.prefix(limit))
    let rest = frequent.dropFirst(limit)
    if rest.isEmpty { shown.sort { $0.key < $1.key } }
    let label = max(shown.map { TextWidth.of($0.key) }.max() ?? 0, 6)
    var lines = shown.map { key, value in
      let bar = bar(Int(value * 1e9), of: Int(largest * 1e9), width: min(max(width - label - 16, 5), 40))
      return Line(
        Span("  " + TextWidth.padded(key, to: label)), Span("  " + TextWidth.flushed(Numbers.fixed(value, 6), to: 8) + "  "),
        Span(bar, .accent))
    }
    if !rest.isEmpty {
      let sum = rest.reduce(0) { $0 + $1.value }
      lines.append(
        Line(
          Span("  " + TextWidth.padded("others", to: label)), Span("  " + TextWidth.flushed(Numbers.fixed(sum, 6), to: 8)),
          Span("  \(rest.count) outcomes", .dim)))
    }
    return lines
  }

  private static func row(
    _ key: String, _ count: Int, _ total: Int, label: Int, numbers: Int, bar: String
  ) -> Line {
    let percent = TextWidth.flushed(Numbers.percent(Double(count) / Double(total)), to: 7)
    return Line(
      Span("  " + TextWidth.padded(key, to: label), .bold), Span("  " + TextWidth.flushed(String(count), to: numbers)),
      Span("  " + percent, .dim), Span(bar.isEmpty ? "" : "  " + bar, .accent))
  }

  /// A bar in eighths of a column; anything above nothing is seen.
  static func bar(_ value: Int, of largest: Int, width: Int) -> String {
    guard value > 0, largest > 0 else { return "" }
    let eighths = max(1, Int((Double(value) / Double(largest) * Double(width) * 8).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }
}
