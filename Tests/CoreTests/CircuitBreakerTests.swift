import Core
import Testing

@Suite struct CircuitBreakerTests {
  func at(_ seconds: Double) -> Instant { Instant(nanoseconds: 1).advanced(by: seconds) }

  @Test("five failures in a row open it, a success in between does not let it open")
  func opens() {
    var breaker = CircuitBreaker()
    for _ in 0..<4 { breaker.failed(at: at(0)) }
    breaker.succeeded()
    for _ in 0..<4 { breaker.failed(at: at(0)) }
    #expect(breaker.allows(at: at(0)))
    breaker.failed(at: at(0))
    #expect(breaker.state(at: at(1)) == .open)
    #expect(!breaker.allows(at: at(1)))
  }

  @Test("after the pause one trial is allowed; success closes it")
  func trial() {
    var breaker = CircuitBreaker()
    for _ in 0..<5 { breaker.failed(at: at(0)) }
    #expect(breaker.allows(at: at(10)))
    breaker.began(at: at(10))
    #expect(!breaker.allows(at: at(10)))
    breaker.succeeded()
    #expect(breaker.state(at: at(10)) == .closed)
    #expect(breaker.allows(at: at(10)))
  }

  @Test("a failed trial doubles the pause up to its bound")
  func doubling() {
    var breaker = CircuitBreaker(limits: .init(failures: 1, pause: 10, longestPause: 25))
    breaker.failed(at: at(0))
    breaker.began(at: at(10))
    breaker.failed(at: at(10))
    #expect(!breaker.allows(at: at(29)))
    #expect(breaker.allows(at: at(30)))
    breaker.began(at: at(30))
    breaker.failed(at: at(30))
    #expect(!breaker.allows(at: at(54)))
    #expect(breaker.allows(at: at(55)))
  }

  @Test("an abandoned trial makes room for another")
  func abandoned() {
    var breaker = CircuitBreaker(limits: .init(failures: 1))
    breaker.failed(at: at(0))
    breaker.began(at: at(11))
    breaker.abandoned()
    #expect(breaker.allows(at: at(11)))
  }
}
