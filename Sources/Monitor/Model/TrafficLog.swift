import Core

/// What was seen of the bus: the newest messages, and numbers over all of them.
public struct TrafficLog: Hashable, Sendable {
  /// How many messages are kept to be read.
  public static let capacity = 4096
  /// For how many seconds rates are kept.
  public static let seconds = 600

  private var ring: [TrafficMessage] = []
  private var next = 0
  /// Messages seen since the monitor began.
  public private(set) var total = 0
  /// Messages that went by unseen; shown beside every total.
  public private(set) var lost: UInt64 = 0
  public private(set) var bytes = 0
  public private(set) var byKind: [String: Int] = [:]
  public private(set) var sent: [String: Int] = [:]
  public private(set) var received: [String: Int] = [:]
  public private(set) var pairs: [Pair: Int] = [:]
  public private(set) var refused = 0
  /// Messages by second, with the newest second last; `second` is the newest.
  private var counts = [Int](repeating: 0, count: TrafficLog.seconds)
  private var volumes = [Int](repeating: 0, count: TrafficLog.seconds)
  private var second: Int64 = 0
  private var open: [UInt64: WallTime] = [:]
  private var order: [UInt64] = []
  private var oldest = 0
  private var latencies: [Double] = []
  private var latencyAt = 0

  /// A sender and a receiver.
  public struct Pair: Hashable, Sendable {
    public var from: String
    public var to: String
  }

  public init() {}

  public var count: Int { ring.count }

  /// The kept messages, oldest first: 0 to `count`.
  public subscript(_ position: Int) -> TrafficMessage { ring[(next + position) % ring.count] }

  public var messages: [TrafficMessage] { ring.isEmpty ? [] : Array(ring[next...] + ring[..<next]) }

  mutating func take(_ batch: TrafficBatch) {
    lost &+= batch.lost
    for message in batch.messages { add(message) }
  }

  private mutating func add(_ message: TrafficMessage) {
    var message = message
    total += 1
    bytes += message.bytes
    byKind[message.kind, default: 0] += 1
    count(message)
    if message.outcome == "refused" { refused += 1 }
    match(&message)
    advance(to: message.time.milliseconds / 1000)
    let age = Int(second - message.time.milliseconds / 1000)
    if age >= 0, age < Self.seconds {
      counts[slot(age)] += 1
      volumes[slot(age)] += message.bytes
    }
    if ring.count < Self.capacity {
      ring.append(message)
    } else {
      ring[next] = message
      next = (next + 1) % Self.capacity
    }
  }

  private mutating func count(_ message: TrafficMessage) {
    // Names from outside could be without end.
    if sent.count < 512 || sent[message.from] != nil { sent[message.from, default: 0] += 1 }
    if received.count < 512 || received[message.to] != nil { received[message.to, default: 0] += 1 }
    let pair = Pair(from: message.from, to: message.to)
    if pairs.count < 1024 || pairs[pair] != nil { pairs[pair, default: 0] += 1 }
  }

  private mutating func match(_ message: inout TrafficMessage) {
    if message.replyTo != 0, let asked = open[message.replyTo], message.kind != "progress" {
      let latency = Double(message.time.milliseconds - asked.milliseconds) / 1000
      message.latency = max(0, latency)
      remember(max(0, latency))
      open[message.replyTo] = nil
    } else if message.kind == "request" || message.kind == "query", message.outcome != "refused" {
      open[message.id] = message.time
      order.append(message.id)
      if order.count - oldest > Self.capacity {
        open[order[oldest]] = nil
        oldest += 1
      }
      if oldest > Self.capacity {
        order.removeFirst(oldest)
        oldest = 0
      }
    }
  }

  private mutating func remember(_ latency: Double) {
    if latencies.count < 512 {
      latencies.append(latency)
    } else {
      latencies[latencyAt] = latency
      latencyAt = (latencyAt + 1) % 512
    }
  }

  private func slot(_ age: Int) -> Int {
    let place = (second - Int64(age)) % Int64(Self.seconds)
    return Int(place < 0 ? place + Int64(Self.seconds) : place)
  }

  /// Time went on: seconds without a message count too.
  mutating func advance(to now: Int64) {
    if second == 0 { second = now }
    guard now > second else { return }
    for step in 1...min(now - second, Int64(Self.seconds)) {
      let place = Int((second + step) % Int64(Self.seconds))
      counts[place] = 0
      volumes[place] = 0
    }
    second = now
  }

  /// Messages a second for the last `span` seconds, oldest first; the second that still runs is left out.
  public func rates(_ span: Int) -> [Double] {
    (1...max(1, min(span, Self.seconds - 1))).reversed().map { Double(counts[slot($0)]) }
  }

  /// Bytes a second, likewise.
  public func byteRates(_ span: Int) -> [Double] {
    (1...max(1, min(span, Self.seconds - 1))).reversed().map { Double(volumes[slot($0)]) }
  }

  /// The mean rate of the last five full seconds.
  public var rate: Double { rates(5).reduce(0, +) / 5 }

  /// The share `p` of the last 512 answers came within this many seconds; nil before the first answer.
  public func latency(_ p: Double) -> Double? {
    if latencies.isEmpty { return nil }
    let sorted = latencies.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * p))]
  }

  /// Questions that nobody has answered yet.
  public var unanswered: Int { open.count }
}
