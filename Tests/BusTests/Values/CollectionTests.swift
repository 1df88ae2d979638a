import Core
import Testing

@testable import Bus

@Suite("Collections of the bus")
struct CollectionTests {
  @Test("the queue gives what a stable sort by priority would")
  func priorityQueue() {
    var generator = SeededGenerator(seed: 1)
    let priorities: [Int16] = [-3, 0, 0, 0, 7, 1000]
    var queue = PriorityQueue<Int>()
    var model: [(priority: Int16, element: Int)] = []
    for step in 0..<20_000 {
      switch generator.next() % 5 {
      case 0...2:
        let priority = priorities[Int(generator.next() % 6)]
        queue.push(step, priority: priority)
        let at = model.firstIndex { $0.priority < priority } ?? model.count
        model.insert((priority, step), at: at)
      case 3:
        let expected = model.isEmpty ? nil : model.removeFirst().element
        #expect(queue.pop() == expected)
      default:
        guard generator.next() % 50 == 0 else { continue }
        let removed = queue.remove { $0 % 3 == 0 }
        #expect(removed == model.map(\.element).filter { $0 % 3 == 0 })
        model.removeAll { $0.element % 3 == 0 }
      }
      #expect(queue.count == model.count)
    }
    let rest = queue.removeAll()
    #expect(rest == model.map(\.element))
    let none = queue.pop()
    #expect(none == nil)
  }

  @Test("the window remembers at least its bound, and not for ever")
  func duplicates() {
    var generator = SeededGenerator(seed: 2)
    var window = DuplicateWindow(bound: 100)
    let ids = (0..<1000).map { _ in Identifier.random(using: &generator) }
    for (index, id) in ids.enumerated() {
      let isNew = window.insert(id)
      #expect(isNew)
      for recent in ids[max(0, index - 99)...index] { #expect(window.contains(recent)) }
      let isNewAgain = window.insert(id)
      #expect(!isNewAgain)
    }
    #expect(!window.contains(ids[0]))
    let (first, second) = (window.insert(.none), window.insert(.none))
    #expect(first && second)
  }

  @Test("the table finds values by the bytes of their names")
  func byteTable() {
    var table = ByteTable<Int>()
    for index in 0..<500 { table["agent.\(index)"] = index }
    for index in stride(from: 0, to: 500, by: 2) { table["agent.\(index)"] = nil }
    for index in 0..<500 {
      let found = Array("agent.\(index)".utf8).withUnsafeBytes { table[$0] }
      #expect(found == (index % 2 == 0 ? nil : index))
    }
    table["agent.1"] = 7
    #expect(table["agent.1"] == 7 && table[""] == nil)
  }
}
