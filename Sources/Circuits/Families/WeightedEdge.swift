import Core

/// An edge of a graph with what cutting it is worth.
public struct WeightedEdge: Hashable, Sendable {
  /// The nodes that it joins, counted from 0.
  public var a: Int
  public var b: Int
  /// 1 where nothing was said.
  public var weight: Double

  public init(_ a: Int, _ b: Int, weight: Double = 1) { (self.a, self.b, self.weight) = (a, b, weight) }

  /// The edge that `[a, b]` or `[a, b, weight]` is; nil where it is neither, or the weight is 0 or no finite number.
  public init?(_ item: JSONValue) {
    guard let parts = item.array, parts.count == 2 || parts.count == 3, let a = parts[0].int, let b = parts[1].int else {
      return nil
    }
    self.init(a, b)
    guard parts.count == 3 else { return }
    guard let weight = parts[2].double, Self.isUsable(weight) else { return nil }
    self.weight = weight
  }

  /// Whether an edge may have this weight: finite, not 0, and of a size whose phases are still exact.
  static func isUsable(_ weight: Double) -> Bool { weight.isFinite && abs(weight) >= 1e-9 && abs(weight) <= 1e9 }

  /// What the cut that puts node k on the side `sides[k]` is worth.
  public static func cut(_ edges: [WeightedEdge], _ isOtherSide: (Int, Int) -> Bool) -> Double {
    edges.reduce(0) { isOtherSide($1.a, $1.b) ? $0 + $1.weight : $0 }
  }
}
