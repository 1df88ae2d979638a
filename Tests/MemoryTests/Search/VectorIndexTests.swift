import Core
import Testing

@testable import Memory

@Suite struct VectorIndexTests {
  @Test(
    "the fast dot product agrees with the slow one, also where the length is no multiple of 16",
    arguments: [1, 16, 37, 384])
  func kernel(length: Int) {
    var generator = SeededGenerator(seed: UInt64(length))
    func random(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.unit() * 2 - 1) } }
    let query = random(length)
    let values = random(length * 9)
    let fast = dotProducts(of: query, with: values, count: 9)
    for row in 0..<9 {
      let slow = zip(query, values[(row * length)...]).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(Double(fast[row]) - slow) < 1e-4)
    }
  }

  @Test("adding, replacing and removing in any order gives what a plain list gives")
  func model() {
    var generator = SeededGenerator(seed: 3)
    var index = VectorIndex(dimensions: 8)
    var plain: [Int64: [Float]] = [:]
    for _ in 0..<2000 {
      let id = Int64(generator.next() % 40)
      if generator.next() % 3 == 0 {
        index.remove(id)
        plain[id] = nil
      } else {
        let vector = (0..<8).map { _ in Float(generator.unit() * 2 - 1) }
        index.set(id, vector)
        plain[id] = vector
      }
      #expect(index.count == plain.count)
    }
    let query: [Float] = [1, -1, 0.5, 0, 0.25, 0, 0, -0.5]
    let found = index.nearest(query, limit: 100, threshold: -100, where: nil)
    let expected = plain.map { ($0.key, zip($0.value, query).reduce(Float(0)) { $0 + $1.0 * $1.1 }) }
      .sorted { $0.1 > $1.1 }
    #expect(found.map(\.id) == expected.map(\.0))
    for (id, cosine) in expected { #expect(abs(index.cosine(of: id, to: query) - cosine) < 1e-5) }
    #expect(index.cosine(of: 777, to: query) == 0)
  }

  @Test("the threshold, the limit and the filter hold")
  func limits() {
    var index = VectorIndex(dimensions: 2)
    for id in 1...10 { index.set(Int64(id), [Float(id) / 10, 0]) }
    index.set(99, [1, 1, 1])
    #expect(index.nearest([1, 0], limit: 3, threshold: 0, where: nil).map(\.id) == [10, 9, 8])
    #expect(index.nearest([1, 0], limit: 99, threshold: 0.85, where: nil).map(\.id) == [10, 9])
    #expect(index.nearest([1, 0], limit: 99, threshold: 0, where: [2, 5]).map(\.id) == [5, 2])
    #expect(index.nearest([1], limit: 9, threshold: 0, where: nil).isEmpty)
  }
}
