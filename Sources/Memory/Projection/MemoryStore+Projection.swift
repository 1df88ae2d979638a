import Core
import FoundationEssentials
import Store

extension MemoryStore {
  /// The number of the last event of the journal that the memory has taken in; 0 for none.
  public var journalSeq: Int64 { get throws { try meta("journal_seq").flatMap { Int64($0) } ?? 0 } }

  /// Takes in one event; false for one that was taken in before.
  @discardableResult
  public func project(_ event: JournalEvent) throws -> Bool { try project([event]) == 1 }

  /// Takes in events of the journal, in order and in one transaction; those that were taken in before change nothing.
  /// Gives how many were new. An event that cannot be read is counted in `stats` and passed over.
  @discardableResult
  public func project(_ events: [JournalEvent]) throws -> Int {
    try write {
      let seen = try journalSeq
      let fresh = events.filter { $0.seq > seen }
      for event in fresh {
        do {
          try take(event)
        } catch  where error is ProximaError || error is MemoryError {
          try setMeta("unreadable_events", String((Int(try meta("unreadable_events") ?? "") ?? 0) + 1))
        }
      }
      if let last = fresh.map(\.seq).max() { try setMeta("journal_seq", String(last)) }
      return fresh.count
    }
  }

  /// Takes in all that the journal holds and the memory does not; gives how many events that were.
  ///
  /// A journal shorter than what was taken in is another one: then the memory is rebuilt.
  @discardableResult
  public func catchUp(from journal: Journal) throws -> Int {
    if try journal.lastSeq < journalSeq { try dropProjection() }
    var count = 0
    while true {
      let events = try journal.events(after: try journalSeq, limit: 500)
      if events.isEmpty { return count }
      count += try project(events)
    }
  }

  /// Drops what stems from the journal and takes it in again; facts that were told to the memory itself stay.
  public func rebuild(from journal: Journal) throws {
    try dropProjection()
    try catchUp(from: journal)
  }

  private func dropProjection() throws {
    index = nil
    try write {
      try database.execute(
        """
        DELETE FROM items WHERE kind = 'task' AND ref IN (SELECT task FROM task_history WHERE seq IS NOT NULL)
          OR kind = 'turn' AND ref IN (SELECT id FROM conversations WHERE seq IS NOT NULL)
          OR kind IN ('fact', 'learning')
            AND ref IN (SELECT fact_type || '/' || key FROM workspace_facts WHERE seq IS NOT NULL);
        DELETE FROM runs WHERE task IN (SELECT task FROM task_history WHERE seq IS NOT NULL);
        DELETE FROM task_history WHERE seq IS NOT NULL;
        DELETE FROM conversations WHERE seq IS NOT NULL;
        DELETE FROM workspace_facts WHERE seq IS NOT NULL;
        DELETE FROM meta WHERE key IN ('journal_seq', 'unreadable_events');
        """)
    }
  }

  private func take(_ event: JournalEvent) throws {
    if event.isForgotten { return }
    switch event.kind {
    case JournalKind.turn:
      try add(try event.decode(ConversationTurn.self), at: event.time, task: event.task, seq: event.seq)
    case JournalKind.fact: try put(try event.decode(FactRecord.self), at: event.time, seq: event.seq)
    case JournalKind.factForgotten: try dropFact(try event.decode(FactName.self))
    case JournalKind.forgotten: if let task = event.task { try dropTask(task) }
    default:
      if let task = event.task, let happened = try event.taskEvent() { try take(happened, of: task, event) }
    }
  }

  private func take(_ happened: TaskEvent, of task: TaskID, _ event: JournalEvent) throws {
    switch happened {
    case .submitted(let submission): try begin(task, submission, event)
    case .planned(let plan, _): try describe(task, plan: plan, event)
    case .moved(let state, _):
      try database.run("UPDATE task_history SET status = ? WHERE task = ?", state.rawValue, task)
    case .finished(let report): try finish(task, report, event)
    default: break
    }
  }
}
