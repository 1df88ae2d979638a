import Core
import Testing

@testable import Monitor

@Suite("When frames are drawn")
struct PacerTests {
  static func at(_ seconds: Double) -> Instant { Instant(nanoseconds: UInt64(seconds * 1e9) + 1_000_000_000) }

  /// Frames drawn in ten seconds of a stream that never ends, each taking `cost`.
  static func frames(person: Bool, cost: Double) -> [Double] {
    var pacer = FramePacer()
    var frames: [Double] = []
    var time = 0.0
    while time < 10 {
      let wait = pacer.wait(at: at(time), person: person)
      if wait <= 0 {
        pacer.drew(from: at(time), at: at(time + cost))
        frames.append(time)
        time += cost
      } else {
        time += max(wait, 0.0001)
      }
    }
    return frames
  }

  @Test("never more than 30 in a second, whatever comes in")
  func most() {
    for (person, cost) in [(true, 0.0), (true, 0.004), (false, 0.0), (false, 0.004)] {
      let frames = Self.frames(person: person, cost: cost)
      for frame in frames { #expect(frames.count { $0 >= frame && $0 < frame + 0.999 } <= FramePacer.most) }
      #expect(frames.count > 100)
    }
  }

  @Test("news alone never take more than a tenth of the time")
  func share() {
    for cost in [0.001, 0.01, 0.05] { #expect(Double(Self.frames(person: false, cost: cost).count) * cost < 1.2) }
  }

  @Test("a key is answered at once although news were drawn just now")
  func person() {
    var pacer = FramePacer()
    pacer.drew(from: Self.at(1), at: Self.at(1.01))
    #expect(pacer.wait(at: Self.at(1.011), person: true) == 0)
    #expect(pacer.wait(at: Self.at(1.011), person: false) > 0.05)
  }
}
