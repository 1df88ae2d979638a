import AgentKit
import Bus
import Core
import Executors
import Simulator
import Synchronization

/// An executor as an agent of the crew: takes circuits, runs them one after another, answers with what it found.
public enum ExecutionAgent {
  /// The definition of the agent that runs circuits on `executor`.
  ///
  /// `profile` says how full the machine may get before a run is paused or ended; `folder` is on the disk that counts.
  /// `checkpoints` is where paused runs keep their states; nil: nowhere. `isStartedAgain` says whether a node starts the
  /// process anew when it ends: only then may it end to get rid of a run that hears nothing.
  public static func definition(
    _ executor: any CircuitExecutor, remote: Bool = false, profile: ResourceProfile = .balanced, folder: String = "/",
    checkpoints: String? = nil, isStartedAgain: Bool = false
  ) -> AgentDefinition {
    let runs = RunRegistry(checkpoints: checkpoints)
    if let checkpoints { CheckpointSpot.removeStale(in: checkpoints, olderThan: staleSeconds) }
    let limits = Limits(profile: profile, folder: folder, remote: remote, isStartedAgain: isStartedAgain)
    var definition = AgentDefinition(
      id: AgentName.executor(executor.backend), maxConcurrentTasks: 1, role: remote ? .executor : .crew
    ) { _ in tools(executor, runs, limits) }
    definition.metadata = ["backend": .string(executor.backend)]
    definition.receive = { message, _ in
      // Over tcp nobody but the crew can send to an executor; here the coordinator alone orders, and the node stops all.
      if message.kind == .notification, message.action == NodeAction.halt, message.sender == AgentName.node {
        return runs.abandonAll()
      }
      guard message.kind == .notification, message.action == RunOrder.action, message.sender == AgentName.coordinator,
        let task = TaskID(message.header.task), let order: RunOrder = try? message.decode()
      else { return }
      runs.obey(order, task: task)
    }
    return definition
  }

  /// What a run left is kept for it to go on: a week.
  private static let staleSeconds = 7 * 86_400

  private struct Limits: Sendable {
    let profile: ResourceProfile
    let folder: String
    let remote: Bool
    let isStartedAgain: Bool

    /// What ends an aborted run that goes on all the same.
    func guarded(_ control: RunControl) -> StopGuard? { isStartedAgain ? StopGuard(control) : nil }
  }

  private static func tools(_ executor: any CircuitExecutor, _ held: RunRegistry, _ limits: Limits) -> [Tool] {
    let capability = Capability.execution(executor.backend)
    return [
      .immediate(IdentifyExchange.action, description: "Says what the backend is and can do.") { _ in
        await executor.identify()
      },
      .typed(
        EstimateBatchResult.action, capability: capability, description: "Says what runs would take, and by which method."
      ) { (batch: RunBatch, _) in
        try await estimates(batch, on: executor, limits)
      },
      .typed(RunBatch.action, capability: capability, description: "Runs circuits, in order.") {
        (batch: RunBatch, call) in
        if limits.remote, batch.requests.contains(where: { $0.stateFile != nil || $0.initialState != nil }) {
          throw ProximaError(
            "state.unavailable", "an executor on another machine does not see this one's files",
            remedy: "run it on this machine's `native`", exit: .unavailable)
        }
        return try await run(batch, on: executor, call, held, limits)
      },
    ]
  }

  private static func run(
    _ batch: RunBatch, on executor: any CircuitExecutor, _ call: ToolCall, _ registry: RunRegistry, _ limits: Limits
  ) async throws -> RunBatchResult {
    var runs: [Run] = []
    let count = Double(max(1, batch.requests.count))
    let held = registry.begin(call)
    let control = held?.control ?? RunControl()
    let guarded = limits.guarded(control)
    defer {
      guarded?.finish()
      if let held { registry.end(held) }
    }
    for (index, request) in batch.requests.enumerated() {
      try call.checkCancellation()
      let done = Double(index)
      let name = request.label ?? "run"
      let run = try await withTaskCancellationHandler {
        try await watched(limits, control, request, batch.predicted(index), executor) { fraction, words in
          held?.progress((done + fraction) / count, words ?? name)
        }
      } onCancel: {
        control.abort()
      }
      runs.append(run)
    }
    return RunBatchResult(runs: runs)
  }

  private static func estimates(
    _ batch: RunBatch, on executor: any CircuitExecutor, _ limits: Limits
  ) async throws -> EstimateBatchResult {
    let control = RunControl()
    let guarded = limits.guarded(control)
    defer { guarded?.finish() }
    return try await withTaskCancellationHandler {
      var estimates: [Estimate] = []
      for request in batch.requests { estimates.append(try await estimate(request, on: executor)) }
      return EstimateBatchResult(estimates: estimates)
    } onCancel: {
      control.abort()
    }
  }

  /// What a run would take; of one that does not fit, what it would take all the same, so that a person can be asked.
  private static func estimate(_ request: RunRequest, on executor: any CircuitExecutor) async throws -> Estimate {
    do { return try await executor.estimate(request) } catch {
      guard error.code.hasSuffix(".too_large") else { throw error }
      var forced = request
      forced.force = true
      return try await executor.estimate(forced)
    }
  }

  /// Runs `request`, which is `predicted` to take so many bytes where that is known, while the machine is watched; what the watch ended fails with its reason.
  private static func watched(
    _ limits: Limits, _ control: RunControl, _ request: RunRequest, _ predicted: Int?, _ executor: any CircuitExecutor,
    _ progress: @escaping @Sendable (Double, String?) -> Void
  ) async throws -> Run {
    let bytes: Int
    if let predicted { bytes = predicted } else { bytes = (try? await executor.estimate(request).prediction.bytes) ?? .max }
    guard bytes >= RunGuard.leastBytes else {
      return try await executor.run(request, control: control) { progress($0, nil) }
    }
    let machine = RunGuard()
    let fraction = Mutex(0.0)
    let watching = Task {
      await machine.watch(control, limits.profile, folder: limits.folder) { words in progress(fraction.withLock { $0 }, words) }
    }
    defer { watching.cancel() }
    do {
      return try await executor.run(request, control: control) { value in
        fraction.withLock { $0 = value }
        progress(value, nil)
      }
    } catch {
      throw machine.verdict ?? error
    }
  }
}

extension RunBatch {
  /// What the request at `index` is predicted to take, where that was estimated before.
  fileprivate func predicted(_ index: Int) -> Int? {
    guard let predictedBytes, predictedBytes.count == requests.count else { return nil }
    return predictedBytes[index]
  }
}
