import CKernels
import Core

/// Threads that share the blocks of a pass, parked between passes.
final class WorkerPool {
  let threads: Int
  private let pool: OpaquePointer
  /// Bytes of states that live now, and the most that ever did.
  private(set) var liveBytes = 0
  private(set) var peakBytes = 0
  /// A scratch area for each worker, of at least the bytes last asked for.
  private var scratch: [(memory: UnsafeMutableRawPointer, bytes: Int)] = []

  init(threads: Int) throws(SimulatorError) {
    self.threads = max(1, threads)
    guard let pool = px_pool_new(Int32(self.threads)) else {
      throw SimulatorError("out_of_memory", "no memory for threads", exit: .tryLater)
    }
    self.pool = pool
  }

  deinit {
    px_pool_free(pool)
    for area in scratch { px_memory_free(area.memory, area.bytes) }
  }

  /// Notes that a state was allocated (or, below 0, freed).
  func note(bytes: Int) {
    liveBytes += bytes
    peakBytes = max(peakBytes, liveBytes + scratch.reduce(0) { $0 + $1.bytes })
  }

  /// Scratch areas of at least `bytes`, one a worker.
  func scratch(bytes: Int) throws(SimulatorError) -> [UnsafeMutableRawPointer] {
    if let first = scratch.first, first.bytes >= bytes { return scratch.map(\.memory) }
    for area in scratch { px_memory_free(area.memory, area.bytes) }
    scratch = []
    for _ in 0..<threads {
      guard let memory = px_memory_new(bytes) else {
        throw SimulatorError("out_of_memory", "no memory for \(bytes) bytes of scratch", exit: .tryLater)
      }
      scratch.append((memory, bytes))
    }
    note(bytes: 0)
    return scratch.map(\.memory)
  }

  /// Calls `body(worker, item)` for every item below `items`, in parallel; stops at item borders while `control` says so,
  /// and throws once it is aborted. Begins with item `from`; where it stops, `stopped` hears how many items are done.
  func run(
    _ items: Int, from: Int = 0, control: RunControl, stopped: ((Int) throws(SimulatorError) -> Void)? = nil,
    _ body: (Int, Int) -> Void
  ) throws(SimulatorError) {
    var first = from
    while first < items {
      if let stopped, control.flag.pointee != 0 { try stopped(first) }
      try control.check()
      let start = first
      let shifted: (Int, Int) -> Void = { body($0, $1 + start) }
      first += withoutActuallyEscaping(shifted) { escaping in
        let box = Box(escaping)
        return withExtendedLifetime(box) {
          Int(
            px_pool_run(
              pool, UInt64(items - start), control.flag,
              { context, worker, item in
                guard let context else { return }
                Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().body(Int(worker), Int(item))
              }, Unmanaged.passUnretained(box).toOpaque()))
        }
      }
    }
  }

  private final class Box {
    let body: (Int, Int) -> Void
    init(_ body: @escaping (Int, Int) -> Void) { self.body = body }
  }
}
