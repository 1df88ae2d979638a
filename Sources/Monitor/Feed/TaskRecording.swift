import Bus
import Core
import FoundationEssentials
import Node
import Store

/// A task of the record as a session that can be played.
enum TaskRecording {
  /// What happened to `name` (an id, the beginning of one, or `last`); throws `task.unknown`.
  static func read(_ name: String, _ home: Home) throws(ProximaError) -> Recording {
    let missing = ProximaError(
      "task.unknown", "there is no task \(name)", remedy: "see `proxima task list`", exit: .usage)
    do {
      guard let journal = try Journal.reading(path: home.journal) else { throw missing }
      let found: [JournalTask]
      if name == "last" {
        found = try journal.tasks(limit: 1)
      } else if let id = TaskID(name), let task = try journal.task(id) {
        found = [task]
      } else {
        found = try journal.tasks(beginning: name, limit: 2)
      }
      guard found.count == 1, let task = found.first else {
        throw found.isEmpty
          ? missing
          : ProximaError("task.ambiguous", "\(name) begins several task ids", remedy: "give more of it", exit: .usage)
      }
      let events = try journal.events(of: task.id).compactMap { event in
        try event.taskEvent().map { NumberedEvent(number: event.seq, time: event.time, event: $0) }
      }
      return recording(task, events, traffic(of: task, home))
    } catch { throw ProximaError.from(error) }
  }

  /// The messages of the task as the node recorded them; none where it did not, or they are older than it keeps.
  private static func traffic(of task: JournalTask, _ home: Home) -> [Recording.Entry] {
    let files = TrafficFiles(folder: TrafficFiles.folder(home))
    let last = WallTime(milliseconds: task.updated.milliseconds + 1000)
    let days = files.recordedDays.filter { $0 >= task.created.iso8601.prefix(10) && $0 <= last.iso8601.prefix(10) }
    let blocks = days.flatMap { files.blocks(of: $0, from: WallTime(milliseconds: task.created.milliseconds - 1000)) }
    return blocks.prefix { $0.time <= last }.flatMap(\.records).filter { $0.header.task == task.id.text }.map {
      record in
      Recording.Entry(
        at: max(record.header.sent.milliseconds, task.created.milliseconds),
        event: .traffic(TrafficBatch(lost: 0, messages: [TrafficReader.message(record)])))
    }
  }

  private static func recording(_ task: JournalTask, _ events: [NumberedEvent], _ traffic: [Recording.Entry])
    -> Recording
  {
    var fold = TaskFold(task.id)
    var entries = traffic
    let start = events.first?.time.milliseconds ?? 0
    let listed = TaskList.Entry(
      id: task.id, request: task.request, status: .queued, created: task.created.iso8601, seconds: 0, runs: 0)
    entries.append(Recording.Entry(at: start, event: .tasks(TaskList(tasks: [listed]))))
    for event in events {
      fold.take([event])
      entries.append(
        Recording.Entry(
          at: event.time.milliseconds, event: .notice(TaskNotice(task: task.id, status: fold.status, event: event))))
    }
    return Recording(entries)
  }
}
