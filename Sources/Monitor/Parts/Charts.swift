/// Pictures of numbers.
extension Canvas {
  /// A bar with its percentage at the right: `██████░░░░ 60%`.
  mutating func bar(_ share: Double, _ area: Rect, role: Role = .bar, percent: Bool = true) {
    guard area.width > 0 else { return }
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    let room = percent && area.width >= 9 ? area.width - 5 : area.width
    let eighths = Int((share * Double(room * 8)).rounded())
    let parts: [String] = ["░", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    for x in 0..<room {
      let left = eighths - x * 8
      if left >= 8 {
        set(area.x + x, area.y, "█", Style(role))
      } else if left > 0 {
        set(area.x + x, area.y, parts[left], Style(role))
      } else {
        set(area.x + x, area.y, "░", Style(.barEmpty))
      }
    }
    if room < area.width { putRight(Clock.percent(share), area.maxX, area.y, Style(role), in: area) }
  }

  /// A curve in braille dots, two values a column, the newest at the right, from zero to `most` (the largest value where
  /// nil). Gives the value at the top.
  @discardableResult
  mutating func graph(_ values: [Double], _ area: Rect, most: Double? = nil, role: Role = .series1, filled: Bool = true)
    -> Double
  {
    let top = max(most ?? values.suffix(area.width * 2).max() ?? 0, 1e-9)
    guard !area.isEmpty else { return top }
    let shown = values.suffix(area.width * 2)
    let offset = area.width * 2 - shown.count
    var dots = [UInt8](repeating: 0, count: area.width * area.height)
    let bits: [[UInt8]] = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]]
    for (at, value) in shown.enumerated() {
      let column = offset + at
      let share = value.isFinite ? min(max(value / top, 0), 1) : 0
      let level = value > 0 ? max(1, Int((share * Double(area.height * 4)).rounded())) : 0
      guard level > 0 else { continue }
      for dot in (filled ? 0 : level - 1)..<level {
        dots[(area.height - 1 - dot / 4) * area.width + column / 2] |= bits[column % 2][dot % 4]
      }
    }
    for y in 0..<area.height {
      for x in 0..<area.width {
        let dot = dots[y * area.width + x]
        if dot != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dot)) {
          set(area.x + x, area.y + y, String(scalar), Style(role))
        }
      }
    }
    return top
  }

  /// A curve of one line of text.
  mutating func sparkline(_ values: [Double], _ area: Rect, most: Double? = nil, role: Role = .series1) {
    let shown = values.suffix(area.width)
    let top = max(most ?? shown.max() ?? 0, 1e-9)
    let steps = Array("▁▂▃▄▅▆▇█")
    for (at, value) in shown.enumerated() {
      let share = value.isFinite ? min(max(value / top, 0), 1) : 0
      set(area.x + area.width - shown.count + at, area.y, String(steps[Int((share * 7).rounded())]), Style(role))
    }
  }

  /// `label  value` lines; gives the rows used.
  @discardableResult
  mutating func entries(_ entries: [(String, Span)], in area: Rect, label width: Int = 16) -> Int {
    for (row, entry) in entries.prefix(area.height).enumerated() {
      let label = Rect(x: area.x, y: area.y + row, width: min(width, area.width), height: 1)
      put(entry.0, area.x, area.y + row, .dim, in: label)
      put(entry.1.text, area.x + width + 1, area.y + row, entry.1.style, in: area)
    }
    return min(entries.count, area.height)
  }
}
