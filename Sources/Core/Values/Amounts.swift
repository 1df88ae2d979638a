/// Quantities as people read them.
public enum Amounts {
  /// `1.5 GiB`, `512 bytes`.
  public static func bytes(_ count: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    guard count >= 1024 else { return "\(count) bytes" }
    var value = Double(count)
    var unit = -1
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return "\(decimal(value)) \(units[unit])"
  }

  /// `250 us`, `3.2 ms`, `1.4 s`, `2 min 5 s`, `3 h 2 min`.
  public static func seconds(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "unknown time" }
    if seconds < 0.001 { return "\(Int((seconds * 1e6).rounded())) us" }
    if seconds < 1 { return "\(decimal(seconds * 1000)) ms" }
    if seconds < 60 { return "\(decimal(seconds)) s" }
    guard seconds < 1e12 else { return "more than 30,000 years" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    if whole < 86_400 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
    return "\(whole / 86_400) d \(whole / 3600 % 24) h"
  }

  /// `value` with three digits or so: `0.25`, `3.2`, `47`.
  public static func decimal(_ value: Double) -> String {
    let places = value >= 100 ? 0 : value >= 10 ? 1 : 2
    let scale = places == 0 ? 1.0 : places == 1 ? 10.0 : 100.0
    let rounded = (value * scale).rounded() / scale
    if let whole = Int(exactly: rounded) { return "\(whole)" }
    return "\(rounded)"
  }
}
