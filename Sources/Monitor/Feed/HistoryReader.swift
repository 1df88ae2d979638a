import Bus
import Core
import FoundationEssentials
import Node

/// Reads what the node recorded of the crew: metrics of seven days, and the headers of the messages.
struct HistoryReader {
  /// Buckets of a history, about two for each column of a wide screen.
  static let buckets = 360
  /// Samples that are decoded at most: of a longer time every second, third, … is.
  static let samples = 2500
  /// Recorded messages that are counted at most, the newest.
  static let messages = 100_000

  private let metrics: String
  private let traffic: TrafficFiles

  init(_ home: Home) {
    metrics = home.state + "/metrics"
    traffic = TrafficFiles(folder: TrafficFiles.folder(home))
  }

  /// The crew over `range` until `now`. Blocks while it reads.
  func read(_ range: HistoryRange, now: WallTime) -> HistoryFacts {
    let from = now.milliseconds - Int64(range.seconds) * 1000
    var facts = HistoryFacts(
      range: range, from: from, to: now.milliseconds, buckets: [], senders: [], kinds: [], messages: 0, isCut: false)
    facts.buckets = HistoryFold.buckets(samples(from, now), from: from, to: now.milliseconds, count: Self.buckets)
    // A day of messages may be hundreds of megabytes; the metrics hold their number.
    if range.seconds <= 3600 { count(&facts) }
    return facts
  }

  private func days(_ from: Int64, _ now: WallTime) -> [String] {
    stride(from: from, through: now.milliseconds + 86_399_999, by: 86_400_000).map {
      String(WallTime(milliseconds: $0).iso8601.prefix(10))
    }
    .filter { $0 <= now.iso8601.prefix(10) }
  }

  private func samples(_ from: Int64, _ now: WallTime) -> [MetricsSample] {
    var lines: [Data] = []
    for day in days(from, now) {
      let files = RotatingFile(path: "\(metrics)/\(day).jsonl", limit: .init(bytes: 50_000_000, files: 2))
      for path in files.paths.reversed() {
        lines += (FileManager.default.contents(atPath: path) ?? Data()).split(separator: 0x0A)
      }
    }
    // A sample every ten seconds: what lies before the span need not be decoded.
    lines = lines.suffix(Int((now.milliseconds - from) / 10_000) + 60)
    let step = max(1, (lines.count + Self.samples - 1) / Self.samples)
    return stride(from: 0, to: lines.count, by: step).compactMap {
      try? JSON.decode(MetricsSample.self, from: Data(lines[$0]))
    }
  }

  private func count(_ facts: inout HistoryFacts) {
    let from = WallTime(milliseconds: facts.from)
    var senders: [String: Int] = [:]
    var kinds: [String: Int] = [:]
    let blocks = days(facts.from, WallTime(milliseconds: facts.to)).flatMap { traffic.blocks(of: $0, from: from) }
    for block in blocks.reversed() {
      if facts.messages >= Self.messages { facts.isCut = true; break }
      facts.messages += block.records.count
      for record in block.records {
        if senders.count < 512 || senders[record.header.sender] != nil {
          senders[record.header.sender, default: 0] += 1
        }
        kinds[record.header.kind.name, default: 0] += 1
      }
    }
    func top(_ counts: [String: Int]) -> [HistoryFacts.Count] {
      counts.map { .init(name: $0.key, count: $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }.prefix(
        12
      ).map(\.self)
    }
    facts.senders = top(senders)
    facts.kinds = top(kinds)
  }
}

/// Samples in stretches of time. Pure.
enum HistoryFold {
  /// `count` buckets from `from` to `to`, in milliseconds; nil where no sample lies near.
  static func buckets(_ samples: [MetricsSample], from: Int64, to: Int64, count: Int) -> [HistoryFacts.Bucket?] {
    var sums = [(bucket: HistoryFacts.Bucket, samples: Int)?](repeating: nil, count: count)
    var before: (time: Int64, messages: UInt64)?
    let width = max(1, (to - from) / Int64(count))
    for sample in samples {
      guard let time = ISOTime.milliseconds(sample.time) else { continue }
      defer { before = (time, sample.bus.messagesIn) }
      guard time >= from, time < to else { continue }
      let at = min(count - 1, Int((time - from) / width))
      var (bucket, known) = sums[at] ?? (HistoryFacts.Bucket(), 0)
      bucket.cpu += sample.agents.reduce(0) { $0 + $1.cpu }
      bucket.memory += sample.agents.reduce(0) { $0 + Double($1.memory) }
      bucket.tasks += sample.system.systemThroughput
      bucket.messages += rate(before, (time, sample.bus.messagesIn))
      bucket.healthy = known == 0 ? sample.system.healthyAgents : min(bucket.healthy, sample.system.healthyAgents)
      bucket.alerts = max(bucket.alerts, sample.alerts.count)
      known += 1
      sums[at] = (bucket, known)
    }
    let means = sums.map { sum -> HistoryFacts.Bucket? in
      guard let (bucket, known) = sum else { return nil }
      var mean = bucket
      let share = 1 / Double(known)
      (mean.cpu, mean.memory, mean.tasks, mean.messages) = (
        bucket.cpu * share, bucket.memory * share, bucket.tasks * share, bucket.messages * share
      )
      return mean
    }
    return filled(means, gap: max(1, Int(25_000 / width)))
  }

  /// Messages a minute between two samples; zero over a new start of the node, which counts anew.
  private static func rate(_ before: (time: Int64, messages: UInt64)?, _ now: (time: Int64, messages: UInt64)) -> Double
  {
    guard let before, now.messages >= before.messages, now.time > before.time else { return 0 }
    return Double(now.messages - before.messages) * 60_000 / Double(now.time - before.time)
  }

  /// Samples come every ten seconds: shorter buckets between two of them hold what the first one says.
  private static func filled(_ buckets: [HistoryFacts.Bucket?], gap: Int) -> [HistoryFacts.Bucket?] {
    var buckets = buckets
    var last: (at: Int, bucket: HistoryFacts.Bucket)?
    for at in buckets.indices {
      if let bucket = buckets[at] {
        last = (at, bucket)
      } else if let last, at - last.at <= gap {
        buckets[at] = last.bucket
      }
    }
    return buckets
  }
}
