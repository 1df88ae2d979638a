import CLinux
import Glibc
import Synchronization

/// A thread of its own for work that blocks: never Swift's cooperative pool.
public final class DedicatedThread: Sendable {
  private final class Body: Sendable {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, run: @escaping @Sendable () -> Void) {
      self.name = name
      self.run = run
    }
  }

  private let handle: Mutex<pthread_t?>

  private init(handle: pthread_t) { self.handle = Mutex(handle) }

  /// Starts `body` on a new thread named `name` (15 bytes); throws when the machine has no thread left.
  @discardableResult
  public static func start(
    _ name: String, stackBytes: Int = 1 << 20, _ body: @escaping @Sendable () -> Void
  ) throws(ProximaError) -> DedicatedThread {
    let box = Unmanaged.passRetained(Body(name: name, run: body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        px_set_thread_name(body.name)
        body.run()
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      throw ProximaError(
        "machine.no_thread", "cannot start thread \(name): \(String(cString: strerror(status)))",
        remedy: "raise `ulimit -u` or end other programs", exit: .tryLater)
    }
    return DedicatedThread(handle: thread)
  }

  /// Waits until the thread has ended; later calls return at once. Blocks the caller.
  public func join() {
    let thread = handle.withLock { handle -> pthread_t? in
      defer { handle = nil }
      return handle
    }
    if let thread { pthread_join(thread, nil) }
  }

  deinit {
    if let thread = handle.withLock({ $0 }) { pthread_detach(thread) }
  }
}
