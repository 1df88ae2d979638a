import CLinux
import Core
import Glibc

/// A thread that runs an actor's jobs one after another: where SQLite may block without holding up Swift's own pool.
///
/// An actor that keeps one and returns it from `unownedExecutor` runs on it. The thread ends with its last user.
public final class DatabaseThread: SerialExecutor {
  private let queue: JobQueue

  /// Starts a thread with a name of at most 15 bytes.
  public init(name: String) throws(StoreError) {
    let queue = JobQueue(name: name)
    self.queue = queue
    var thread = pthread_t()
    let context = Unmanaged.passRetained(queue)
    let result = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<JobQueue>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard result == 0 else {
      context.release()
      throw StoreError("store.no_thread", "no thread can be started: \(result)", exit: .tryLater)
    }
    pthread_detach(thread)
  }

  deinit { queue.stop() }

  public func enqueue(_ job: consuming ExecutorJob) { queue.add(UnownedJob(job), for: self) }
  public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  public func checkIsolated() {
    precondition(JobQueue.isCurrent(queue), "not on the database's thread")
  }
}

/// The jobs of one thread. `@unchecked Sendable`: `mutex` guards `jobs`, `stopped` and `thread`.
private final class JobQueue: @unchecked Sendable {
  private struct Entry {
    var job: UnownedJob
    /// Keeps the executor alive until the job is done.
    var executor: DatabaseThread
  }

  private let name: String
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [Entry] = []
  private var stopped = false
  private var thread: pthread_t?

  init(name: String) {
    self.name = name
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
  }

  deinit {
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(mutex)
    wake.deallocate()
    mutex.deallocate()
  }

  func add(_ job: UnownedJob, for executor: DatabaseThread) {
    pthread_mutex_lock(mutex)
    jobs.append(Entry(job: job, executor: executor))
    pthread_cond_signal(wake)
    pthread_mutex_unlock(mutex)
  }

  func stop() {
    pthread_mutex_lock(mutex)
    stopped = true
    pthread_cond_signal(wake)
    pthread_mutex_unlock(mutex)
  }

  /// The thread's whole life: jobs in the order they came, until there are none and the executor is gone.
  func run() {
    px_set_thread_name(name)
    pthread_mutex_lock(mutex)
    thread = pthread_self()
    while true {
      while jobs.isEmpty, !stopped { pthread_cond_wait(wake, mutex) }
      if jobs.isEmpty { break }
      var batch: [Entry] = []
      swap(&batch, &jobs)
      pthread_mutex_unlock(mutex)
      for entry in batch { entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor()) }
      batch = []
      pthread_mutex_lock(mutex)
    }
    pthread_mutex_unlock(mutex)
  }

  static func isCurrent(_ queue: JobQueue) -> Bool {
    pthread_mutex_lock(queue.mutex)
    defer { pthread_mutex_unlock(queue.mutex) }
    guard let thread = queue.thread else { return false }
    return pthread_equal(thread, pthread_self()) != 0
  }
}
