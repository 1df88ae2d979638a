import Core
import Testing

@testable import Monitor

@Suite("News wait for keys, keys for nobody")
struct NewsTests {
  /// A clock that goes on by as much with each look at it.
  final class Clock {
    var seconds = 0.0
    let step: Double
    init(step: Double) { self.step = step }
    func now() -> Instant {
      seconds += step
      return PacerTests.at(seconds)
    }
  }

  static func flood(_ count: Int) -> NewsQueue {
    var news = NewsQueue()
    news.add((0..<count).map { _ in .feed(.connected) })
    return news
  }

  @Test("ten thousand events that cost a millisecond each are heard in slices of a few, and all of them in the end")
  func slices() {
    var news = Self.flood(10_000)
    let clock = Clock(step: 0.001)
    var (heard, longest) = (0, 0)
    while !news.isEmpty {
      let before = heard
      news.work(now: clock.now, keyWaits: { false }, take: { _ in heard += 1 })
      longest = max(longest, heard - before)
    }
    #expect(heard == 10_000)
    #expect(Double(longest) * clock.step <= NewsQueue.slice + 2 * clock.step)
  }

  @Test("a key that waits ends the slice after the event that is being heard")
  func key() {
    var news = Self.flood(100)
    var heard = 0
    news.work(now: Clock(step: 0).now, keyWaits: { heard == 3 }, take: { _ in heard += 1 })
    #expect(heard == 3 && !news.isEmpty)
    // Even where keys never end the crew is heard.
    news.work(now: Clock(step: 0).now, keyWaits: { true }, take: { _ in heard += 1 })
    #expect(heard == 4)
  }

  @Test("a resize and an end go before what the crew tells, and nothing is lost or doubled over many slices")
  func signals() {
    var news = Self.flood(6000)
    var heard: [Bool] = []
    for _ in 0..<5000 { news.work(now: Clock(step: 1).now, keyWaits: { false }, take: { heard.append($0.isSignal) }) }
    news.add([.feed(.lost), .signal(15), .feed(.connected)])
    while !news.isEmpty { news.work(now: Clock(step: 1).now, keyWaits: { false }, take: { heard.append($0.isSignal) }) }
    #expect(heard.count == 6003)
    #expect(heard.firstIndex(of: true) == 5000)
  }
}
