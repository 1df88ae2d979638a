import Core
import Testing

@testable import Simulator

@Suite struct OutcomeTests {
  @Test("outcomes come sorted, each once, and agree with the bit strings", arguments: [3, 20, 40, 64])
  func outcomes(_ width: Int) throws {
    var generator = SeededGenerator(seed: 9)
    var (first, second) = (Histogram(width: width), Histogram(width: width))
    var expected: [UInt64: Int] = [:]
    for draw in 0..<20_000 {
      let key = (generator.next() >> 7) & (width == 64 ? .max : (1 << UInt64(width)) - 1)
      let count = draw % 3 + 1
      if draw % 2 == 0 { first.add(key, count: count) } else { second.add(key, count: count) }
      expected[key, default: 0] += count
    }
    first.merge(second)
    let found = try #require(first.outcomes)
    #expect(found.map(\.key) == expected.keys.sorted())
    #expect(found.allSatisfy { expected[$0.key] == $0.count })
    let counts = first.counts
    #expect(counts.count == expected.count)
    for (key, count) in found.prefix(500) {
      let text = String(repeating: "0", count: width - String(key, radix: 2).count) + String(key, radix: 2)
      #expect(counts[text] == count)
    }
  }

  @Test("outcomes wider than 64 bits have bit strings alone")
  func wide() {
    var histogram = Histogram(width: 65)
    histogram.add([true] + Array(repeating: false, count: 64), count: 2)
    #expect(histogram.outcomes == nil)
    #expect(histogram.counts == [String(repeating: "0", count: 64) + "1": 2])
  }
}
