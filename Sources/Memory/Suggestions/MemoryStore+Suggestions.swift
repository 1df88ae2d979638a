import Core
import Store

extension MemoryStore {
  /// What past tasks like this one suggest, the surest first (AG-A2.8): every number is counted from the history.
  public func suggest(_ context: SuggestionContext = SuggestionContext(), limit: Int = 5) throws -> [Suggestion] {
    let found = try warnings(context) + usualShots(context) + fasterBackends(context) + usualNextSteps(context)
    return Array(
      found.enumerated().sorted { ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset) }
        .map(\.element).prefix(max(0, limit)))
  }

  /// The same error at least twice among the last ten like tasks that failed.
  private func warnings(_ context: SuggestionContext) throws -> [Suggestion] {
    let ended = try database.query(
      """
      SELECT task, success, error_code, error_message FROM task_history WHERE success IS NOT NULL
        AND (?1 IS NULL OR family = ?1) ORDER BY completed_at DESC LIMIT 10
      """, context.family
    ) { row in (task: TaskID(row.text(0)), ok: row.bool(1), code: row.text(2), message: row.text(3)) }
    var failures: [String: [TaskID]] = [:]
    for entry in ended where !entry.ok && !entry.code.isEmpty {
      failures[entry.code, default: []] += [entry.task].compactMap { $0 }
    }
    return failures.filter { $0.value.count >= 2 }.sorted { $0.key < $1.key }.map { code, tasks in
      let message = ended.first { $0.code == code }?.message ?? code
      return Suggestion(
        kind: .warning, text: "\(tasks.count) of the last \(ended.count) such tasks failed: \(message)",
        confidence: Double(tasks.count) / Double(ended.count), tasks: Array(tasks.prefix(5)))
    }
  }

  /// The number of shots of most of the last ten tasks of the family, where it is not simply the default.
  private func usualShots(_ context: SuggestionContext) throws -> [Suggestion] {
    guard let family = context.family else { return [] }
    let past = try database.query(
      """
      SELECT task, shots FROM task_history WHERE family = ? AND success = 1 AND shots > 0
      ORDER BY started_at DESC LIMIT 10
      """, family
    ) { row in (task: TaskID(row.text(0)), shots: row.int(1)) }
    let counts = Dictionary(grouping: past, by: \.shots)
    guard let usual = counts.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }), usual.value.count >= 3,
      usual.value.count * 2 > past.count, usual.key != 1024
    else { return [] }
    return [
      Suggestion(
        kind: .parameter,
        text: "\(usual.value.count) of your last \(past.count) \(family) tasks used \(usual.key) shots",
        confidence: Double(usual.value.count) / Double(past.count), tasks: usual.value.prefix(5).compactMap(\.task))
    ]
  }

  /// A backend whose median time on like circuits (same family and width) was less than two thirds of another's.
  private func fasterBackends(_ context: SuggestionContext) throws -> [Suggestion] {
    guard let family = context.family else { return [] }
    let runs = try database.query(
      """
      SELECT task, backend, qubits, seconds FROM runs WHERE family = ?1 AND status = 'completed'
        AND qubits = coalesce(?2, (SELECT qubits FROM runs WHERE family = ?1 ORDER BY rowid DESC LIMIT 1))
      ORDER BY rowid DESC LIMIT 200
      """, family, context.qubits
    ) { row in (task: TaskID(row.text(0)), backend: row.text(1), qubits: row.int(2), seconds: row.double(3)) }
    let medians = Dictionary(grouping: runs, by: \.backend).filter { $0.value.count >= 3 }.mapValues { runs in
      runs.map(\.seconds).sorted()[runs.count / 2]
    }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let best = medians.first, let second = medians.dropFirst().first, best.value > 0,
      best.value * 1.5 < second.value, let qubits = runs.first?.qubits
    else { return [] }
    let factor = (second.value / best.value * 10).rounded() / 10
    let sample = runs.filter { $0.backend == best.key }
    return [
      Suggestion(
        kind: .optimization,
        text: "\(best.key) was \(factor) times faster than \(second.key) on \(family) with \(qubits) qubits",
        confidence: min(1, Double(sample.count) / 10), tasks: sample.prefix(5).compactMap(\.task))
    ]
  }

  /// What followed tasks of this intent in the same conversation at least three times, and mostly (AG-A2.8-04).
  private func usualNextSteps(_ context: SuggestionContext) throws -> [Suggestion] {
    guard let intent = context.intent else { return [] }
    let next = try database.query(
      """
      SELECT following, task FROM (
        SELECT task_type, started_at, lead(task_type) OVER session AS following, lead(task) OVER session AS task
        FROM task_history WHERE session_id IS NOT NULL AND task_type IS NOT NULL
        WINDOW session AS (PARTITION BY session_id ORDER BY started_at))
      WHERE task_type = ? AND following IS NOT NULL ORDER BY started_at DESC LIMIT 20
      """, intent
    ) { row in (intent: row.text(0), task: TaskID(row.text(1))) }
    let counts = Dictionary(grouping: next, by: \.intent)
    guard let usual = counts.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }), usual.value.count >= 3,
      usual.value.count * 2 > next.count, usual.key != intent
    else { return [] }
    return [
      Suggestion(
        kind: .action,
        text: "after \(intent) you usually go on with \(usual.key) (\(usual.value.count) of \(next.count))",
        confidence: Double(usual.value.count) / Double(next.count), tasks: usual.value.prefix(5).compactMap(\.task))
    ]
  }
}
