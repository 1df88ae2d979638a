import CLinux
import Glibc
import Synchronization

/// Signals as calls on a thread of their own.
///
/// A handler of our own and a pipe: Dispatch's signal sources lose signals on Linux, because they need them ignored,
/// and an ignored signal that reaches a thread which does not block it is dropped by the kernel.
public enum SignalWatch {
  /// Where the handler writes to; the only thing it touches.
  private static let pipeEnd = Atomic<Int32>(-1)

  /// From now on each of `signals` calls `handler` with its number, on a thread of its own, instead of ending the process.
  ///
  /// For one caller in a process: the first.
  public static func start(_ signals: [Int32], _ handler: @escaping @Sendable (Int32) -> Void) throws(ProximaError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw ProximaError("machine.no_pipe", "cannot make a pipe", remedy: "raise `ulimit -n`", exit: .tryLater)
    }
    for end in ends { px_set_cloexec(end, 1) }
    px_set_nonblocking(ends[1], 1)
    guard pipeEnd.compareExchange(expected: -1, desired: ends[1], ordering: .sequentiallyConsistent).exchanged else {
      for end in ends { close(end) }
      throw ProximaError.bug("signals are watched already")
    }
    let readEnd = ends[0]
    try DedicatedThread.start("signals", stackBytes: 256 << 10) {
      var byte: UInt8 = 0
      while true {
        let count = read(readEnd, &byte, 1)
        if count == 1 { handler(Int32(byte)) } else if count == 0 || errno != EINTR { return }
      }
    }
    for number in signals { install(number) }
  }

  /// Ignores `signals`: SIGPIPE, and SIGHUP where a closing terminal is no reason to end.
  public static func ignore(_ signals: [Int32]) {
    for number in signals { signal(number, SIG_IGN) }
  }

  private static func install(_ number: Int32) {
    signal(number) { number in
      let saved = errno
      var byte = UInt8(truncatingIfNeeded: number)
      _ = write(SignalWatch.pipeEnd.load(ordering: .relaxed), &byte, 1)
      errno = saved
    }
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
