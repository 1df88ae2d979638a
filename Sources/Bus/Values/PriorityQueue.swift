/// Elements by priority, highest first, and in the order of their arrival within one.
package struct PriorityQueue<Element> {
  /// The elements of one priority: those before `head` are gone.
  private struct Lane {
    var priority: Int16
    var elements: ContiguousArray<Element?> = []
    var head = 0
  }

  /// In falling priority; only the lane of priority 0, which is used most, stays when it is empty.
  private var lanes: [Lane] = []
  package private(set) var count = 0

  package init() {}
  package var isEmpty: Bool { count == 0 }

  package mutating func push(_ element: Element, priority: Int16) {
    count += 1
    var index = 0
    while index < lanes.count, lanes[index].priority > priority { index += 1 }
    if index == lanes.count || lanes[index].priority != priority {
      lanes.insert(Lane(priority: priority), at: index)
    }
    lanes[index].elements.append(element)
  }

  package mutating func pop() -> Element? {
    guard count > 0 else { return nil }
    var lane = 0
    while lanes[lane].head == lanes[lane].elements.count { lane += 1 }
    let head = lanes[lane].head
    let element = lanes[lane].elements[head]
    lanes[lane].elements[head] = nil
    lanes[lane].head = head + 1
    count -= 1
    let size = lanes[lane].elements.count
    if head + 1 == size {
      if lanes[lane].priority == 0 {
        lanes[lane].elements.removeAll(keepingCapacity: size <= 1024)
        lanes[lane].head = 0
      } else {
        lanes.remove(at: lane)
      }
    } else if head >= 1024, head * 2 >= size {
      lanes[lane].elements.removeFirst(head + 1)
      lanes[lane].head = 0
    }
    return element
  }

  /// Takes out what `matches`, in order.
  package mutating func remove(where matches: (Element) -> Bool) -> [Element] {
    var removed: [Element] = []
    for index in lanes.indices {
      var kept: ContiguousArray<Element?> = []
      for case .some(let element) in lanes[index].elements[lanes[index].head...] {
        if matches(element) { removed.append(element) } else { kept.append(element) }
      }
      lanes[index].elements = kept
      lanes[index].head = 0
    }
    lanes.removeAll { $0.elements.isEmpty }
    count -= removed.count
    return removed
  }

  /// Takes out everything, in order.
  package mutating func removeAll() -> [Element] { remove { _ in true } }
}
