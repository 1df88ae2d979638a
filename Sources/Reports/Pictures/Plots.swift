import Core

/// The plots that reports are made of.
public enum Plots {
  /// Bars of one or more series over the same labels.
  public struct Series: Hashable, Sendable {
    public var name: String
    public var values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  private static let left = 64.0
  private static let top = 34.0

  /// A histogram: `labels` along the bottom, a bar for each series.
  public static func bars(
    title: String, labels: [String], series: [Series], vertical: String, width: Double = 640, height: Double = 300
  ) -> Picture {
    let longest = labels.map(\.count).max() ?? 0
    let slot = (width - left - 16) / Double(max(1, labels.count))
    let turned = Double(longest) * 6.6 > slot
    let bottom = turned ? 34.0 : 44.0
    var picture = Picture(width: width, height: height)
    picture.rectangle(0, 0, width, height, .paper)
    picture.text(width / 2, 20, title, size: 13, anchor: .middle, bold: true)
    let axis = Axis(series.flatMap(\.values), fromZero: true)
    let inner = height - top - bottom
    frame(&picture, axis, vertical, inner, width)
    let bar = slot * 0.8 / Double(max(1, series.count))
    for (index, label) in labels.enumerated() {
      let x = left + slot * Double(index)
      for (number, one) in series.enumerated() where index < one.values.count {
        let size = inner * axis.place(max(axis.low, one.values[index]))
        picture.rectangle(
          x + slot * 0.1 + bar * Double(number), top + inner - size, max(0.5, bar - 1), size,
          Picture.Colour.series[number % Picture.Colour.series.count])
      }
      // Where labels would run into one another, only as many are written as fit.
      let every = turned ? Int((Double(longest) * 6.6 / max(1, slot)).rounded(.up)) : 1
      if index % max(1, every) == 0 {
        picture.text(x + slot / 2, top + inner + 14, label, size: 10, anchor: .middle, colour: .grey)
      }
    }
    legend(&picture, series.map(\.name), width)
    return picture
  }

  /// Lines through points; x are numbers. The scale also holds the values `within`.
  public static func lines(
    title: String, x: [Double], series: [Series], horizontal: String, vertical: String, width: Double = 640,
    height: Double = 300, within: [Double] = []
  ) -> Picture {
    let bottom = 48.0
    var picture = Picture(width: width, height: height)
    picture.rectangle(0, 0, width, height, .paper)
    picture.text(width / 2, 20, title, size: 13, anchor: .middle, bold: true)
    let across = Axis(x, fromZero: false)
    let axis = Axis(series.flatMap(\.values) + within, fromZero: true)
    let inner = height - top - bottom
    let span = width - left - 24
    frame(&picture, axis, vertical, inner, width)
    for mark in across.marks {
      let place = left + span * across.place(mark)
      picture.line(place, top + inner, place, top + inner + 4, .grey)
      picture.text(place, top + inner + 16, Figures.significant(mark), size: 10, anchor: .middle, colour: .grey)
    }
    picture.text(left + span / 2, height - 12, horizontal, size: 11, anchor: .middle, colour: .grey)
    for (number, one) in series.enumerated() {
      let colour = Picture.Colour.series[number % Picture.Colour.series.count]
      let points = zip(x, one.values).filter { $0.isFinite && $1.isFinite }.sorted { $0.0 < $1.0 }
        .map { (left + span * across.place($0), top + inner * (1 - axis.place($1))) }
      for (from, to) in zip(points, points.dropFirst()) { picture.line(from.0, from.1, to.0, to.1, colour, width: 2) }
      for point in points { picture.dot(point.0, point.1, 3, colour) }
    }
    legend(&picture, series.map(\.name), width)
    return picture
  }

  /// The vertical scale with its marks and guide lines.
  private static func frame(_ picture: inout Picture, _ axis: Axis, _ name: String, _ inner: Double, _ width: Double) {
    for mark in axis.marks {
      let y = top + inner * (1 - axis.place(mark))
      picture.line(left, y, width - 16, y, mark == axis.low ? .grey : .faint)
      picture.text(left - 6, y + 4, Figures.significant(mark), size: 10, anchor: .end, colour: .grey)
    }
    picture.text(8, 24, name, size: 10, colour: .grey)
  }

  private static func legend(_ picture: inout Picture, _ names: [String], _ width: Double) {
    guard names.count > 1 else { return }
    var y = top + 4
    for (number, name) in names.prefix(6).enumerated() {
      picture.rectangle(width - 26, y, 10, 10, Picture.Colour.series[number % Picture.Colour.series.count])
      picture.text(width - 32, y + 9, name, size: 10, anchor: .end)
      y += 15
    }
  }
}
