import Core

/// Work that blocks, on a thread of its own, awaited from Swift's cooperative pool.
enum BlockingWork {
  /// The value of `body`, which runs on a new thread named `name`; a cancelled task calls `cancel` and still waits.
  static func run<Value: Sendable>(
    _ name: String, cancel: @escaping @Sendable () -> Void, _ body: @escaping @Sendable () throws(ProximaError) -> Value
  ) async throws(ProximaError) -> Value {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, ProximaError>, Never>) in
        do throws(ProximaError) {
          // Trees of shots recurse; their depth is bounded by log2(shots).
          _ = try DedicatedThread.start(name, stackBytes: 8 << 20) {
            do throws(ProximaError) {
              continuation.resume(returning: .success(try body()))
            } catch {
              continuation.resume(returning: .failure(error))
            }
          }
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }
}
