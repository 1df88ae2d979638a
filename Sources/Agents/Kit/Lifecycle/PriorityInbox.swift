/// A queue in the order of priority, first in first out within one: a binary heap.
public struct PriorityInbox<Element: Sendable>: Sendable {
  private struct Entry: Sendable {
    var element: Element
    var priority: Int
    var number: UInt64

    /// Whether it is to be taken before `other`.
    func precedes(_ other: Entry) -> Bool {
      priority != other.priority ? priority > other.priority : number < other.number
    }
  }

  private var heap: [Entry] = []
  private var next: UInt64 = 0

  public init() {}

  public var count: Int { heap.count }
  public var isEmpty: Bool { heap.isEmpty }

  /// Whether any element fulfils `condition`.
  public func contains(_ condition: (Element) -> Bool) -> Bool { heap.contains { condition($0.element) } }

  /// Puts `element` behind all of its priority and higher.
  public mutating func insert(_ element: Element, priority: Int) {
    heap.append(Entry(element: element, priority: priority, number: next))
    next += 1
    rise(heap.count - 1)
  }

  /// Takes the first of the highest priority.
  public mutating func takeFirst() -> Element? {
    guard !heap.isEmpty else { return nil }
    return take(at: 0)
  }

  /// Removes the first found that fulfils `condition`; false where none does.
  public mutating func remove(where condition: (Element) -> Bool) -> Bool {
    guard let index = heap.firstIndex(where: { condition($0.element) }) else { return false }
    _ = take(at: index)
    return true
  }

  private mutating func take(at index: Int) -> Element {
    heap.swapAt(index, heap.count - 1)
    let entry = heap.removeLast()
    if index < heap.count {
      rise(index)
      sink(index)
    }
    return entry.element
  }

  private mutating func rise(_ start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) / 2
      guard heap[index].precedes(heap[parent]) else { return }
      heap.swapAt(index, parent)
      index = parent
    }
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      var first = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count && heap[child].precedes(heap[first]) {
        first = child
      }
      if first == index { return }
      heap.swapAt(index, first)
      index = first
    }
  }
}
