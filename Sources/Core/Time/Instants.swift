/// A point on the monotonic clock of this machine: what deadlines and leases are measured on.
public struct Instant: Hashable, Comparable, Sendable, Codable {
  public var nanoseconds: UInt64

  public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }

  /// This instant and `seconds` more; a negative span that would pass zero stops there.
  public func advanced(by seconds: Double) -> Instant {
    let span = seconds * 1e9
    if span >= 0 { return Instant(nanoseconds: nanoseconds &+ UInt64(min(span, 9e18))) }
    let back = UInt64(min(-span, 9e18))
    return Instant(nanoseconds: nanoseconds > back ? nanoseconds - back : 0)
  }

  /// Seconds from `other` to this instant, negative where `other` is later.
  public func seconds(since other: Instant) -> Double {
    nanoseconds >= other.nanoseconds
      ? Double(nanoseconds - other.nanoseconds) * 1e-9 : -Double(other.nanoseconds - nanoseconds) * 1e-9
  }
}

/// A moment for people and records: milliseconds since 1970 in UTC. Never used for a deadline.
public struct WallTime: Hashable, Comparable, Sendable, Codable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (a: WallTime, b: WallTime) -> Bool { a.milliseconds < b.milliseconds }

  public var seconds: Double { Double(milliseconds) / 1000 }

  /// Year, month, day and time of day in UTC, by the civil-from-days algorithm (Hinnant, 2013).
  public var calendar: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int) {
    let days = Int((milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000)
    let inDay = Int(milliseconds - Int64(days) * 86_400_000)
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1,
      inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1000 % 60, inDay % 1000
    )
  }

  /// ISO 8601 in UTC with milliseconds: `2026-11-21T09:25:05.123Z`.
  public var iso8601: String {
    let c = calendar
    func pad(_ n: Int, _ width: Int) -> String {
      let digits = String(n)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(pad(c.year, 4))-\(pad(c.month, 2))-\(pad(c.day, 2))T\(pad(c.hour, 2)):\(pad(c.minute, 2)):"
      + "\(pad(c.second, 2)).\(pad(c.millisecond, 3))Z"
  }
}
