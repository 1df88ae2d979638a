import AgentKit
import Bus
import Core
import Synchronization

/// The coordinator's shell: takes what comes in to the machine, writes what the machine decides to the journal, and only
/// then does it.
///
/// One loop works through everything in batches: all that came in while the disk was busy is one transaction.
public final class CoordinatorService: Sendable {
  /// Makes the planner for a submission: from what the conversation asked before, and the backends in the crew.
  public typealias Planners = @Sendable (_ previous: Request?, _ present: Set<String>) -> Planner

  let journal: TaskJournal
  private let planners: Planners
  private let limits: CoordinatorLimits
  private let strategy: SchedulingStrategy
  private let time: any TimeSource
  private let mailbox = Mailbox<CoordinatorInput>()
  private let shared = Mutex(Shared())

  /// What the tools' handlers and the loop both touch.
  private struct Shared {
    var context: AgentContext?
    var waiting: [AskerID: CheckedContinuation<CoordinatorReply, Never>] = [:]
    var nextAsker: AskerID = 1
    var joined = false
    /// The machine after the last batch that was written: what questions are answered from.
    var machine = CoordinatorMachine(lastNumber: 0)
    var assignments: [StepKey: Task<Void, Never>] = [:]
  }

  /// A coordinator over the journal at `journalPath`; nil keeps it in memory.
  public init(
    journalPath: String?, limits: CoordinatorLimits = CoordinatorLimits(),
    strategy: SchedulingStrategy = .capabilityLoadBalanced, time: any TimeSource = SystemTime(),
    planners: @escaping Planners
  ) throws(ProximaError) {
    journal = try TaskJournal(path: journalPath)
    self.limits = limits
    self.strategy = strategy
    self.time = time
    self.planners = planners
  }

  /// Where the machine stands, as of the last batch that is on disk.
  var machine: CoordinatorMachine { shared.withLock(\.machine) }

  var context: AgentContext? { shared.withLock(\.context) }

  /// Takes up what the journal left open, and works until the process ends.
  func start(_ context: AgentContext) async throws(ProximaError) {
    var machine = CoordinatorMachine(lastNumber: try await journal.lastNumber(), limits: limits)
    machine.directory.strategy = strategy
    for record in try await journal.openTasks() { machine.restore(record, now: time.now) }
    let first = machine
    shared.withLock {
      $0.context = context
      $0.machine = first
    }
    if !machine.isIdle { context.log.info("tasks.restored", ["open": .int(machine.tasks.count)]) }
  }

  /// Called once the coordinator is on the bus: learns who is there, gives out again what was running, and goes on.
  func join(_ roster: [AgentRecord], drained: [String] = []) {
    let isFirst = shared.withLock { state in
      defer { state.joined = true }
      return !state.joined
    }
    let present = arrivals(roster) + drained.map { .drain(DrainOrder(executor: $0, draining: true), asker: nil) }
    guard isFirst else { return mailbox.put(present) }
    // Before what was submitted meanwhile: that is given out once, and planned for the crew that is there.
    mailbox.putFirst(present + [.recover])
    Task { await loop() }
    Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(200))
        guard !machine.isIdle else { continue }
        if machine.isStarving, let roster = try? await context?.agents.roster() { mailbox.put(arrivals(roster)) }
        mailbox.put(.tick)
      }
    }
  }

  /// The inputs that tell of whoever is on the bus.
  private func arrivals(_ roster: [AgentRecord]) -> [CoordinatorInput] {
    roster.compactMap { Self.arrival($0.registration, remote: !$0.host.isEmpty) }
  }

  /// The input that an agent's coming is; nil for those that take no work.
  static func arrival(_ registration: Registration, remote: Bool) -> CoordinatorInput? {
    guard registration.role == .crew || registration.role == .executor else { return nil }
    return .arrived(
      agent: registration.id, capabilities: registration.capabilities,
      maxConcurrentTasks: registration.maxConcurrentTasks, remote: remote)
  }

  /// Somebody came or went, as the broker saw it.
  func note(_ change: CrewChange) {
    switch change.event {
    case .registered:
      guard let registration = change.registration else { return }
      if let input = Self.arrival(registration, remote: registration.role == .executor) { put(input) }
    case .gone: put(.left(agent: change.agent, reason: change.reason, onPurpose: false))
    }
  }

  func put(_ input: CoordinatorInput) { mailbox.put(input) }

  /// Puts an input of somebody who waits for the answer.
  func ask(_ make: (AskerID) -> CoordinatorInput) async throws(ProximaError) -> CoordinatorReply {
    let asker = shared.withLock { state in
      defer { state.nextAsker += 1 }
      return state.nextAsker
    }
    let input = make(asker)
    let reply = await withCheckedContinuation { continuation in
      shared.withLock { $0.waiting[asker] = continuation }
      mailbox.put(input)
    }
    if case .error(let error) = reply { throw error }
    return reply
  }
}

