/// The last values of a quantity, one a sample.
public struct History: Hashable, Sendable {
  public private(set) var values: [Double] = []
  public static let capacity = 600

  mutating func add(_ value: Double) {
    values.append(value)
    if values.count > Self.capacity { values.removeFirst(values.count - Self.capacity) }
  }

  /// The newest `count`, oldest first.
  func last(_ count: Int) -> [Double] { Array(values.suffix(max(0, count))) }

  var mean: Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
}
