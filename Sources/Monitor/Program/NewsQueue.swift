import Core

/// What other threads found out and the model does not know yet: taken in slices of bounded time, so that a key never waits
/// behind a flood of news. Pure.
struct NewsQueue {
  /// Seconds that one slice takes at most, but for its last letter.
  static let slice = 0.005

  private var letters: [Mailbox.Letter] = []
  private var next = 0

  /// Whether anything waits.
  var isEmpty: Bool { next == letters.count }

  /// More has come. Signals (a resize, the end) go before what the crew tells.
  mutating func add(_ more: [Mailbox.Letter]) {
    if isEmpty || next > 4096 {
      letters.removeFirst(next)
      next = 0
    }
    let signals = more.filter(\.isSignal)
    letters += signals.isEmpty ? more : more.filter { !$0.isSignal }
    letters.insert(contentsOf: signals, at: next)
  }

  /// Gives what waits to `take`, at least one letter, until the slice is over at the clock `now` or a person presses a key.
  mutating func work(now: () -> Instant, keyWaits: () -> Bool, take: (Mailbox.Letter) -> Void) {
    guard !isEmpty else { return }
    let began = now()
    repeat {
      next += 1
      take(letters[next - 1])
    } while !isEmpty && now().seconds(since: began) < Self.slice && !keyWaits()
  }
}
