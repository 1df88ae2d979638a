/// Numbers in figures, however they are written.
extension Tokenizer {
  /// `1000`, `1,000`, `1_000`, `.05`, `1e4`, `2^12`, `8k`, `1/4`, `-3`.
  mutating func number() -> Bool {
    var end = place
    var negative = false
    if scalars[end] == "-", end + 1 < scalars.count, isDigit(end + 1) || scalars[end + 1] == ".",
      end == 0 || isBlank(end - 1) || scalars[end - 1] == "="
    {
      negative = true
      end += 1
    }
    guard let (mantissa, after) = decimal(at: end) else { return false }
    var value = mantissa
    end = after
    (value, end) = power(value, end)
    (value, end) = suffix(value, end)
    add(.number(negative ? -value : value), place..<end)
    return true
  }

  /// Digits with separators, a fraction and an exponent, from `start`.
  private func decimal(at start: Int) -> (Double, Int)? {
    var end = start
    var digits = ""
    while end < scalars.count {
      if isDigit(end) {
        digits.unicodeScalars.append(scalars[end])
        end += 1
      } else if (scalars[end] == "," || scalars[end] == "_") && !digits.isEmpty && digits.count <= 12
        && groupOfThree(end + 1, after: start..<end)
      {
        end += 1
      } else {
        break
      }
    }
    if end < scalars.count, scalars[end] == "." || scalars[end] == "," && isDecimalComma(end, digits), isDigit(end + 1) {
      digits += "."
      end += 1
      while isDigit(end) {
        digits.unicodeScalars.append(scalars[end])
        end += 1
      }
    }
    guard !digits.isEmpty, end > start else { return nil }
    let exponent = exponent(at: end)
    digits += exponent.text
    guard let value = Double(digits.hasPrefix(".") ? "0" + digits : digits) else { return nil }
    return (value, exponent.end)
  }

  /// `0,02` and `0,5 %` as most of Europe writes them: a comma that no list would have there.
  private func isDecimalComma(_ comma: Int, _ head: String) -> Bool {
    var end = comma + 1
    while isDigit(end) { end += 1 }
    guard end > comma + 1, head.count <= 2, end == scalars.count || scalars[end] != "," || isBlank(end + 1) else { return false }
    if head == "0", scalars[comma + 1] == "0", end > comma + 2 { return true }
    while isBlank(end) { end += 1 }
    return end < scalars.count && scalars[end] == "%" && !tokens.contains { $0.isSign(",") }
  }

  private func groupOfThree(_ start: Int, after head: Range<Int>) -> Bool {
    guard isDigit(start), isDigit(start + 1), isDigit(start + 2), !isDigit(start + 3) else { return false }
    // The first group has one to three figures and no leading zero.
    let first = scalars[head].prefix { $0 != "," && $0 != "_" }
    return first.count <= 3 && first.first != "0"
  }

  private func exponent(at end: Int) -> (text: String, end: Int) {
    guard end < scalars.count, scalars[end] == "e" || scalars[end] == "E" else { return ("", end) }
    var next = end + 1
    var text = "e"
    if next < scalars.count, scalars[next] == "-" || scalars[next] == "+" {
      text.unicodeScalars.append(scalars[next])
      next += 1
    }
    guard isDigit(next) else { return ("", end) }
    while isDigit(next) {
      text.unicodeScalars.append(scalars[next])
      next += 1
    }
    return isLetter(next) ? ("", end) : (text, next)
  }

  /// `2^12`, `2**12`, `10^-3` and `1/4`.
  private func power(_ base: Double, _ start: Int) -> (Double, Int) {
    var end = start
    if end < scalars.count, scalars[end] == "^" {
      end += 1
    } else if end + 1 < scalars.count, scalars[end] == "*", scalars[end + 1] == "*" {
      end += 2
    } else if end < scalars.count, scalars[end] == "/", let (below, after) = decimal(at: end + 1), below != 0 {
      return (base / below, after)
    } else {
      return (base, start)
    }
    var negative = false
    if end < scalars.count, scalars[end] == "-" {
      negative = true
      end += 1
    }
    guard let (exponent, after) = decimal(at: end), exponent == exponent.rounded(), exponent <= 62 else {
      return (base, start)
    }
    var value = 1.0
    for _ in 0..<Int(exponent) { value *= base }
    return (negative ? 1 / value : value, after)
  }

  /// `k` and `M` directly after the figures.
  private func suffix(_ value: Double, _ end: Int) -> (Double, Int) {
    guard end < scalars.count, !isLetter(end + 1), !isDigit(end + 1) else { return (value, end) }
    switch scalars[end] {
    case "k", "K": return (value * 1_000, end + 1)
    case "m", "M": return (value * 1_000_000, end + 1)
    default: return (value, end)
    }
  }
}
