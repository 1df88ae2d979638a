import Core
import Synchronization

/// Messages between the connection's thread and the one task that takes them, by priority.
final class Inbox: Sendable {
  private struct State {
    var queue = PriorityQueue<IncomingMessage>()
    var waiter: CheckedContinuation<IncomingMessage?, Never>?
    var finished = false
  }

  private let state = Mutex(State())
  /// Called for each message that used up a credit, once it was taken.
  private let taken: @Sendable () -> Void

  init(taken: @escaping @Sendable () -> Void) { self.taken = taken }

  /// Puts in what arrived together, so that the task is woken once for all of it.
  func put(_ messages: [IncomingMessage]) {
    let woken = state.withLock { state -> (CheckedContinuation<IncomingMessage?, Never>, IncomingMessage)? in
      guard !state.finished else { return nil }
      for message in messages { state.queue.push(message, priority: message.header.priority) }
      guard let waiter = state.waiter, let first = state.queue.pop() else { return nil }
      state.waiter = nil
      return (waiter, first)
    }
    guard let (waiter, first) = woken else { return }
    waiter.resume(returning: account(first))
  }

  /// The next message; nil once the connection is closed and all is taken, or the task is cancelled.
  /// Runs where its caller does, without a change of executor for each message.
  func next(isolation: isolated (any Actor)?) async -> IncomingMessage? {
    let quick = state.withLock { $0.queue.pop() }
    if let quick { return account(quick) }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let now = state.withLock { state -> IncomingMessage?? in
          if let message = state.queue.pop() { return .some(message) }
          if state.finished || state.waiter != nil || Task.isCancelled { return .some(nil) }
          state.waiter = continuation
          return nil
        }
        guard let now else { return }
        continuation.resume(returning: now.map { account($0) })
      }
    } onCancel: {
      release(finishing: false)
    }
  }

  private func account(_ message: IncomingMessage) -> IncomingMessage {
    if message.header.flags.contains(.charged) { taken() }
    return message
  }

  func finish() { release(finishing: true) }

  private func release(finishing: Bool) {
    let waiter = state.withLock { state in
      if finishing { state.finished = true }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(returning: nil)
  }
}
