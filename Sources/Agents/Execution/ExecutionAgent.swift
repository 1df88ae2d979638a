import AgentKit
import Bus
import Core
import Executors
import Simulator

/// An executor as an agent of the crew: takes circuits, runs them one after another, answers with what it found.
public enum ExecutionAgent {
  /// The definition of the agent that runs circuits on `executor`.
  public static func definition(_ executor: any CircuitExecutor, remote: Bool = false) -> AgentDefinition {
    var definition = AgentDefinition(
      id: AgentName.executor(executor.backend), maxConcurrentTasks: 1, role: remote ? .executor : .crew
    ) { _ in tools(executor) }
    definition.metadata = ["backend": .string(executor.backend)]
    return definition
  }

  private static func tools(_ executor: any CircuitExecutor) -> [Tool] {
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
        (batch: RunBatch, call) in try await run(batch, on: executor, call)
      },
    ]
  }

  private static func run(
    _ batch: RunBatch, on executor: any CircuitExecutor, _ call: ToolCall
  ) async throws -> RunBatchResult {
    var runs: [Run] = []
    let count = Double(max(1, batch.requests.count))
    for (index, request) in batch.requests.enumerated() {
      try call.checkCancellation()
      let done = Double(index)
      let name = request.label ?? "run"
      let run = try await executor.run(request, control: RunControl()) { fraction in
        call.progress((done + fraction) / count, name)
      }
      runs.append(run)
    }
    return RunBatchResult(runs: runs)
  }
}
