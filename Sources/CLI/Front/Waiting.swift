import Core
import Synchronization

/// Waits on the main thread for one thing that runs elsewhere, and shows that it is waiting.
struct Waiting {
  let console: Console
  let loop: EventLoop
  let time: any TimeSource

  /// Runs `operation` and gives its value. After 80 ms a status line with `label` stands on the terminal; Ctrl-C cancels
  /// and throws `interrupted`; after `deadline` it throws `timeout`.
  func wait<Value: Sendable>(
    _ label: String, until deadline: Instant?,
    _ operation: @escaping @Sendable () async throws(ProximaError) -> Value
  ) throws(ProximaError) -> Value {
    let queue = EventQueue<Result<Value, ProximaError>>()
    let task = Task { queue.push(await Self.result(operation)) }
    let started = time.now
    var announced = false
    while true {
      let next = started.advanced(by: announced ? time.now.seconds(since: started) + 0.1 : 0.08)
      let wakes = loop.wait(queue: queue.descriptor, until: deadline.map { min($0, next) } ?? next)
      if wakes.contains(.queue), let result = queue.take().first {
        try console.wipe()
        return try result.get()
      }
      if wakes.contains(where: { if case .signal = $0 { true } else { false } }) {
        task.cancel()
        throw ProximaError("interrupted", "interrupted", exit: .interrupted)
      }
      let now = time.now
      if let deadline, now >= deadline {
        task.cancel()
        throw ProximaError("timeout", "\(label): it took too long", remedy: "give a longer --timeout", exit: .timedOut)
      }
      if now.seconds(since: started) >= 0.08 { announce(label, now.seconds(since: started), &announced) }
    }
  }

  private func announce(_ label: String, _ elapsed: Double, _ announced: inout Bool) {
    if console.terminal.animates {
      console.draw(LiveStatus.waiting(label, elapsed: elapsed, unicode: console.terminal.unicode))
    } else if !announced, console.format == .text {
      console.say([Line("proxima: \(label)…", .dim)])
    }
    announced = true
  }

  private static func result<Value: Sendable>(
    _ operation: @Sendable () async throws(ProximaError) -> Value
  ) async -> Result<Value, ProximaError> {
    do throws(ProximaError) { return .success(try await operation()) } catch { return .failure(error) }
  }
}
