import Core

/// When a frame may be drawn: at most 30 in any second, at once for a person, and for what the crew tells so seldom that
/// drawing takes a tenth of one core at most. Pure.
struct FramePacer {
  /// Frames in any second.
  static let most = 30
  /// Seconds between frames that only show news.
  static let news = 1.0 / 15
  /// Drawing takes at most this share of the time.
  static let share = 0.1

  private var drawn: [Instant] = []
  /// Seconds that a frame takes, the mean of the last ones.
  private(set) var cost = 0.0

  /// A frame was begun at `began` and is on the terminal at `now`.
  mutating func drew(from began: Instant, at now: Instant) {
    let took = max(0, now.seconds(since: began))
    cost = drawn.isEmpty ? took : cost * 0.8 + took * 0.2
    drawn.append(now)
    if drawn.count > Self.most { drawn.removeFirst() }
  }

  /// Seconds from `now` until a frame may be drawn; 0 for at once. `person` is whether somebody waits for it.
  func wait(at now: Instant, person: Bool) -> Double {
    guard let last = drawn.last else { return 0 }
    var due = 0.0
    if drawn.count == Self.most, let first = drawn.first { due = 1 - now.seconds(since: first) }
    if !person { due = max(due, max(Self.news, cost / Self.share) - now.seconds(since: last)) }
    return max(0, due)
  }

  /// Seconds since the last frame.
  func age(at now: Instant) -> Double { drawn.last.map { now.seconds(since: $0) } ?? .infinity }
}
