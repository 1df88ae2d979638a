import Bus
import Core
import FoundationEssentials
import Synchronization

/// What an agent needs of the bus; `BusConnection` over sockets, a table of mailboxes in tests.
public protocol AgentLink: Sendable {
  var id: String { get }
  func request(
    _ message: OutgoingMessage, timeout: Double, retries: Int, progress: (@Sendable (IncomingMessage) -> Void)?
  ) async throws(ProximaError) -> IncomingMessage
  @discardableResult func send(_ message: OutgoingMessage) throws(ProximaError) -> Identifier
  func reply(
    to request: IncomingMessage, kind: MessageKind, action: String, payload: Data, attachments: [Data]
  ) throws(ProximaError)
  func reply(to request: IncomingMessage, error: ProximaError) throws(ProximaError)
  func progress(of request: IncomingMessage, payload: Data) throws(ProximaError)
  func subscribe(_ topic: String) async throws(ProximaError)
  func agents() async throws(ProximaError) -> [AgentRecord]
  func close()
}

extension BusConnection: AgentLink {}
extension BusError: ProximaErrorConvertible {}

/// A link that is there once the agent has connected.
final class LinkSlot: Sendable {
  private let slot = Mutex<(any AgentLink)?>(nil)

  func fill(_ link: any AgentLink) { slot.withLock { $0 = link } }

  /// The link; throws `agent.not_connected` before there is one.
  func get() throws(ProximaError) -> any AgentLink {
    guard let link = slot.withLock({ $0 }) else {
      throw ProximaError("agent.not_connected", "the agent is not on the bus yet", exit: .tryLater)
    }
    return link
  }
}
