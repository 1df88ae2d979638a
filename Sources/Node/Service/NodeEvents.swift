import Bus
import Core

/// What reaches the node's service from the threads of broker, supervisor and signals.
enum NodeEvent: Sendable {
  case broker(BrokerEvent)
  case supervisor(Supervisor.Notice)
  /// SIGTERM or SIGINT.
  case terminate
  /// The crew has ended, and what it said last has had its time.
  case waitedEnough
}

/// The stream between those threads and the service.
struct NodeEvents: Sendable {
  let stream: AsyncStream<NodeEvent>
  let send: AsyncStream<NodeEvent>.Continuation

  init() { (stream, send) = AsyncStream.makeStream(of: NodeEvent.self) }
}
