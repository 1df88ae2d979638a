import CLinux
import Glibc

/// Where the time comes from: the machine's clocks, or a test's virtual one.
public protocol TimeSource: Sendable {
  /// Now, on the monotonic clock.
  var now: Instant { get }
  /// Now, for people.
  var wall: WallTime { get }
}

/// The clocks of this machine.
public struct SystemTime: TimeSource {
  public init() {}

  public var now: Instant { Instant(nanoseconds: px_monotonic_nanoseconds()) }

  public var wall: WallTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return WallTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
