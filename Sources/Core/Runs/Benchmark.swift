/// How long a circuit takes on several backends: repeated, interleaved, after warming up.
public struct Benchmark: Hashable, Codable, Sendable {
  /// Rounds that were run and not counted.
  public var warmups: Int
  /// Rounds that count.
  public var repeats: Int
  /// Fastest first.
  public var entries: [Entry]
  public var fastest: String?
  public var leanest: String?

  public init(warmups: Int, repeats: Int, entries: [Entry]) {
    self.warmups = warmups
    self.repeats = repeats
    self.entries = entries
  }

  /// One backend, at one value of a sweep where there is one. Times are in seconds.
  public struct Entry: Hashable, Codable, Sendable {
    public var name: String
    public var backend: String
    public var method: Method
    public var label: String?
    /// In the order in which they ran.
    public var seconds: [Double]
    public var median: Double
    public var minimum: Double
    public var maximum: Double
    /// The quartiles, and their distance over the median.
    public var lower: Double
    public var upper: Double
    public var spread: Double
    public var peakBytes: Int
    /// The median over that of the fastest with the same label.
    public var ratio: Double

    public init(name: String, backend: String, method: Method, label: String?, seconds: [Double], peakBytes: Int) {
      self.name = name
      self.backend = backend
      self.method = method
      self.label = label
      self.seconds = seconds
      self.peakBytes = peakBytes
      let sorted = seconds.sorted()
      median = Self.quantile(sorted, 0.5)
      lower = Self.quantile(sorted, 0.25)
      upper = Self.quantile(sorted, 0.75)
      minimum = sorted.first ?? 0
      maximum = sorted.last ?? 0
      spread = median > 0 ? (upper - lower) / median : 0
      ratio = 1
    }

    /// The quantile of sorted values, by linear interpolation between neighbours (Hyndman and Fan, type 7).
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
      guard let first = sorted.first else { return 0 }
      let place = share * Double(sorted.count - 1)
      let index = Int(place)
      guard index + 1 < sorted.count else { return sorted.last ?? first }
      return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
    }
  }

  /// Puts the fastest first and works out the ratios.
  public mutating func rank() {
    for index in entries.indices {
      let best = entries.filter { $0.label == entries[index].label }.map(\.median).filter { $0 > 0 }.min() ?? 0
      entries[index].ratio = best > 0 ? entries[index].median / best : 1
    }
    let order = entries.map(\.label).reduce(into: [String?]()) { if !$0.contains($1) { $0.append($1) } }
    entries = order.flatMap { label in
      entries.filter { $0.label == label }.sorted { ($0.median, $0.name) < ($1.median, $1.name) }
    }
    guard Set(entries.map(\.name)).count > 1 else { return }
    let names = Set(entries.map(\.name)).sorted()
    func least(_ cost: (Entry) -> Double) -> String? {
      names.min { a, b in
        entries.filter { $0.name == a }.reduce(0) { $0 + cost($1) } < entries.filter { $0.name == b }.reduce(0) { $0 + cost($1) }
      }
    }
    fastest = least { $0.median }
    if entries.allSatisfy({ $0.peakBytes > 0 }) { leanest = least { Double($0.peakBytes) } }
  }
}
