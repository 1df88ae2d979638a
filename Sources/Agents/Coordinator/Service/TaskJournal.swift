import Core
import Store

/// The coordinator's side of the journal: written by it alone, on a thread of the database's own.
struct TaskJournal: Sendable {
  private let journal: Confined<Journal>

  /// Opens the journal at `path`; nil keeps it in memory.
  init(path: String?) throws(ProximaError) {
    do {
      journal = try Confined(name: "journal") { try Journal(path: path) }
    } catch {
      throw error.proxima
    }
  }

  /// The number of the last event.
  func lastNumber() async throws(ProximaError) -> Int64 { try await perform { try $0.lastSeq } }

  /// Writes `entries` in one transaction, durable on return, and gives the number of the first.
  func append(
    _ entries: [CoordinatorDecision.Entry], priorities: [TaskID: Int], at time: WallTime
  ) async throws(ProximaError) -> Int64 {
    try await perform { journal in
      let events = try entries.map { try JournalEvent($0.event, of: $0.task, at: time) }
      var tasks: [TaskID: JournalTask] = [:]
      for entry in entries {
        if case .submitted(let submission) = entry.event { tasks[entry.task] = JournalTask(new: entry.task, submission) }
        guard var task = try tasks[entry.task] ?? journal.task(entry.task) else { continue }
        task.update(entry, at: time, priority: priorities[entry.task])
        tasks[entry.task] = task
      }
      return try journal.append(events, tasks: Array(tasks.values)).lowerBound
    }
  }

  /// The open tasks as their events tell them.
  func openTasks() async throws(ProximaError) -> [TaskRecord] {
    try await perform { journal in try journal.openTasks().compactMap { try Self.fold($0.id, journal) } }
  }

  /// One task, open or ended; nil where there is none.
  func record(_ id: TaskID) async throws(ProximaError) -> TaskRecord? { try await perform { try Self.fold(id, $0) } }

  /// The events of a task after `number`.
  func events(of id: TaskID, after number: Int64) async throws(ProximaError) -> [NumberedEvent] {
    try await perform { journal in
      try journal.events(of: id, after: number).compactMap { line in
        try line.taskEvent().map { NumberedEvent(number: line.seq, time: line.time, event: $0) }
      }
    }
  }

  /// Tasks, newest first.
  func tasks(_ query: TaskListQuery) async throws(ProximaError) -> [JournalTask] {
    try await perform { journal in
      var filter = TaskFilter()
      if let status = query.status { filter.statuses = [status] }
      filter.containing = query.matching
      return try journal.tasks(filter, limit: query.limit)
    }
  }

  /// The task that `text` means: that id, the only one that begins so, or `last`.
  func resolve(_ text: String) async throws(ProximaError) -> TaskID {
    let found: [TaskID] = try await perform { journal in
      if text == "last" { return try journal.tasks(limit: 1).map(\.id) }
      if let id = TaskID(text), try journal.task(id) != nil { return [id] }
      return try journal.tasks(beginning: text, limit: 5).map(\.id)
    }
    if found.count == 1 { return found[0] }
    let several = found.prefix(4).map(\.text).joined(separator: ", ")
    throw ProximaError(
      found.isEmpty ? "task.unknown" : "task.ambiguous",
      found.isEmpty ? "there is no task \(text)" : "\(text) could be \(several)", remedy: "see `proxima task list`",
      exit: .usage)
  }

  func finishedCount() async throws(ProximaError) -> Int {
    try await perform { try $0.taskCounts().filter { $0.key.isFinal }.values.reduce(0, +) }
  }

  func close() async { await journal.close() }

  private static func fold(_ id: TaskID, _ journal: Journal) throws -> TaskRecord? {
    var record: TaskRecord?
    for line in try journal.events(of: id) {
      guard let event = try line.taskEvent() else { continue }
      if case .submitted(let submission) = event { record = TaskRecord(id: id, submission: submission) }
      record?.apply(event)
    }
    return record
  }

  private func perform<T: Sendable>(
    _ body: @escaping @Sendable (Journal) throws -> T
  ) async throws(ProximaError) -> T {
    do {
      return try await journal.perform(body)
    } catch let error as StoreError {
      throw error.proxima
    } catch let error as ProximaError {
      throw error
    } catch {
      throw .bug("the journal: \(error)")
    }
  }
}

extension JournalTask {
  fileprivate init(new id: TaskID, _ submission: Submission) {
    self.init(
      id: id, request: submission.text.isEmpty ? "run \(submission.program?.name ?? "")" : submission.text,
      status: .queued, created: submission.created, updated: submission.created,
      priority: submission.flags.priority ?? 0, session: submission.session)
  }

  fileprivate mutating func update(_ entry: CoordinatorDecision.Entry, at time: WallTime, priority: Int?) {
    status = entry.status
    updated = time
    if let priority { self.priority = priority }
    guard case .finished(let report) = entry.event else { return }
    status = report.status
    runs = report.runs.count
    seconds = Double(time.milliseconds - created.milliseconds) / 1000
  }
}
