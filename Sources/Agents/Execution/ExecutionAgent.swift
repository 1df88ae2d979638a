import AgentKit
import Bus
import Core
import Executors
import Simulator

/// An executor as an agent of the crew: takes circuits, runs them one after another, answers with what it found.
public enum ExecutionAgent {
  /// The definition of the agent that runs circuits on `executor`.
  public static func definition(_ executor: any CircuitExecutor, remote: Bool = false) -> AgentDefinition {
    let runs = RunRegistry()
    var definition = AgentDefinition(
      id: AgentName.executor(executor.backend), maxConcurrentTasks: 1, role: remote ? .executor : .crew
    ) { _ in tools(executor, runs, remote: remote) }
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

  private static func tools(_ executor: any CircuitExecutor, _ held: RunRegistry, remote: Bool) -> [Tool] {
    let capability = Capability.execution(executor.backend)
    return [
      .immediate(IdentifyExchange.action, description: "Says what the backend is and can do.") { _ in
        await executor.identify()
      },
      .typed(
        EstimateBatchResult.action, capability: capability, description: "Says what runs would take, and by which method."
      ) { (batch: RunBatch, _) in
        var estimates: [Estimate] = []
        for request in batch.requests { estimates.append(try await executor.estimate(request)) }
        return EstimateBatchResult(estimates: estimates)
      },
      .typed(RunBatch.action, capability: capability, description: "Runs circuits, in order.") {
        (batch: RunBatch, call) in
        if remote, batch.requests.contains(where: { $0.stateFile != nil || $0.initialState != nil }) {
          throw ProximaError(
            "state.unavailable", "an executor on another machine does not see this one's files",
            remedy: "run it on this machine's `native`", exit: .unavailable)
        }
        return try await run(batch, on: executor, call, held)
      },
    ]
  }

  private static func run(
    _ batch: RunBatch, on executor: any CircuitExecutor, _ call: ToolCall, _ registry: RunRegistry
  ) async throws -> RunBatchResult {
    var runs: [Run] = []
    let count = Double(max(1, batch.requests.count))
    let held = registry.begin(call)
    defer { if let held { registry.end(held) } }
    for (index, request) in batch.requests.enumerated() {
      try call.checkCancellation()
      let done = Double(index)
      let name = request.label ?? "run"
      let run = try await executor.run(request, control: held?.control ?? RunControl()) { fraction in
        held?.progress((done + fraction) / count, name)
      }
      runs.append(run)
    }
    return RunBatchResult(runs: runs)
  }
}
