/// Numbers as programs write them.
enum AngleText {
  /// A multiple of π by a small fraction where that is the same number, the shortest decimal otherwise; `pi` is how the
  /// language spells π.
  static func write(_ angle: Double, pi: String = "pi") -> String {
    if angle == 0 { return "0" }
    for (numerator, denominator) in fractions {
      for sign in [1.0, -1.0] where sign * (Double(numerator) * .pi / Double(denominator)) == angle {
        let head = numerator == 1 ? pi : "\(numerator)*\(pi)"
        return (sign < 0 ? "-" : "") + head + (denominator == 1 ? "" : "/\(denominator)")
      }
    }
    return decimal(angle)
  }

  /// The shortest decimal that reads back as the same number.
  static func decimal(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// For people: a multiple of π, or at most `digits` significant digits.
  static func short(_ angle: Double, pi: String = "π", digits: Int = 5) -> String {
    if angle == 0 { return "0" }
    for (numerator, denominator) in fractions
    where abs(abs(angle) - Double(numerator) * .pi / Double(denominator)) < 1e-8 {
      return (angle < 0 ? "-" : "") + (numerator == 1 ? "" : "\(numerator)") + pi
        + (denominator == 1 ? "" : "/\(denominator)")
    }
    return significant(angle, digits)
  }

  /// `value` with at most `digits` significant digits.
  static func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var scale = 1.0
    var magnitude = abs(value)
    if magnitude < 1e-4 || magnitude >= 1e9 { return "\(Float(value))" }
    while magnitude < 1 { (magnitude, scale) = (magnitude * 10, scale * 10) }
    while magnitude >= 10 { (magnitude, scale) = (magnitude / 10, scale / 10) }
    for _ in 1..<digits { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return decimal(rounded)
  }

  private static let fractions: [(Int, Int)] = {
    var list: [(Int, Int)] = []
    for denominator in [1, 2, 3, 4, 6, 8, 12, 16, 32, 64, 128] {
      for numerator in 1...(denominator <= 16 ? 31 : 9) where gcd(numerator, denominator) == 1 {
        list.append((numerator, denominator))
      }
    }
    return list
  }()

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
}
