import Core
import Store

/// Reads tasks from the journal itself, where no crew runs. Read-only.
struct RecordReader {
  private let journal: Journal

  /// The journal of `home`; nil where nothing was ever recorded.
  init?(_ home: Home) throws(ProximaError) {
    do {
      guard let journal = try Journal.reading(path: home.journal) else { return nil }
      self.journal = journal
    } catch { throw ProximaError.from(error) }
  }

  func list(_ query: TaskListQuery) throws(ProximaError) -> TaskList {
    var filter = TaskFilter()
    if let status = query.status { filter.statuses = [status] }
    filter.containing = query.matching
    do {
      return TaskList(
        tasks: try journal.tasks(filter, limit: query.limit).map { task in
          let seconds = task.seconds ?? Double(task.updated.milliseconds - task.created.milliseconds) / 1000
          return TaskList.Entry(
            id: task.id, request: task.request, status: task.status, created: task.created.iso8601,
            seconds: max(0, seconds), runs: task.runs)
        })
    } catch { throw ProximaError.from(error) }
  }

  func history(_ name: String) throws(ProximaError) -> TaskHistory {
    let task = try find(name)
    do {
      let events = try journal.events(of: task.id).compactMap { event -> NumberedEvent? in
        try event.taskEvent().map { NumberedEvent(number: event.seq, time: event.time, event: $0) }
      }
      return TaskHistory(task: task.id, status: task.status, events: events)
    } catch { throw ProximaError.from(error) }
  }

  /// The report that ended the task. Throws `task.unfinished` for one that waits for a crew to go on.
  func report(_ name: String) throws(ProximaError) -> TaskReport {
    let history = try history(name)
    for event in history.events.reversed() { if case .finished(let report) = event.event { return report } }
    throw ProximaError(
      history.events.isEmpty ? "task.forgotten" : "task.unfinished",
      history.events.isEmpty
        ? "task \(history.task.text) was forgotten" : "task \(history.task.text) is \(history.status.rawValue) and no crew runs",
      remedy: history.events.isEmpty ? "" : "start the crew with `proxima up`: it goes on by itself", exit: .tryLater)
  }

  /// The newest request of a conversation that named a circuit: what "the same with 8 qubits" means.
  func lastRequest(of session: String) throws(ProximaError) -> Request? {
    var filter = TaskFilter()
    filter.session = session
    do {
      for task in try journal.tasks(filter, limit: 10) {
        for event in try journal.events(of: task.id) {
          guard case .planned(let plan, _)? = try event.taskEvent() else { continue }
          if plan.request.circuit != nil, plan.request.intent != .unclear { return plan.request }
        }
      }
    } catch { throw ProximaError.from(error) }
    return nil
  }

  /// The task that `name` means: an id, the beginning of one, or `last`.
  private func find(_ name: String) throws(ProximaError) -> JournalTask {
    func missing() -> ProximaError {
      ProximaError("task.unknown", "there is no task \(name)", remedy: "see `proxima task list`", exit: .usage)
    }
    do {
      if name == "last" {
        guard let task = try journal.tasks(limit: 1).first else { throw missing() }
        return task
      }
      if let id = TaskID(name), let task = try journal.task(id) { return task }
      let matches = try journal.tasks(limit: 100_000).filter { $0.id.text.hasPrefix(name) }
      guard let task = matches.first else { throw missing() }
      guard matches.count == 1 else {
        throw ProximaError(
          "task.ambiguous", "\(name) begins \(matches.count) task ids", remedy: "give more of it", exit: .usage)
      }
      return task
    } catch { throw ProximaError.from(error) }
  }
}
