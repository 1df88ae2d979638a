import AgentKit
import Bus
import Core
import FoundationEssentials
import Synchronization

/// A bus of one process: remembers what an agent sends and lets the test answer its requests.
final class LocalLink: AgentLink {
  struct Sent: Sendable {
    var replyTo: Identifier
    var kind: MessageKind
    var payload: Data
    var attachments: [Data]
    var error: ProximaError?
  }

  let id: String
  private let replies = Mutex<[Sent]>([])
  private let others = Mutex<[OutgoingMessage]>([])
  private let responder: @Sendable (OutgoingMessage) async throws -> Data

  init(_ id: String, responder: @escaping @Sendable (OutgoingMessage) async throws -> Data = { _ in Data() }) {
    self.id = id
    self.responder = responder
  }

  var sent: [Sent] { replies.withLock { $0 } }
  var notifications: [OutgoingMessage] { others.withLock { $0 } }

  /// Waits until `count` answers have been given.
  func answers(_ count: Int) async -> [Sent] {
    while sent.filter({ $0.kind != .progress }).count < count { await Task.yield() }
    return sent.filter { $0.kind != .progress }
  }

  func request(
    _ message: OutgoingMessage, timeout: Double, retries: Int, progress: (@Sendable (IncomingMessage) -> Void)?
  ) async throws(ProximaError) -> IncomingMessage {
    do {
      let payload = try await responder(message)
      let header = MessageHeader(kind: .response, id: .random(), sender: "other", recipient: .agent(id))
      return IncomingMessage(header: header, payload: payload, received: SystemTime().now)
    } catch {
      throw ProximaError.from(error)
    }
  }

  func send(_ message: OutgoingMessage) throws(ProximaError) -> Identifier {
    others.withLock { $0.append(message) }
    return .random()
  }

  func reply(
    to request: IncomingMessage, kind: MessageKind, action: String, payload: Data, attachments: [Data]
  ) throws(ProximaError) {
    replies.withLock {
      $0.append(Sent(replyTo: request.id, kind: kind, payload: payload, attachments: attachments, error: nil))
    }
  }

  func reply(to request: IncomingMessage, error: ProximaError) throws(ProximaError) {
    replies.withLock {
      $0.append(Sent(replyTo: request.id, kind: .error, payload: Data(), attachments: [], error: error))
    }
  }

  func progress(of request: IncomingMessage, payload: Data) throws(ProximaError) {
    replies.withLock {
      $0.append(Sent(replyTo: request.id, kind: .progress, payload: payload, attachments: [], error: nil))
    }
  }

  func agents() async throws(ProximaError) -> [AgentRecord] { [] }
  func subscribe(_ topic: String) async throws(ProximaError) {}
  func close() {}
}
