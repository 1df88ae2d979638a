import Glibc
import Synchronization

/// Brings what tasks found out to the main thread, which waits on its descriptor.
final class EventQueue<Event: Sendable>: Sendable {
  private let events = Mutex<[Event]>([])
  private let pipe = WakePipe()

  /// Readable while something waits.
  var descriptor: Int32 { pipe.reading }

  deinit {
    close(pipe.reading)
    close(pipe.writing)
  }

  func push(_ event: Event) {
    events.withLock { events in
      events.append(event)
      if events.count == 1 {
        var byte: UInt8 = 1
        _ = write(pipe.writing, &byte, 1)
      }
    }
  }

  /// Takes everything that waits.
  func take() -> [Event] {
    events.withLock { events in
      _ = pipe.take()
      defer { events.removeAll() }
      return events
    }
  }
}
