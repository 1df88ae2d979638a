import CLinux
import Core
import FoundationEssentials
import Glibc
import Simulator
import Synchronization

/// The thread of a worker: waits for its pipes, its commands and the clock, and does what `WorkerMachine` decides.
final class WorkerLoop {
  private let worker: Worker
  private var machine: WorkerMachine
  private var child: WorkerChild?
  private var order: Worker.Order?
  private var lines: LineBuffer
  private var outbox: ArraySlice<UInt8> = []
  private var paused = false
  private var aborted = false
  /// Whether the worker's process has ended, as the kernel says.
  private var hasEnded = false
  private var lastTick: Instant
  private var began: Instant

  init(_ worker: Worker) {
    self.worker = worker
    machine = WorkerMachine(backend: worker.backend, limits: worker.limits)
    lines = LineBuffer(limit: worker.limits.line)
    lastTick = worker.time.now
    began = lastTick
  }

  /// Until the worker is shut down.
  func run() {
    while true {
      wait()
      drainWake()
      if worker.shared.withLock({ $0.closed }) { break }
      readErrors()
      readOutput()
      if hasEnded, child != nil { ended() }
      hasEnded = false
      takeOrders()
      watchControl()
      flush()
      let now = worker.time.now
      if now.seconds(since: lastTick) >= 1 {
        lastTick = now
        feed(.tick(processor: child?.processorSeconds()))
      }
    }
    feed(.shutdown)
    worker.shared.withLock { shared in
      for order in shared.orders { order.finish(.failure(.aborted)) }
      shared.orders = []
    }
  }

  private func wait() {
    var sources = [worker.wake, child?.output ?? -1, child?.errors ?? -1, child?.ending ?? -1].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    sources.append(pollfd(fd: outbox.isEmpty ? -1 : child?.input ?? -1, events: Int16(POLLOUT), revents: 0))
    // A run's control is looked at 50 times a second; nothing has to be looked at while nothing runs.
    _ = poll(&sources, nfds_t(sources.count), order != nil ? 20 : child == nil ? -1 : 1000)
    hasEnded = sources[3].revents != 0
  }

  private func drainWake() {
    var count: UInt64 = 0
    _ = read(worker.wake, &count, 8)
  }

  private func takeOrders() {
    guard order == nil else { return }
    guard let next = worker.shared.withLock({ $0.orders.isEmpty ? nil : $0.orders.removeFirst() }) else { return }
    order = next
    paused = false
    aborted = false
    feed(.submit(line: next.line, id: next.id))
  }

  private func watchControl() {
    guard let control = order?.control else { return }
    if control.isAborted, !aborted {
      aborted = true
      feed(.abort)
    } else if control.isPaused != paused {
      paused = control.isPaused
      feed(paused ? .pause : .resume)
    }
  }

  private func readOutput() {
    guard let output = child?.output else { return }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while child != nil {
      let count = read(output, &chunk, chunk.count)
      if count > 0 {
        guard let complete = lines.append(chunk[..<count]) else {
          feed(.line("a line without an end"))
          return
        }
        for line in complete where child != nil { feed(.line(line)) }
      } else if count < 0, errno == EINTR {
        continue
      } else {
        if count == 0 { ended() }
        return
      }
    }
  }

  /// The worker has closed its output, so it has ended or is about to: whatever else of it lives is ended too.
  private func ended() {
    readErrors()
    let status = endChild()
    feed(.ended(status: status))
  }

  private func readErrors() {
    guard let errors = child?.errors else { return }
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(errors, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      let text = String(decoding: chunk[..<count], as: UTF8.self)
      worker.shared.withLock { $0.complaints = String(($0.complaints + text).suffix(4000)) }
    }
  }

  private func flush() {
    guard let input = child?.input else { return }
    while !outbox.isEmpty {
      let count = outbox.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count > 0 {
        outbox = outbox.dropFirst(count)
      } else if errno != EINTR {
        // Full: later. Closed: the end of its output tells the rest.
        return
      }
    }
  }

  private func feed(_ event: WorkerMachine.Event) {
    for action in machine.handle(event, now: worker.time.now) { perform(action) }
  }

  private func perform(_ action: WorkerMachine.Action) {
    switch action {
    case .start: start()
    case .write(let line):
      if worker.shared.withLock({ $0.startSeconds }) == nil { noteStart() }
      outbox += Array((line + "\n").utf8)
      flush()
    case .kill: _ = endChild()
    case .stopGroup: child?.signal(SIGSTOP)
    case .continueGroup: child?.signal(SIGCONT)
    case .progress(let fraction): order?.progress(fraction)
    case .finish(let result):
      let done = order
      order = nil
      done?.finish(result)
    }
  }

  private func noteStart() {
    let seconds = worker.time.now.seconds(since: began)
    worker.shared.withLock {
      $0.startSeconds = seconds
      $0.version = machine.version
    }
  }

  private func start() {
    began = worker.time.now
    lines = LineBuffer(limit: worker.limits.line)
    outbox = []
    do throws(ProximaError) {
      let command = try worker.command()
      let started = try WorkerChild(
        command.program, command.arguments, environment: command.environment, folder: command.folder)
      let pid = started.pid
      WorkerRegistry.add(pid)
      worker.shared.withLock {
        $0.pid = pid
        $0.complaints = ""
        $0.startSeconds = nil
      }
      child = started
    } catch {
      feed(.notStarted(error))
    }
  }

  @discardableResult private func endChild() -> Int32 {
    guard let gone = child else { return 0 }
    child = nil
    let status = gone.end()
    WorkerRegistry.remove(gone.pid)
    worker.shared.withLock { $0.pid = 0 }
    outbox = []
    return status
  }
}
