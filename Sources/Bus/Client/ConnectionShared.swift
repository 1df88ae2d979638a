import Core
import Synchronization

/// What the owner's tasks and the connection's thread share.
final class ConnectionShared: Sendable {
  private struct Mailbox {
    var commands: [ConnectionCommand] = []
    var finished = false
    /// Seeded by the system once: a system call for each message id would cost more than the rest of sending it.
    var generator = SeededGenerator(seed: Identifier.random().low, stream: Identifier.random().low)
  }

  let wakeup: Wakeup
  let events: AsyncStream<ConnectionEvent>.Continuation
  let eventStream: AsyncStream<ConnectionEvent>
  private let mailbox = Mutex(Mailbox())
  let inbox: Inbox
  private let credit: CreditCounter

  init() throws(BusError) {
    let wakeup = try Wakeup()
    self.wakeup = wakeup
    (eventStream, events) = AsyncStream.makeStream(of: ConnectionEvent.self, bufferingPolicy: .bufferingNewest(256))
    let counter = CreditCounter(wakeup: wakeup)
    credit = counter
    inbox = Inbox(taken: { counter.take() })
  }

  func took() { credit.take() }
  var owed: Int { credit.owed }
  var grantStep: Int { credit.step }
  func collect() -> UInt16 { credit.collect() }
  func opened(window: Int) { credit.open(window: window) }

  /// A fresh message id.
  func identifier() -> Identifier { mailbox.withLock { Identifier.random(using: &$0.generator) } }

  /// Puts a command down; false once the connection is closed. Who puts it down nudges the loop.
  func post(_ command: ConnectionCommand) -> Bool {
    mailbox.withLock { mailbox in
      guard !mailbox.finished else { return false }
      mailbox.commands.append(command)
      return true
    }
  }

  func commands() -> [ConnectionCommand] {
    mailbox.withLock { mailbox in
      guard !mailbox.commands.isEmpty else { return [] }
      let all = mailbox.commands
      mailbox.commands = []
      return all
    }
  }

  /// No command is taken any more; those that were not carried out.
  func finish() -> [ConnectionCommand] {
    let rest = mailbox.withLock { mailbox in
      mailbox.finished = true
      defer { mailbox.commands = [] }
      return mailbox.commands
    }
    inbox.finish()
    events.finish()
    return rest
  }
}

/// Counts the credit that is owed to the broker.
final class CreditCounter: Sendable {
  private let taken = Atomic<Int>(0)
  private let grantStep = Atomic<Int>(64)
  private let wakeup: Wakeup

  init(wakeup: Wakeup) { self.wakeup = wakeup }

  var owed: Int { taken.load(ordering: .relaxed) }
  var step: Int { grantStep.load(ordering: .relaxed) }

  /// A fresh window is whole: nothing is owed; half of it taken is worth a message of its own.
  func open(window: Int) {
    taken.store(0, ordering: .relaxed)
    grantStep.store(max(1, window / 2), ordering: .relaxed)
  }

  func take() {
    let owed = taken.add(1, ordering: .relaxed).newValue
    if owed == step { wakeup.signal() }
  }

  /// What goes out with the next message.
  func collect() -> UInt16 {
    let owed = min(taken.load(ordering: .relaxed), Int(UInt16.max))
    guard owed > 0 else { return 0 }
    taken.subtract(owed, ordering: .relaxed)
    return UInt16(owed)
  }
}
