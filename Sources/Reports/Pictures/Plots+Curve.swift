import Core

extension Plots {
  /// A curve of an insight, with its 95 % intervals as bars where they are known.
  public static func curve(_ series: Insight.Series, width: Double = 640, height: Double = 300) -> Picture {
    let (left, top, bottom) = (64.0, 34.0, 48.0)
    let title = words(series.name) + " over " + words(series.parameter)
    let whole = series.low?.count == series.y.count && series.high?.count == series.y.count
    let ends = whole ? (series.low ?? []) + (series.high ?? []) : []
    var picture = Plots.lines(
      title: title + (whole ? " (bars: 95 % intervals)" : ""), x: series.x, series: [Series(words(series.name), series.y)],
      horizontal: words(series.parameter), vertical: "", width: width, height: height, within: ends)
    guard whole else { return picture }
    let across = Axis(series.x, fromZero: false)
    let axis = Axis(series.y + ends, fromZero: true)
    let (inner, span) = (height - top - bottom, width - left - 24)
    for (index, x) in series.x.enumerated() where index < series.y.count {
      let place = left + span * across.place(x)
      let (low, high) = (series.low?[index] ?? 0, series.high?[index] ?? 0)
      let (from, to) = (top + inner * (1 - axis.place(low)), top + inner * (1 - axis.place(high)))
      picture.line(place, from, place, to, Picture.Colour.series[0])
      for end in [from, to] { picture.line(place - 4, end, place + 4, end, Picture.Colour.series[0]) }
    }
    return picture
  }

  private static func words(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }
}
