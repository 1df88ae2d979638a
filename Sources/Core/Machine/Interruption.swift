/// Whether what is computed is still wanted: for long computations deep below whoever could be told that it is not.
///
/// Whoever starts the work says how it is seen; the work looks at its loops' borders and ends with an error of its own.
public enum Interruption {
  @TaskLocal private static var wish: (@Sendable () -> Bool)?

  /// Whether the work of this thread or task should end; never where nobody watches.
  public static var isWished: Bool { wish?() ?? false }

  /// Does `body`, which ends early once `wish` says so: it must be cheap, and is called on the thread that computes.
  public static func watching<Value, Failure>(
    _ wish: @escaping @Sendable () -> Bool, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let result: Result<Value, Failure> = $wish.withValue(wish) {
      do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
