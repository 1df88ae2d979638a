import Glibc
import Synchronization

/// Ctrl-C and the polite request to end, as readable bytes instead of sudden death.
enum Interrupts {
  private static let writing = Atomic<Int32>(-1)
  private static let pipe = WakePipe()
  private static let unread = Atomic<Int>(0)

  /// Readable when a signal came in, one byte for each; from the first call on the signals no longer end the program.
  static let descriptor: Int32 = {
    writing.store(pipe.writing, ordering: .sequentiallyConsistent)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in Interrupts.arrived(signal) }
    action.sa_flags = SA_RESTART
    sigaction(SIGINT, &action, nil)
    sigaction(SIGTERM, &action, nil)
    return pipe.reading
  }()

  /// Runs inside the signal handler: only atomics and calls that are safe there.
  private static func arrived(_ signal: Int32) {
    // Nobody took the first two: the main thread hangs, and the person wants out.
    if unread.wrappingAdd(1, ordering: .relaxed).newValue > 2 { _exit(128 + signal) }
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(writing.load(ordering: .relaxed), &byte, 1)
  }

  /// The signals since the last call.
  static func take() -> [Int32] {
    unread.store(0, ordering: .relaxed)
    return pipe.take().map(Int32.init)
  }
}
