import Core
import Glibc

/// What the main thread waits for. It is a thread of its own: nothing here runs on Swift's cooperative pool.
final class EventLoop {
  let time: any TimeSource
  private let wake = EventQueue<Void>()
  /// Whether Ctrl-C is ours to handle.
  private var listens = false

  init(time: any TimeSource) { self.time = time }

  /// What happened during a wait.
  enum Wake: Sendable, Hashable { case queue, input, signal(Int32), time }

  /// From now on Ctrl-C is an event.
  func listen() { listens = Interrupts.descriptor >= 0 }

  /// Waits until `queue` or `input` is readable, a signal came, or `until` has passed.
  func wait(queue: Int32, input: Int32? = nil, until: Instant?) -> Set<Wake> {
    if !listens { listen() }
    var set = [
      pollfd(fd: queue, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Interrupts.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: input ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let seconds = until.map { max(0, $0.seconds(since: time.now)) }
    let milliseconds = seconds.map { Int32(min($0 * 1000 + 0.999, 3_600_000)) } ?? -1
    let count = poll(&set, 3, milliseconds)
    var wakes: Set<Wake> = []
    if count > 0 {
      if set[0].revents != 0 { wakes.insert(.queue) }
      if set[1].revents != 0 { Interrupts.take().forEach { wakes.insert(.signal($0)) } }
      if set[2].revents != 0 { wakes.insert(.input) }
    }
    if let until, time.now >= until { wakes.insert(.time) }
    return wakes
  }
}
