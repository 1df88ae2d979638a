import Glibc

/// A scale from values to a stretch of the picture, with round marks.
struct Axis {
  let low: Double
  let high: Double
  let marks: [Double]

  /// A scale that holds `values`, from zero where `fromZero`, with about `count` marks at 1, 2 or 5 times a power of ten.
  init(_ values: [Double], fromZero: Bool, count: Int = 5) {
    let finite = values.filter(\.isFinite)
    let least = fromZero ? min(0, finite.min() ?? 0) : finite.min() ?? 0
    var most = finite.max() ?? 1
    if most <= least { most = least + max(1e-9, abs(least) * 0.1, fromZero && least == 0 ? 1 : 0) }
    let raw = (most - least) / Double(max(1, count))
    let power = pow(10, log10(raw).rounded(.down))
    let step = ([1, 2, 5, 10].first { $0 * power >= raw } ?? 10) * power
    low = (least / step).rounded(.down) * step
    high = (most / step).rounded(.up) * step
    let steps = Int(((high - low) / step).rounded())
    let from = low
    marks = (0...max(1, min(20, steps))).map { from + Double($0) * step }
  }

  /// Where `value` stands, 0 at `low` and 1 at `high`.
  func place(_ value: Double) -> Double { high > low ? (value - low) / (high - low) : 0 }
}
