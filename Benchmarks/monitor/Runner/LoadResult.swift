import Core
import FoundationEssentials
import Glibc

/// What was measured.
struct LoadResult: Encodable {
  var eventsPerSecond: Int
  var seconds: Double
  /// Messages sent among the agents, and steps of the task that were completed.
  var sent: Int
  var steps: Int
  /// What the monitor's screens say at the end.
  var shown: Shown
  /// Share of one core, bytes resident at half time and at the end.
  var cpu: Double
  var residentHalf: Int
  var resident: Int
  /// Milliseconds from a key to the screen that it asks for: median and worst.
  var inputMedian: Double
  var inputWorst: Double

  /// The goals of issue 7 that were missed, in words.
  var missedGoals: [String] {
    var missed: [String] = []
    let most = sent > 0 ? 0.25 : 0.01
    if cpu > most { missed.append("cpu \(cpu) of a core, at most \(most)") }
    if sent == 0, resident > 50 << 20 { missed.append("\(resident) bytes resident, at most 50 MiB") }
    if resident > residentHalf + 1 << 20 { missed.append("memory grows: \(residentHalf), then \(resident)") }
    if inputWorst > 50 { missed.append("an input took \(inputWorst) ms, at most 50") }
    if shown.seen + shown.missed != sent { missed.append("\(shown.seen) seen and \(shown.missed) missed of \(sent)") }
    if shown.steps != steps { missed.append("\(shown.steps) steps shown of \(steps)") }
    return missed
  }
}

/// The numbers on the monitor's screens.
struct Shown: Encodable {
  /// Notifications of the agents; messages that went by unseen; steps of the task that are done.
  var seen = 0
  var missed = 0
  var steps = 0

  mutating func readTask(_ rows: [String]) {
    for row in rows {
      guard let end = row.firstRange(of: "/1000 steps done") else { continue }
      steps = Int(String(row[..<end.lowerBound].reversed().prefix { $0.isNumber }.reversed())) ?? 0
    }
  }

  mutating func readTraffic(_ rows: [String]) {
    for row in rows {
      seen = Self.number(after: "notification", in: row) ?? seen
      missed = Self.number(after: "missed", in: row) ?? missed
    }
  }

  private static func number(after word: String, in row: String) -> Int? {
    guard let range = row.firstRange(of: word) else { return nil }
    return Int(row[range.upperBound...].drop { $0 == " " }.prefix { $0.isNumber })
  }
}

/// What a process has used.
struct Usage {
  var cpuSeconds = 0.0
  var resident = 0

  static func of(_ pid: Int32) -> Usage {
    var usage = Usage()
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else {
      return usage
    }
    let words = text[text.index(after: end)...].split(separator: " ")
    guard words.count > 21 else { return usage }
    usage.cpuSeconds = ((Double(words[11]) ?? 0) + (Double(words[12]) ?? 0)) / Double(sysconf(Int32(_SC_CLK_TCK)))
    usage.resident = (Int(words[21]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    return usage
  }
}
