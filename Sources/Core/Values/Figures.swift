import Glibc

/// Numbers as people read them.
public enum Figures {
  /// `value` with `digits` significant digits: 0.0312, 1.5e-7, 1024.
  public static func significant(_ value: Double, _ digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "undefined" : (value < 0 ? "-infinity" : "infinity") }
    if value == 0 { return "0" }
    let exponent = Int(log10(abs(value)).rounded(.down))
    if exponent < -4 || exponent > 8 {
      let mantissa = rounded(value / pow(10, Double(exponent)), digits - 1)
      return plain(mantissa) + "e\(exponent)"
    }
    return plain(rounded(value, digits - 1 - exponent))
  }

  /// A share as a percentage with three significant digits: 0.0312 is `3.12 %`.
  public static func percent(_ share: Double) -> String { significant(share * 100) + " %" }

  /// A span of time in the unit that suits it once it is rounded: 999.9 µs is `1 ms`.
  public static func seconds(_ value: Double) -> String {
    if value == 0 { return "0 s" }
    let scales = [(1e-9, 1e-6, "ns"), (1e-6, 1e-3, "µs"), (1e-3, 1, "ms"), (1, 120, "s"), (60, 7200, "min")]
    for (unit, end, name) in scales where rounded(value, to: 3) < end { return significant(value / unit) + " " + name }
    return significant(value / 3600) + " h"
  }

  /// The size of `value` to so many digits.
  private static func rounded(_ value: Double, to digits: Int) -> Double {
    guard value.isFinite, value != 0 else { return abs(value) }
    let scale = pow(10, Double(digits - 1) - log10(abs(value)).rounded(.down))
    let size = (abs(value) * scale).rounded() / scale
    return size.isFinite ? size : abs(value)
  }

  /// An amount of memory in the unit that suits it, by powers of 1,024.
  public static func bytes(_ count: Int) -> String {
    var value = Double(count)
    var unit = 0
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
    while abs(value) >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return significant(value) + " " + units[unit]
  }

  private static func rounded(_ value: Double, _ places: Int) -> Double {
    if places <= 0 { return value.rounded() }
    let scale = pow(10, Double(min(places, 15)))
    return (value * scale).rounded() / scale
  }

  /// Without a trailing `.0`.
  private static func plain(_ value: Double) -> String {
    if let whole = Int(exactly: value) { return String(whole) }
    return "\(value)"
  }
}
