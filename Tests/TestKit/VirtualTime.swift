import Core
import Synchronization

/// A clock that moves only when a test says so.
public final class VirtualTime: TimeSource {
  private let nanoseconds: Mutex<UInt64>

  /// Starts at `seconds` on the monotonic clock, which is also the wall clock's time since 2026-01-01.
  public init(seconds: Double = 1) { nanoseconds = Mutex(UInt64(seconds * 1e9)) }

  public var now: Instant { Instant(nanoseconds: nanoseconds.withLock { $0 }) }
  public var wall: WallTime {
    WallTime(milliseconds: 1_767_225_600_000 + Int64(nanoseconds.withLock { $0 } / 1_000_000))
  }

  /// Moves both clocks on.
  public func advance(by seconds: Double) { nanoseconds.withLock { $0 += UInt64(seconds * 1e9) } }
}
