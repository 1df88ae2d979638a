import Glibc

/// Runs blocking work on a thread of its own, so that Swift's cooperative pool stays free.
enum OwnThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// What `body` returns; runs on the calling thread where no other can be had.
  static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let work = Unmanaged.passRetained(Work { continuation.resume(returning: body()) })
      var thread = pthread_t()
      let failed = pthread_create(&thread, nil, { pointer in
        guard let pointer else { return nil }
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
      if failed == 0 {
        pthread_detach(thread)
      } else {
        work.takeRetainedValue().body()
      }
    }
  }
}
