import AgentKit
import Core
import Store

extension CoordinatorService {
  /// What the coordinator answers, as tools: the exchanges of `TaskAction`.
  func tools() -> [Tool] {
    [
      .typed(TaskAction.submit, description: "Submits a task; the same id again changes nothing.") {
        (request: SubmitTask, _) in try await self.submit(request)
      },
      .typed(TaskAction.control, description: "Pauses, resumes, aborts, retries, replays, … a task.") {
        (control: TaskControl, _) in try await self.control(control)
      },
      .typed(TaskAction.answer, description: "Answers what waits for a person.") { (answer: ApprovalAnswer, _) in
        guard case .approvals(let list) = try await self.ask({ .answer(answer, asker: $0) }) else {
          throw ProximaError.bug("an approval was answered by something else")
        }
        return list
      },
      .typed(TaskAction.draining, description: "Gives an executor nothing new, or work again.") {
        (order: DrainOrder, _) in
        guard case .drained(let answer) = try await self.ask({ .drain(order, asker: $0) }) else {
          throw ProximaError.bug("a drain was answered by something else")
        }
        return answer
      },
      .typed(TaskAction.events, description: "What happened to a task after a number of the journal.") {
        (query: TaskQuery, _) in try await self.history(query)
      },
      .typed(TaskAction.report, description: "The record of a task, also of one that still runs.") {
        (query: TaskQuery, _) in try await self.report(query)
      },
      .typed(TaskAction.list, description: "Tasks, newest first.") { (query: TaskListQuery, _) in
        try await self.list(query)
      },
      .immediate(TaskAction.approvals, description: "What waits for a person.") { _ in
        ApprovalList(approvals: self.machine.approvals)
      },
      .immediate(TaskAction.status, description: "The coordinator in numbers.") { _ in try await self.status() },
    ]
  }

  private func submit(_ request: SubmitTask) async throws(ProximaError) -> TaskSubmitted {
    var request = request
    if let id = request.id {
      if machine.tasks[id] == nil, let known = try await journal.record(id), known.report != nil {
        guard known.submission.matches(request.submission) else { throw CoordinatorMachine.conflict(id) }
        return TaskSubmitted(task: id, status: known.state)
      }
    } else {
      var generator = SystemRandomNumberGenerator()
      request.id = TaskID.random(at: SystemTime().wall, using: &generator)
    }
    if request.submission.previous == nil, request.submission.refersBack {
      request.submission.previous = try await lastRequest()
    }
    let ready = request
    guard case .submitted(let answer) = try await ask({ .submit(ready, asker: $0) }) else {
      throw .bug("a submission was answered by something else")
    }
    return answer
  }

  /// The newest request that named a circuit: what "my last run" means.
  private func lastRequest() async throws(ProximaError) -> Request? {
    for task in try await journal.tasks(TaskListQuery(limit: 10)) where task.status == .completed {
      if let request = try await journal.record(task.id)?.plan?.request, request.circuit != nil { return request }
    }
    return nil
  }

  private func control(_ control: TaskControl) async throws(ProximaError) -> TaskSubmitted {
    let task = try await journal.resolve(control.task)
    if control.verb == .rollback { return try await rollback(task, to: control.step) }
    if control.verb == .retry || control.verb == .replay {
      return try await submit(try await again(task, replay: control.verb == .replay))
    }
    guard case .submitted(let answer) = try await ask({ .control(control, task: task, asker: $0) }) else {
      throw .bug("a control was answered by something else")
    }
    return answer
  }

  /// A task that stands where `task` stood after `step`; one that still runs is ended first, and its record stays.
  private func rollback(_ task: TaskID, to step: String?) async throws(ProximaError) -> TaskSubmitted {
    guard var record = try await journal.record(task) else { throw .bug("\(task) has no events") }
    _ = try Rollback(record, to: step)
    if record.report == nil {
      _ = try await ask({ .control(TaskControl(task: task.text, verb: .abort), task: task, asker: $0) })
      for _ in 0..<40 where record.report == nil {
        try? await Task.sleep(nanoseconds: 50_000_000)
        record = try await journal.record(task) ?? record
      }
    }
    let submission = try Rollback(record, to: step).submission(of: record, at: SystemTime().wall)
    return try await submit(SubmitTask(id: nil, submission: submission))
  }

  /// The submission that runs `task` again: a replay pins its plan and is held against its runs.
  private func again(_ task: TaskID, replay: Bool) async throws(ProximaError) -> SubmitTask {
    guard let record = try await journal.record(task), let report = record.report else {
      throw ProximaError(
        "task.not_finished", "\(task) still runs", remedy: "wait for it with `proxima task wait \(task)`",
        exit: .tryLater)
    }
    var submission = record.submission
    submission.origin = task
    submission.created = SystemTime().wall
    submission.flags.fresh = true
    submission.flags.stateFile = nil
    submission.expected = nil
    submission.plan = nil
    submission.carried = nil
    if replay {
      guard !report.runs.isEmpty else {
        throw ProximaError(
          "task.nothing_to_replay", "\(task) recorded no runs", remedy: "retry it instead", exit: .usage)
      }
      submission.kind = .replay
      submission.plan = record.plan
      submission.expected = report.runs
    }
    return SubmitTask(id: nil, submission: submission)
  }

  private func history(_ query: TaskQuery) async throws(ProximaError) -> TaskHistory {
    let task = try await journal.resolve(query.task)
    guard let record = try await journal.record(task) else { throw .bug("\(task) has no events") }
    return TaskHistory(
      task: task, status: record.state, events: try await journal.events(of: task, after: query.after))
  }

  private func report(_ query: TaskQuery) async throws(ProximaError) -> TaskReport {
    let task = try await journal.resolve(query.task)
    guard let record = try await journal.record(task) else { throw .bug("\(task) has no events") }
    if let report = record.report { return report }
    var report = ReportBuilder(record: record).report(status: record.state)
    let waiting = machine.ledger.reasons(task)
    if !waiting.isEmpty { report.waiting = waiting }
    return report
  }

  private func list(_ query: TaskListQuery) async throws(ProximaError) -> TaskList {
    let now = SystemTime().wall
    return TaskList(
      tasks: try await journal.tasks(query).map { task in
        TaskList.Entry(
          id: task.id, request: task.request, status: task.status, created: task.created.iso8601,
          seconds: task.seconds ?? Double(now.milliseconds - task.created.milliseconds) / 1000, runs: task.runs)
      })
  }

  private func status() async throws(ProximaError) -> CoordinatorStatus {
    let machine = machine
    let steps = machine.stepCounts
    var status = CoordinatorStatus(
      openTasks: machine.tasks.count, runningSteps: steps.running, waitingSteps: steps.waiting,
      finishedTasks: try await journal.finishedCount(), discardedResults: machine.discarded)
    status.leases = machine.leaseStatus
    return status
  }
}