// MARK: - The loop

extension CoordinatorService {
  private func loop() async {
    var backlog: [CoordinatorInput] = []
    for await batch in mailbox.batches() {
      backlog = await decide(backlog + batch)
    }
  }

  /// Lets the machine decide, writes, and acts; where it cannot be written nothing has happened: who asked is told, and
  /// the rest, which is returned, is tried again. Results are not lost because a disk is full.
  private func decide(_ inputs: [CoordinatorInput]) async -> [CoordinatorInput] {
    var next = machine
    next.freeBytes = FreeMemory.bytes
    next.totalBytes = FreeMemory.total
    let now = time.now
    let wall = time.wall
    var decision = CoordinatorDecision()
    for input in inputs {
      let part = next.handle(input, now: now, wall: wall, plan: plan)
      decision.entries += part.entries
      decision.effects += part.effects
    }
    do throws(ProximaError) {
      let first = try await write(decision, next, at: wall)
      let written = next
      shared.withLock { $0.machine = written }
      perform(decision, first: first, at: wall)
      return []
    } catch {
      context?.log.error("journal.not_written", error)
      for asker in inputs.compactMap(\.asker) { resume(asker, .error(error)) }
      return inputs.filter { $0.asker == nil && !$0.isTick }
    }
  }

  private func write(
    _ decision: CoordinatorDecision, _ machine: CoordinatorMachine, at wall: WallTime
  ) async throws(ProximaError) -> Int64 {
    guard !decision.entries.isEmpty else { return 0 }
    let priorities = decision.entries.reduce(into: [TaskID: Int]()) { $0[$1.task] = machine.tasks[$1.task]?.priority }
    return try await journal.append(decision.entries, priorities: priorities, at: wall)
  }

  private var plan: CoordinatorMachine.Planning {
    let planners = planners
    let present = machine.directory.backends
    return { _, submission in
      planners(submission.previous, present).planned(submission, seed: UInt64.random(in: 1...0x7FFF_FFFF))
    }
  }

  private func resume(_ asker: AskerID, _ reply: CoordinatorReply) {
    shared.withLock { $0.waiting.removeValue(forKey: asker) }?.resume(returning: reply)
  }
}

// MARK: - Acting

extension CoordinatorService {
  private func perform(_ decision: CoordinatorDecision, first: Int64, at wall: WallTime) {
    for (offset, entry) in decision.entries.enumerated() {
      let event = NumberedEvent(number: first + Int64(offset), time: wall, event: entry.event)
      publish(TaskNotice(task: entry.task, status: entry.status, event: event))
      if case .finished(let report) = entry.event {
        context?.log.info("task.finished", task: entry.task, ["status": .string(report.status.rawValue)])
      }
    }
    for effect in decision.effects { perform(effect) }
  }

  private func perform(_ effect: CoordinatorEffect) {
    switch effect {
    case .assign(let key, let agent, let action, let parameters, let priority):
      assign(key, agent, action, parameters, priority)
    case .cancel(let key, _): shared.withLock { $0.assignments[key] }?.cancel()
    case .order(let order, let agent, let task):
      try? context?.agents.notify(agent, event: RunOrder.action, order, task: task)
    case .reply(let asker, let reply): resume(asker, reply)
    case .notify(let notice): publish(notice)
    case .feedback(let agent, let task, let text):
      let body: [String: JSONValue] = ["text": .string(text)]
      try? context?.agents.notify(agent, event: "feedback", body, task: task)
    }
  }

  /// Gives a step to an agent. The request is sent again under the same id while the answer is out: an agent that has it
  /// ignores that, one that lost it in a broken connection begins.
  private func assign(_ key: StepKey, _ agent: String, _ action: String, _ parameters: JSONValue, _ priority: Int) {
    guard let client = context?.agents else { return }
    var options = AgentClient.Options(timeout: 30, retries: 20_000)
    options.task = key.task
    options.step = key.step
    options.fence = key.fence
    options.priority = priority
    options.progress = { [mailbox] in mailbox.put(.progress(key, fraction: $0.fraction, message: $0.message)) }
    let chosen = options
    shared.withLock { state in
      state.assignments[key] = Task {
        do throws(ProximaError) {
          let result: JSONValue = try await client.call(
            to: agent, action: action, parameters: parameters, options: chosen)
          mailbox.put(.result(key, result))
        } catch {
          mailbox.put(.failure(key, error))
        }
        shared.withLock { $0.assignments[key] = nil }
      }
    }
  }

  private func publish(_ notice: TaskNotice) {
    try? context?.agents.publish(TaskAction.topic(notice.task), event: "task.notice", notice, task: notice.task)
  }
}
