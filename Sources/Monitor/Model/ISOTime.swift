/// Times as `WallTime.iso8601` writes them: `2026-11-21T09:25:05.123Z`.
enum ISOTime {
  /// Milliseconds since 1970; nil where the text is no such time.
  static func milliseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == 0x5A, bytes[4] == 0x2D, bytes[10] == 0x54 else { return nil }
    func number(_ from: Int, _ count: Int) -> Int64? {
      var value: Int64 = 0
      for byte in bytes[from..<(from + count)] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int64(byte - 0x30)
      }
      return value
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
      let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let fraction = bytes.count == 24 ? number(20, 3) ?? 0 : 0
    return (((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000 + fraction
  }

  /// Days since 1970 in the Gregorian calendar; March is the first month, so that a leap day is the year's last.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return y * 365 + y / 4 - y / 100 + y / 400 + ofYear - 719_468
  }
}
