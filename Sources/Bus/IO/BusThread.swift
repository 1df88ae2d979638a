import CLinux
import Core
import Glibc

/// A POSIX thread of its own: where calls that block may be made.
final class BusThread: Sendable {
  private let handle: pthread_t

  private final class Body {
    let name: String
    let run: @Sendable () -> Void
    init(name: String, run: @escaping @Sendable () -> Void) {
      self.name = name
      self.run = run
    }
  }

  /// Starts `run` on a new thread that takes no signals; throws `bus.socket` where the system has no thread left.
  init(_ name: String, _ run: @escaping @Sendable () -> Void) throws(BusError) {
    let body = Unmanaged.passRetained(Body(name: name, run: run))
    var thread = pthread_t()
    let failure = pthread_create(&thread, nil, { argument in
      guard let argument else { return nil }
      let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      _ = px_set_thread_name(body.name)
      body.run()
      return nil
    }, body.toOpaque())
    guard failure == 0 else {
      body.release()
      throw BusError(BusError.Code.socket, "cannot start a thread: \(String(cString: strerror(failure)))")
    }
    handle = thread
  }

  /// Waits for its end. Call it once, from another thread.
  func join() { pthread_join(handle, nil) }
}

/// Wakes a thread that polls: an eventfd.
final class Wakeup: Sendable {
  let descriptor: Int32

  init() throws(BusError) {
    descriptor = px_eventfd()
    guard descriptor >= 0 else {
      throw BusError(BusError.Code.socket, "eventfd: \(String(cString: strerror(errno)))")
    }
  }

  deinit { close(descriptor) }

  func signal() {
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  func clear() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
  }
}
