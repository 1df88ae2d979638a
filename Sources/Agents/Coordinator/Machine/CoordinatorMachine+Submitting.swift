import Core

extension CoordinatorMachine {
  mutating func submit(_ request: SubmitTask, _ asker: AskerID, _ work: inout Work) {
    guard let id = request.id else {
      work.decision.effects.append(.reply(asker, .error(.bug("a submission without an id"))))
      return
    }
    if let known = tasks[id] {
      // The same key again: nothing is done twice, the answer is the same.
      guard known.submission.matches(request.submission) else {
        work.decision.effects.append(.reply(asker, .error(Self.conflict(id))))
        return
      }
      work.decision.effects.append(.reply(asker, .submitted(TaskSubmitted(task: id, status: known.state))))
      return
    }
    tasks[id] = TaskRecord(id: id, submission: request.submission)
    started[id] = work.now
    emit(.submitted(request.submission), id, &work)
    queued.insert(id)
    settle(&work)
    work.decision.effects.append(
      .reply(asker, .submitted(TaskSubmitted(task: id, status: tasks[id]?.state ?? .completed))))
  }

  static func conflict(_ id: TaskID) -> ProximaError {
    ProximaError(
      "task.id_taken", "task \(id) exists and asks for something else", remedy: "choose another --task-id",
      exit: .usage)
  }

  /// Plans a task and lets it run, or ends it where it cannot.
  mutating func makePlan(_ id: TaskID, _ work: inout Work) {
    guard let submission = tasks[id]?.submission else { return }
    let planned = work.plan(id, submission)
    emit(.planned(planned.plan, graph: planned.graph), id, &work)
    if let (state, error) = planned.refusal {
      conclude(id, state, error, &work)
    } else if let carried = submission.carried {
      carry(carried, id, &work)
    } else {
      emit(.moved(.running, reason: nil), id, &work)
    }
  }
}

extension Submission {
  /// Whether the sentence may mean something that was asked before.
  var refersBack: Bool {
    let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
    return !words.isDisjoint(with: ["last", "previous", "again", "same", "repeat", "rerun", "before", "earlier", "that"])
  }

  /// Whether a resubmission asks for the same: all but the moment.
  func matches(_ other: Submission) -> Bool {
    var same = other
    same.created = created
    same.previous = previous
    return same == self
  }
}
