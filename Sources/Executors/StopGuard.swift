import Core
import Glibc
import Simulator
import Synchronization

/// Sees to it that what was aborted ends: what is still at work a moment later, inside a call that nothing can interrupt,
/// ends with the process, which the node starts again.
public final class StopGuard: Sendable {
  /// Calls a body once so many seconds have passed, on a thread of its own.
  public typealias Later = @Sendable (_ seconds: Double, _ body: @escaping @Sendable () -> Void) -> Void

  /// How long work that was aborted may go on: stages that look at the abort need a tenth of it.
  public static let grace = 0.4

  private final class Flag: Sendable {
    let isUp = Atomic<Bool>(false)
    var isRaised: Bool { isUp.load(ordering: .acquiring) }
  }

  private let over = Flag()

  /// Guards the work that `control` aborts, until `finish`. `end` ends the process.
  public init(
    _ control: RunControl, later: @escaping Later = StopGuard.onThread, end: @escaping @Sendable () -> Void = StopGuard.endProcess
  ) {
    let over = over
    control.whenAborted {
      guard !over.isRaised else { return }
      later(Self.grace) { if !over.isRaised { end() } }
    }
  }

  /// The work has ended.
  public func finish() { over.isUp.store(true, ordering: .releasing) }

  /// Waits on a thread; where there is none left, not at all.
  public static let onThread: Later = { seconds, body in
    let wait = UInt32(seconds * 1e6)
    do throws(ProximaError) {
      _ = try DedicatedThread.start("stop guard", stackBytes: 1 << 16) {
        usleep(wait)
        body()
      }
    } catch { body() }
  }

  /// Ends this process at once, without what usually happens at an end: the stuck thread could not take part in it.
  public static let endProcess: @Sendable () -> Void = { _exit(ExitCode.interrupted.rawValue) }
}
