import Synchronization

/// Where what happens waits for the one loop that works through it, several things at a time.
final class Mailbox<Element: Sendable>: Sendable {
  private let waiting = Mutex<[Element]>([])
  private let signal: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation

  init() { (signal, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  func put(_ element: Element) { put([element]) }

  func put(_ elements: [Element]) {
    waiting.withLock { $0 += elements }
    ring.yield()
  }

  /// Puts `elements` before all that waits.
  func putFirst(_ elements: [Element]) {
    waiting.withLock { $0 = elements + $0 }
    ring.yield()
  }

  /// Nothing more will come: `forEachBatch` ends after what is there.
  func close() { ring.finish() }

  /// All that has come in since the last batch, each time there is something. For one consumer.
  func batches() -> Batches { Batches(mailbox: self, iterator: signal.makeAsyncIterator()) }

  struct Batches: AsyncSequence, AsyncIteratorProtocol {
    fileprivate let mailbox: Mailbox
    fileprivate var iterator: AsyncStream<Void>.AsyncIterator

    mutating func next(isolation actor: isolated (any Actor)?) async -> [Element]? {
      while await iterator.next(isolation: actor) != nil {
        let batch = mailbox.take()
        if !batch.isEmpty { return batch }
      }
      return nil
    }

    func makeAsyncIterator() -> Batches { self }
  }

  fileprivate func take() -> [Element] {
    waiting.withLock { all in
      defer { all = [] }
      return all
    }
  }
}
