import Core

extension CoordinatorMachine {
  mutating func tick(_ work: inout Work) {
    for (id, deadline) in approvalDeadlines.sorted(by: { $0.key < $1.key }) where work.now >= deadline {
      decide(id, allowed: false, by: "no answer in \(Int(limits.approvalSeconds)) s", &work)
    }
    work.touched.formUnion(abortDeadlines.filter { work.now >= $0.value }.keys)
    for id in tasks.keys.sorted() {
      guard let record = tasks[id], let limit = record.submission.flags.timeoutSeconds, let begun = started[id],
        work.now.seconds(since: begun) > limit
      else { continue }
      beginAbort(
        id,
        ProximaError(
          "task.timed_out", "the task took longer than \(Amounts.seconds(limit))", remedy: "raise --timeout",
          exit: .timedOut), &work)
    }
  }

  /// The next moment at which `tick` has something to do, or nil.
  var nextDeadline: Instant? {
    let timeouts = tasks.values.compactMap { record in
      record.submission.flags.timeoutSeconds.flatMap { limit in started[record.id]?.advanced(by: limit) }
    }
    let waits = starving.values.map { $0.advanced(by: limits.agentWaitSeconds) }
    return (Array(approvalDeadlines.values) + Array(abortDeadlines.values) + timeouts + waits).min()
  }
}
