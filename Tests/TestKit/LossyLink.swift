import Core

/// A network between two ends that loses, doubles and reorders what it carries, the same way for the same seed.
public struct LossyLink<Element> {
  /// Shares of 1 that are lost, doubled, and delayed past what follows.
  public var loss: Double
  public var duplication: Double
  public var delay: Double
  private var generator: SeededGenerator
  private var underway: [(due: UInt64, element: Element)] = []
  private var clock: UInt64 = 0
  public private(set) var lost = 0
  public private(set) var doubled = 0

  public init(seed: UInt64, loss: Double, duplication: Double, delay: Double) {
    self.loss = loss
    self.duplication = duplication
    self.delay = delay
    generator = SeededGenerator(seed: seed)
  }

  /// Puts one element in at this end.
  public mutating func send(_ element: Element) {
    clock += 1
    if generator.unit() < loss {
      lost += 1
      return
    }
    let copies = generator.unit() < duplication ? 2 : 1
    doubled += copies - 1
    for _ in 0..<copies {
      let late = generator.unit() < delay ? 1 + generator.next() % 20 : 0
      underway.append((clock + late, element))
    }
  }

  /// Takes out what has arrived at the other end.
  public mutating func receive() -> [Element] {
    clock += 1
    let arrived = underway.filter { $0.due <= clock }.map(\.element)
    underway.removeAll { $0.due <= clock }
    return arrived
  }

  public var isEmpty: Bool { underway.isEmpty }
}
