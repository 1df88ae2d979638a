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

  /// A span of time in the unit that suits it.
  public static func seconds(_ value: Double) -> String {
    switch abs(value) {
    case 0: "0 s"
    case ..<1e-6: significant(value * 1e9) + " ns"
    case ..<1e-3: significant(value * 1e6) + " µs"
    case ..<1: significant(value * 1e3) + " ms"
    case ..<120: significant(value) + " s"
    case ..<7200: significant(value / 60) + " min"
    default: significant(value / 3600) + " h"
    }
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
