import CLinux
import Core
import Glibc
import Synchronization

/// Brings what other threads found out to the main thread, which waits on its descriptor.
final class Mailbox: Sendable {
  /// What the main thread is told.
  enum Letter: Sendable {
    case feed(FeedEvent)
    case signal(Int32)

    var isSignal: Bool { if case .signal = self { true } else { false } }
  }

  private let letters = Mutex<[Letter]>([])
  /// Readable while something waits.
  let descriptor: Int32

  init() { descriptor = px_eventfd() }

  deinit { close(descriptor) }

  func push(_ letter: Letter) {
    let first = letters.withLock { letters in
      letters.append(letter)
      return letters.count == 1
    }
    guard first else { return }
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  /// Takes everything that waits.
  func take() -> [Letter] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
    return letters.withLock { letters in
      defer { letters = [] }
      return letters
    }
  }
}
