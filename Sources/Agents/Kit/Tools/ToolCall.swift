import Bus
import Core
import FoundationEssentials
import Synchronization

/// One call of a tool, as its handler sees it.
public struct ToolCall: Sendable {
  public let action: String
  /// The agent that asks.
  public let caller: String
  /// The task and the step that the call belongs to, where it belongs to one.
  public let task: TaskID?
  public let step: String
  /// The token of the assignment, echoed in the answer.
  public let fence: UInt64
  /// When an answer is of no use any more, on this machine's monotonic clock.
  public let deadline: Instant?
  /// Raw frames that came with the call.
  public let attachments: [Data]
  /// Asks other agents, in the name of the same task and step.
  public let agents: AgentClient
  /// Raised when the caller takes the call back or the agent must stop.
  public let cancellation: CancellationFlag
  let payload: Data
  let report: @Sendable (CallProgress) -> Void

  init(
    message: IncomingMessage, agents: AgentClient, cancellation: CancellationFlag,
    report: @escaping @Sendable (CallProgress) -> Void
  ) {
    let header = message.header
    action = header.action
    caller = header.sender
    task = header.task.isEmpty ? nil : TaskID(header.task)
    step = header.step
    fence = header.fence
    deadline = message.deadline
    attachments = message.attachments
    payload = message.payload
    self.agents = agents
    self.cancellation = cancellation
    self.report = report
  }

  /// Whether the work is not wanted any more.
  public var isCancelled: Bool { cancellation.isRaised }

  /// Throws `agent.cancelled` where the work is not wanted any more.
  public func checkCancellation() throws(ProximaError) { if isCancelled { throw .takenBack } }

  /// The parameters as a JSON tree.
  public var parameters: JSONValue {
    get throws(ProximaError) { try decode(JSONValue.self) }
  }

  /// The parameters as `type`; throws `agent.bad_parameters`.
  public func decode<Input: Decodable>(_ type: Input.Type = Input.self) throws(ProximaError) -> Input {
    do { return try ReceivedCall<Input>.parameters(in: payload) } catch {
      throw ProximaError(
        "agent.bad_parameters", "\(action): \(ProximaError.from(error).message)",
        remedy: "see the action's input schema", exit: .badInput)
    }
  }

  /// Tells the caller how far the work is: `fraction` from 0 to 1.
  public func progress(_ fraction: Double, _ message: String) {
    report(CallProgress(fraction: min(max(fraction, 0), 1), message: message))
  }

  /// Runs `body`, which computes or blocks for long, on a thread of its own, so that the agent goes on listening.
  public func offPool<Value: Sendable>(
    _ body: @escaping @Sendable (CancellationFlag) throws -> Value
  ) async throws -> Value {
    let flag = cancellation
    return try await withTaskCancellationHandler {
      try await OffPool.run(action) { try body(flag) }
    } onCancel: {
      flag.raise()
    }
  }
}

/// A flag that is raised once and seen from any thread: what long loops look at.
public final class CancellationFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  public init() {}
  public var isRaised: Bool { raised.load(ordering: .relaxed) }
  public func raise() { raised.store(true, ordering: .relaxed) }
}

/// Work that must not hold a thread of Swift's cooperative pool.
public enum OffPool {
  /// Runs `body` on a new thread with an 8 MiB stack and waits for it without blocking.
  public static func run<Value: Sendable>(
    _ name: String, _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      do {
        try DedicatedThread.start(name, stackBytes: 8 << 20) { continuation.resume(with: Result(catching: body)) }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }
}
