import Core
import Node
import Testing

@Suite struct IdleWatchTests {
  func at(_ minutes: Double) -> Instant { Instant(nanoseconds: 1).advanced(by: minutes * 60) }

  @Test("a crew that a command started ends after 15 minutes without task and front")
  func ends() {
    var watch = IdleWatch(stays: false, now: at(0))
    let early = watch.look(fronts: 0, working: false, at: at(14.9))
    let late = watch.look(fronts: 0, working: false, at: at(15.1))
    #expect(!early && late)
  }

  @Test("a front or an open task keeps it")
  func kept() {
    var watch = IdleWatch(stays: false, now: at(0))
    let front = watch.look(fronts: 1, working: false, at: at(10))
    let task = watch.look(fronts: 0, working: true, at: at(20))
    let still = watch.look(fronts: 0, working: false, at: at(34))
    let over = watch.look(fronts: 0, working: false, at: at(36))
    #expect(!front && !task && !still && over)
  }

  @Test("a crew that `up` started never ends by itself")
  func stays() {
    var watch = IdleWatch(stays: true, now: at(0))
    let over = watch.look(fronts: 0, working: false, at: at(10_000))
    #expect(!over)
  }
}
