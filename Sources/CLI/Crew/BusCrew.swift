import AgentKit
import Bus
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// A connection to the crew over the bus.
final class BusCrew: CrewLink {
  private let connection: BusConnection
  private let client: AgentClient
  let happenings: AsyncStream<CrewHappening>
  private let pumps: [Task<Void, Never>]

  /// Connects to `address` as a front; returns at once.
  init(address: String, name: String) throws(ProximaError) {
    let connection = try BusConnection(
      address: address, registration: Registration(id: name, role: .front, pid: getpid(), maxConcurrentTasks: 0))
    self.connection = connection
    client = AgentClient(connection)
    let (stream, sink) = AsyncStream<CrewHappening>.makeStream()
    happenings = stream
    pumps = [
      Task { await Self.pump(connection.events, to: sink) },
      Task { await Self.pump(connection.incoming, to: sink) },
    ]
  }

  private static func pump(_ events: AsyncStream<ConnectionEvent>, to sink: AsyncStream<CrewHappening>.Continuation) async {
    for await event in events {
      switch event {
      case .registered: sink.yield(.connected)
      case .disconnected: sink.yield(.lost)
      case .refused(let error): sink.yield(.refused(error))
      }
    }
  }

  private static func pump(_ messages: IncomingMessages, to sink: AsyncStream<CrewHappening>.Continuation) async {
    for await message in messages where message.kind == .notification { sink.yield(.notice(message.payload)) }
    sink.finish()
  }

  func registered(timeout: Double) async throws(ProximaError) { try await connection.registered(timeout: timeout) }

  func call<Answer: Decodable & Sendable>(
    _ recipient: String, _ action: String, _ body: some Encodable & Sendable, timeout: Double, as type: Answer.Type
  ) async throws(ProximaError) -> Answer {
    let options = AgentClient.Options(timeout: timeout, retries: 0)
    return try await client.call(
      to: Recipient(text: recipient), action: action, parameters: body, as: type, options: options)
  }

  func listen(to topic: String) async throws(ProximaError) { try await connection.subscribe(topic) }

  func close() {
    connection.close()
    pumps.forEach { $0.cancel() }
  }
}
