import CLinux
import Core
import FoundationEssentials
import Glibc
import Simulator
import Synchronization

/// A warm worker process and the thread that owns it: starts it when a run is wanted, keeps it afterwards, ends it with
/// everything that it started.
///
/// The kernel sends the parent-death signal when the spawning *thread* ends, so the thread lives as long as this object.
final class Worker: Sendable {
  /// How a worker is started.
  struct Command: Sendable, Hashable {
    var program: String
    var arguments: [String]
    var environment: [String: String]
    var folder: String
  }

  /// One run that somebody waits for.
  struct Order: Sendable {
    let id: String
    let line: String
    let control: RunControl
    let progress: @Sendable (Double) -> Void
    let finish: @Sendable (Result<WireAnswer, ProximaError>) -> Void
  }

  struct Shared {
    var orders: [Order] = []
    var closed = false
    var started = false
    /// What the worker last said on its error stream.
    var complaints = ""
    var version = ""
    var pid: Int32 = 0
    var startSeconds: Double?
  }

  let shared = Mutex(Shared())
  let wake: Int32
  let backend: String
  let command: @Sendable () throws(ProximaError) -> Command
  let limits: WorkerMachine.Limits
  let time: any TimeSource

  init(
    backend: String, limits: WorkerMachine.Limits = WorkerMachine.Limits(), time: any TimeSource = SystemTime(),
    command: @escaping @Sendable () throws(ProximaError) -> Command
  ) {
    self.backend = backend
    self.limits = limits
    self.time = time
    self.command = command
    wake = px_eventfd()
  }

  deinit {
    // The thread holds this object while it lives: it has ended.
    close(wake)
  }

  /// The process now, 0 where there is none.
  var pid: Int32 { shared.withLock { $0.pid } }
  var version: String { shared.withLock { $0.version } }
  /// Seconds that the last start took.
  var startSeconds: Double? { shared.withLock { $0.startSeconds } }
  /// The end of what the worker said on its error stream.
  var complaints: String { shared.withLock { $0.complaints } }

  /// Runs `line`; `control` pauses and aborts. Runs wait for one another.
  func run(
    id: String, line: String, control: RunControl, progress: @escaping @Sendable (Double) -> Void
  ) async throws(ProximaError) -> WireAnswer {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<WireAnswer, ProximaError>, Never>) in
        post(Order(id: id, line: line, control: control, progress: progress) { continuation.resume(returning: $0) })
      }
    } onCancel: {
      control.abort()
      nudge()
    }
    return try result.get()
  }

  private func post(_ order: Order) {
    let state = shared.withLock { state -> (closed: Bool, first: Bool) in
      if !state.closed { state.orders.append(order) }
      defer { state.started = true }
      return (state.closed, !state.started)
    }
    if state.closed { return order.finish(.failure(.aborted)) }
    if state.first {
      do throws(ProximaError) {
        try DedicatedThread.start("worker") { [self] in WorkerLoop(self).run() }
      } catch {
        shared.withLock { $0.orders.removeAll { $0.id == order.id }; $0.started = false }
        return order.finish(.failure(error))
      }
    }
    nudge()
  }

  /// Ends the process and the thread; runs that wait end as aborted.
  func shutdown() {
    shared.withLock { $0.closed = true }
    nudge()
  }

  func nudge() {
    var one: UInt64 = 1
    _ = write(wake, &one, 8)
  }
}
