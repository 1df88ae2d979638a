/// Something that belongs to one thread (a `Journal`, a memory, a `Database`), made and used on a `DatabaseThread`.
public actor Confined<Resource> {
  private let thread: DatabaseThread
  private let make: @Sendable () throws -> Resource
  private var resource: Resource?

  /// Starts the thread; `make` runs on it at the first use.
  public init(name: String, make: @escaping @Sendable () throws -> Resource) throws(StoreError) {
    thread = try DatabaseThread(name: name)
    self.make = make
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Runs `body` on the thread. What it returns must be safe to carry away.
  public func perform<T: Sendable>(_ body: @Sendable (Resource) throws -> T) throws -> T {
    if let resource { return try body(resource) }
    let made = try make()
    resource = made
    return try body(made)
  }

  /// Lets the resource go: the file is closed and its writer's lock free when this returns.
  public func close() { resource = nil }
}
