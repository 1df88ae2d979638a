import Core
import Testing

@testable import Monitor

@Suite("What was seen of the bus")
struct TrafficLogTests {
  @Test("counts everything, keeps the newest, and tells how many were missed")
  func counts() {
    var log = TrafficLog()
    for round in 0..<100 {
      log.take(
        TrafficBatch(lost: 3, messages: (0..<100).map { Samples.message(round * 100 + $0 + 1, at: Int64(round * 10)) }))
    }
    #expect(log.total == 10_000)
    #expect(log.lost == 300)
    #expect(log.count == TrafficLog.capacity)
    #expect(log[log.count - 1].id == 10_000)
    #expect(log.messages.first?.id == UInt64(10_000 - TrafficLog.capacity + 1))
    #expect(log.sent["coordinator"] == 10_000)
  }

  @Test("measures how long answers take, and which questions have none")
  func latency() {
    var log = TrafficLog()
    log.take(TrafficBatch(lost: 0, messages: [Samples.message(1, at: 0), Samples.message(2, at: 5)]))
    log.take(TrafficBatch(lost: 0, messages: [Samples.message(3, at: 40, kind: "response", replyTo: 1)]))
    #expect(log.latency(0.5) == 0.04)
    #expect(log.unanswered == 1)
    #expect(log[2].latency == 0.04)
  }

  @Test("knows the rate of each of the last seconds, also of silent ones")
  func rates() {
    var log = TrafficLog()
    log.take(TrafficBatch(lost: 0, messages: (0..<50).map { Samples.message($0 + 1, at: 500) }))
    log.advance(to: Samples.time(3000).milliseconds / 1000)
    #expect(log.rates(3) == [50, 0, 0])
  }
}
