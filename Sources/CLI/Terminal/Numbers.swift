/// Numbers as people read them.
enum Numbers {
  /// `value` with `digits` digits after the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    let text = String(UInt64(scaled))
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return digits == 0 ? sign + padded : sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  /// A share as a percentage with one digit: `49.7 %`.
  static func percent(_ share: Double) -> String { fixed(share * 100, 1) + " %" }

  /// A value with about four significant digits, small and large ones as powers of ten.
  static func short(_ value: Double) -> String {
    if value == 0 { return "0" }
    let size = abs(value)
    if size >= 1e6 || size < 1e-4 { return scientific(value) }
    if let whole = Int(exactly: value) { return String(whole) }
    let digits = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 10 ? 3 : size >= 1 ? 4 : 5
    return trimmed(fixed(value, digits))
  }

  private static func scientific(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    var exponent = 0
    var size = abs(value)
    while size >= 10 {
      size /= 10
      exponent += 1
    }
    while size < 1, size > 0 {
      size *= 10
      exponent -= 1
    }
    return (value < 0 ? "-" : "") + trimmed(fixed(size, 2)) + "e\(exponent)"
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A span of time: `12 µs`, `3.4 ms`, `1.2 s`, `2 min 5 s`, `3 h 4 min`.
  static func seconds(_ value: Double) -> String {
    guard value.isFinite, value >= 0 else { return "?" }
    if value < 1e-3 { return fixed(value * 1e6, 0) + " µs" }
    if value < 1 { return fixed(value * 1e3, value < 0.01 ? 1 : 0) + " ms" }
    if value < 60 { return fixed(value, 1) + " s" }
    let whole = Int(min(value, 1e12))
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    if whole < 86_400 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
    return "\(whole / 86_400) d \(whole / 3600 % 24) h"
  }

  /// Bytes in binary units: `512 B`, `1.5 KiB`, `2 GiB`.
  static func bytes(_ value: Int) -> String {
    if value < 1024 { return "\(value) B" }
    var size = Double(value)
    var unit = -1
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB"]
    while size >= 1024, unit < units.count - 1 {
      size /= 1024
      unit += 1
    }
    return trimmed(fixed(size, 1)) + " " + units[unit]
  }

  /// A whole number with commas: `1,024`.
  static func grouped(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var parts: [String] = []
    while digits.count > 3 {
      parts.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + parts).joined(separator: ",")
  }
}
