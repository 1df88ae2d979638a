import Core
import Store

extension MemoryStore {
  func begin(_ task: TaskID, _ submission: Submission, _ event: JournalEvent) throws {
    let request = submission.text.isEmpty ? "run " + (submission.program?.name ?? "a program") : submission.text
    try database.run(
      """
      INSERT INTO task_history (task, session_id, task_description, status, started_at, seq)
      VALUES (?, ?, ?, 'queued', ?, ?) ON CONFLICT (task) DO UPDATE SET seq = excluded.seq
      """, task, submission.session, request, submission.created, event.seq)
    let document = TaskDocument(request: request, plan: nil)
    try putItem(
      .task, ref: task.text, task: task.text, created: submission.created, text: document.text, terms: document.terms)
  }

  func describe(_ task: TaskID, plan: Plan, _ event: JournalEvent) throws {
    guard let known = try known(task) else { return }
    let request = plan.request
    try database.run(
      """
      UPDATE task_history SET task_type = ?, family = ?, qubits = ?, shots = ?, noise = ?, backends = ?, seq = ?
      WHERE task = ?
      """, request.intent.rawValue, request.circuit?.family, request.circuit?.qubits, request.shots,
      noiseText(request), backends(plan), event.seq, task)
    let document = TaskDocument(request: known.request, plan: plan)
    try putItem(
      .task, ref: task.text, task: task.text, created: known.created, text: document.text, terms: document.terms)
  }

  func finish(_ task: TaskID, _ report: TaskReport, _ event: JournalEvent) throws {
    if try known(task) == nil {
      let submission = Submission(kind: .ask, text: report.plan.request.request, created: event.time)
      try begin(task, submission, event)
    }
    try describe(task, plan: report.plan, event)
    guard let known = try known(task) else { return }
    try database.run(
      """
      UPDATE task_history SET status = ?, completed_at = ?, success = ?, error_code = ?, error_message = ?,
        outcome_summary = ?, qubits = coalesce(?, qubits), shots = coalesce(?, shots) WHERE task = ?
      """, report.status.rawValue, event.time, report.status == .completed, report.error?.code, report.error?.message,
      report.insight?.summary, report.runs.first?.qubits, report.runs.first?.shots, task)
    for run in report.runs { try add(run, of: task, family: report.plan.request.circuit?.family) }
    let document = TaskDocument(request: known.request, plan: report.plan, report: report)
    try putItem(
      .task, ref: task.text, task: task.text, created: known.created, text: document.text, terms: document.terms)
  }

  private func add(_ run: Run, of task: TaskID, family: String?) throws {
    try database.run(
      """
      INSERT OR REPLACE INTO runs (task, id, label, family, backend, method, qubits, shots, seed, status, seconds,
        peak_bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, task, run.id, run.label, family, run.backend, run.method.rawValue, run.qubits, run.shots, String(run.seed),
      run.status.rawValue, run.timing.totalSeconds, run.memory.peakBytes)
  }

  /// Removes all that is known of a task.
  func dropTask(_ task: TaskID) throws {
    try removeItems("task = ?", [task])
    try database.run("DELETE FROM runs WHERE task = ?", task)
    try database.run("DELETE FROM task_history WHERE task = ?", task)
    try database.run("DELETE FROM conversations WHERE task = ?", task)
  }

  /// Whether anything stems from `task`.
  func knows(_ task: TaskID) throws -> Bool {
    if try known(task) != nil { return true }
    return try database.first("SELECT 1 FROM items WHERE task = ? LIMIT 1", task) { _ in true } ?? false
  }

  private func known(_ task: TaskID) throws -> (request: String, created: WallTime)? {
    try database.first("SELECT task_description, started_at FROM task_history WHERE task = ?", task) { row in
      (row.text(0), WallTime(milliseconds: row.integer(1)))
    }
  }

  private func noiseText(_ request: Request) -> String? {
    let noise = TaskDocument.noise(of: request)
    return noise.isEmpty ? nil : noise.map { "\($0.channel.rawValue)=\($0.probability ?? 0)" }.joined(separator: ",")
  }

  private func backends(_ plan: Plan) -> String? {
    (plan.request.backends ?? plan.selection.map { [$0.backend] })?.joined(separator: ",")
  }
}
