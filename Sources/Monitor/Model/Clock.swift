import Core

/// Times as people read them.
enum Clock {
  /// `09:25:05` in UTC.
  static func time(_ time: WallTime) -> String {
    let c = time.calendar
    return "\(two(c.hour)):\(two(c.minute)):\(two(c.second))"
  }

  /// `09:25:05.123`.
  static func precise(_ time: WallTime) -> String {
    let milliseconds = String(time.calendar.millisecond)
    return self.time(time) + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
  }

  /// `2026-11-21 09:25`, from ISO 8601.
  static func day(_ iso: String) -> String { String(iso.prefix(16)).replacing("T", with: " ") }

  /// `1.2s`, `340ms`, `2m05s`, `3h04m`: at most six columns.
  static func span(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "?" }
    if seconds < 0.001 { return seconds == 0 ? "0s" : "\(Int((seconds * 1e6).rounded()))µs" }
    if seconds < 1 { return "\(Int((seconds * 1000).rounded(.down)))ms" }
    if seconds < 10 { return tenth(seconds) + "s" }
    if seconds < 60 { return "\(Int(seconds))s" }
    let whole = Int(min(seconds, 1e9))
    if whole < 3600 { return "\(whole / 60)m\(two(whole % 60))s" }
    if whole < 86_400 { return "\(whole / 3600)h\(two(whole / 60 % 60))m" }
    return "\(whole / 86_400)d\(two(whole / 3600 % 24))h"
  }

  /// Where a recording stands, in milliseconds, to the tenth of a second: `0.4s`, `12.3s`, `2m05s`.
  static func position(_ milliseconds: Int64) -> String {
    let seconds = Double(milliseconds) / 1000
    return seconds < 60 ? tenth(seconds) + "s" : span(seconds)
  }

  /// Seconds since a sign of life, which are not worth more than a digit: `0.3s`, `12s`; `–` before the first.
  static func age(_ seconds: Double) -> String {
    if seconds < 0 { return "–" }
    return seconds < 10 ? tenth(seconds) + "s" : span(seconds)
  }

  /// Three digits after the point.
  static func thousandth(_ value: Double) -> String {
    let scaled = Int((abs(value) * 1000).rounded())
    let digits = "\(scaled % 1000)"
    return "\(value < 0 ? "-" : "")\(scaled / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// One digit after the point.
  static func tenth(_ value: Double) -> String {
    let scaled = Int((value * 10).rounded(.down))
    return "\(scaled / 10).\(abs(scaled % 10))"
  }

  /// A share in whole percent, `12%`.
  static func percent(_ share: Double) -> String {
    share.isFinite ? "\(Int((min(max(share, 0), 99.99) * 100).rounded()))%" : "?"
  }

  /// `1.2K`, `3.4M`.
  static func count(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    if value < 1000 { return value == value.rounded() ? "\(Int(value))" : tenth(value) }
    if value < 1e6 { return tenth(value / 1e3) + "K" }
    if value < 1e9 { return tenth(value / 1e6) + "M" }
    return tenth(min(value / 1e9, 1e9)) + "B"
  }

  /// `512B`, `1.5K`, `2.0G` by powers of 1,024: at most six columns.
  static func bytes(_ value: Double) -> String {
    guard value.isFinite, value >= 0 else { return "?" }
    var value = value
    for unit in ["B", "K", "M", "G", "T"] {
      if value < 1024 || unit == "T" {
        return unit == "B" ? "\(Int(value))B" : (value < 100 ? tenth(value) : "\(Int(min(value, 1e9)))") + unit
      }
      value /= 1024
    }
    return "?"
  }

  private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
