import AgentKit
import Core
import Memory
import Store

/// The memory process: the one writer of the memory's file, which it keeps in step with the journal.
///
/// The journal is read only. Whatever is asked, the memory first catches up, so that a finished task is found at once.
public final class MemoryService: Sendable {
  private let store: Confined<Opened>

  /// The memory beside the journal that it projects.
  private final class Opened {
    let memory: MemoryStore
    let journalPath: String
    var journal: Journal?

    init(memory: MemoryStore, journalPath: String) {
      self.memory = memory
      self.journalPath = journalPath
    }

    /// Projects what the journal has that the memory has not; gives the number of new events.
    func catchUp() throws -> Int {
      if journal == nil { journal = try Journal.reading(path: journalPath) }
      guard let journal else { return 0 }
      return try memory.catchUp(from: journal)
    }
  }

  /// Opens the memory of `home` at the first use.
  public init(home: Home) throws(ProximaError) {
    do {
      store = try Confined(name: "memory") {
        Opened(memory: try MemoryStore(path: home.memory), journalPath: home.journal)
      }
    } catch {
      throw error.proxima
    }
  }

  /// Runs `body` with a memory that knows all that the journal knows.
  func perform<T: Sendable>(_ body: @escaping @Sendable (MemoryStore) throws -> T) async throws -> T {
    try await store.perform { opened in
      _ = try opened.catchUp()
      return try body(opened.memory)
    }
  }

  /// Projects new events every second, until the task is cancelled.
  func follow(_ log: Log) async {
    while !Task.isCancelled {
      do {
        let count = try await store.perform { try $0.catchUp() }
        if count > 0 { log.debug("memory.projected", ["events": .int(count)]) }
      } catch {
        log.error("memory.behind", ProximaError.from(error))
      }
      try? await Task.sleep(for: .seconds(1))
    }
  }

  func close() async { await store.close() }
}
