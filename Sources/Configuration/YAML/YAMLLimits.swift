/// How much of a document is read before it is refused: what a hand writes is far below, and a hostile file costs
/// little.
public struct YAMLLimits: Hashable, Sendable {
  public var bytes = 1 << 20
  public var depth = 32
  /// Values, those that aliases repeat counted each time.
  public var nodes = 20_000

  public init() {}
}
