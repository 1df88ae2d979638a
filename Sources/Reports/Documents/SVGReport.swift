import Core

/// A finished task as one SVG file: the circuit and the plots of its results, one below the other.
public enum SVGReport {
  /// The document; nil where there is nothing to plot. `drawing` is the circuit as an SVG document, where there is one.
  public static func write(_ report: TaskReport, drawing: String? = nil) -> String? {
    let pictures = ReportPlots(report).pictures
    guard !pictures.isEmpty else { return drawing }
    let plots = stacked(pictures, report)
    guard let drawing, let width = length("width", drawing), let height = length("height", drawing),
      let start = drawing.firstRange(of: "<svg "), let inner = plots.firstRange(of: "<svg ")
    else { return plots }
    let size = (max(width, pictures.map(\.width).max() ?? 0), height + 16 + pictures.reduce(0) { $0 + $1.height + 16 })
    let (w, h) = (SVGRenderer.number(size.0), SVGRenderer.number(size.1))
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(w)" height="\(h)" viewBox="0 0 \(w) \(h)">
      \(drawing[start.lowerBound...])<svg y="\(SVGRenderer.number(height + 16))" \(plots[inner.upperBound...])</svg>

      """
  }

  /// A length of the outermost element.
  private static func length(_ name: String, _ document: String) -> Double? {
    guard let start = document.firstRange(of: " \(name)=\"") else { return nil }
    return Double(document[start.upperBound...].prefix { $0 != "\"" })
  }

  private static func stacked(_ pictures: [Picture], _ report: TaskReport) -> String {
    var whole = Picture(
      width: pictures.map(\.width).max() ?? 0, height: pictures.reduce(0) { $0 + $1.height + 16 } - 16)
    var y = 0.0
    for picture in pictures {
      whole.place(picture, x: 0, y: y)
      y += picture.height + 16
    }
    return SVGRenderer.render(whole, title: report.plan.request.request)
  }
}
