import Core

/// The memory of this machine that runs were promised: each by its prediction, from its assignment until it ends or is
/// lost, so that runs side by side cannot add up to more than there is.
struct MemoryLedger: Hashable, Sendable {
  /// What one run was promised.
  struct Lease: Hashable, Sendable {
    var agent: String
    var bytes: Int
  }

  /// A step that could run, but for memory.
  struct Waiter: Hashable, Sendable {
    let task: TaskID
    let step: String
  }

  /// Since when it waits, and for how much.
  struct Wait: Hashable, Sendable {
    var since: Instant
    /// When it was last looked at: what is paused, or has no executor free, is not, and holds up nobody.
    var seen: Instant
    var bytes: Int
    /// What was left at the last look.
    var left: Int
    /// A step that has waited so long that this one must not overtake it.
    var behind: Waiter?
  }

  /// The share of the free memory that runs may be promised together.
  static let share = 0.8
  /// Who has waited this long is overtaken by nobody: small runs cannot keep a large one waiting for ever.
  static let patience = 30.0
  /// Who was not looked at for this long waits for something else than memory.
  static let staleness = 2.0

  private(set) var leases: [StepKey: Lease] = [:]
  private(set) var waits: [Waiter: Wait] = [:]
  /// What was free when nothing was promised, or more where more was seen since.
  private var ceiling: Int?

  /// All that is promised now.
  var held: Int { leases.values.reduce(0) { $0 + $1.bytes } }

  /// What may be promised besides while `free` bytes are free: what runs have taken already is in their promises, and
  /// what others took is gone.
  func left(free: Int) -> Int {
    max(0, Int(Self.share * Double(whole(free: free))) - held)
  }

  /// What would be free if nothing were promised, while `free` bytes are.
  func whole(free: Int) -> Int { leases.isEmpty ? free : max(free, min(ceiling ?? free, free + held)) }

  /// Whether a run of `bytes` may begin now; notes that it waits where it may not. One alone always may: a person, or its
  /// size, has consented to it. `free` is nil where it is not known: then nothing is refused.
  mutating func admits(_ waiter: Waiter, bytes: Int, free: Int?, now: Instant) -> Bool {
    guard let free, bytes > 0, leases.values.contains(where: { $0.bytes > 0 }) else { return true }
    let left = left(free: free)
    let behind = firstImpatient(before: waiter, now: now)
    if bytes <= left, behind == nil { return true }
    waits[waiter] = Wait(since: since(waiter, now: now), seen: now, bytes: bytes, left: left, behind: behind)
    return false
  }

  /// Promises `bytes` to a run that begins.
  mutating func take(_ key: StepKey, agent: String, bytes: Int, free: Int?) {
    if let free { ceiling = leases.isEmpty ? free : max(ceiling ?? free, free) }
    leases[key] = Lease(agent: agent, bytes: bytes)
    settle(Waiter(task: key.task, step: key.step))
  }

  /// A step waits no more: it runs, here or elsewhere.
  mutating func settle(_ waiter: Waiter) { waits[waiter] = nil }

  /// A run has ended or is lost.
  mutating func giveBack(_ key: StepKey) {
    leases[key] = nil
    if leases.isEmpty { ceiling = nil }
  }

  /// A task has ended: nothing of it waits any more.
  mutating func forget(_ task: TaskID) { waits = waits.filter { $0.key.task != task } }

  /// Why the steps of `task` that wait do so, one sentence each.
  func reasons(_ task: TaskID) -> [String] {
    waits.filter { $0.key.task == task }.sorted { $0.key.step < $1.key.step }.map { "\($0.key.step) \(words($0.value))" }
  }

  /// Why a step waits.
  func words(_ wait: Wait) -> String {
    let holders = leases.sorted { ($1.value.bytes, $0.key.task) < ($0.value.bytes, $1.key.task) }.prefix(3)
      .map { "\(Amounts.bytes($0.value.bytes)) by \($0.key.task) on \($0.value.agent)" }.joined(separator: ", ")
    let text = "waits for memory: it needs \(Amounts.bytes(wait.bytes)), \(Amounts.bytes(wait.left)) are left beside the runs under way"
    let turn = wait.behind.map { "; \($0.step) of \($0.task) has waited longer" } ?? ""
    return text + (holders.isEmpty ? "" : " (held: \(holders))") + turn
  }

  /// Who has waited for too long, longer than `waiter`.
  private func firstImpatient(before waiter: Waiter, now: Instant) -> Waiter? {
    let own = since(waiter, now: now)
    let older = waits.filter { other, wait in
      other != waiter && wait.since < own && now.seconds(since: wait.since) >= Self.patience && isFresh(wait, now)
    }
    return older.min { ($0.value.since, $0.key.step) < ($1.value.since, $1.key.step) }?.key
  }

  private func isFresh(_ wait: Wait, _ now: Instant) -> Bool { now.seconds(since: wait.seen) < Self.staleness }

  /// Since when `waiter` waits without a break.
  private func since(_ waiter: Waiter, now: Instant) -> Instant {
    waits[waiter].flatMap { isFresh($0, now) ? $0.since : nil } ?? now
  }
}
