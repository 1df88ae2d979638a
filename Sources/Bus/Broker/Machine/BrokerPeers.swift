import Core

/// Names one connection to the broker: which of its sockets, and the routing id that libzmq gave.
package struct PeerKey: Hashable, Sendable {
  package let raw: UInt64

  package init(raw: UInt64) { self.raw = raw }
  package init(socket: Int, routing: UInt32) { raw = UInt64(socket) << 32 | UInt64(routing) }

  package var socket: Int { Int(raw >> 32) }
  package var routing: UInt32 { UInt32(truncatingIfNeeded: raw) }
}

/// Where a connection comes from, and what its key allows.
package enum PeerOrigin: Hashable, Sendable {
  /// ipc: the rights of the socket's folder are the proof.
  case local
  /// tcp: the client's public key as ZAP admitted it, and the address it came from.
  case remote(publicKey: String, address: String)
}

/// A connection, registered or not.
struct BrokerPeer {
  var origin: PeerOrigin
  /// The slot of the agent that registered over it.
  var agent: Int?
  var malformed = 0
  /// Nothing it sends is taken any more.
  var refused = false
  var lastHeard: Instant
}

/// A slot and the generation of the agent in it, since slots are used again.
struct AgentRef: Hashable {
  var slot: Int
  var generation: UInt32
}

/// What the broker knows about a registered agent.
struct BrokerAgent {
  var alive = false
  var generation: UInt32 = 0
  var peer = PeerKey(raw: 0)
  var registration = Registration(id: "")
  /// The id as it must stand in every header.
  var name: [UInt8] = []
  var origin = PeerOrigin.local
  var lastHeard = Instant(nanoseconds: 0)
  var since = Instant(nanoseconds: 0)
  /// Messages that it takes before it must grant more.
  var credit = 0
  var outbox = PriorityQueue<HeldMessage>()
  var heldBytes = 0
  /// Requests and queries delivered and not answered.
  var pending = 0
  var seen = DuplicateWindow(bound: 1024)
  var topics: Set<String> = []
  /// Messages from it, and to it.
  var sent: UInt64 = 0
  var received: UInt64 = 0
  /// Traffic records that it missed as an observer since it was last told.
  var lost: UInt64 = 0
  /// The order of the last choice by capability, for fairness among equals.
  var chosen: UInt64 = 0
}

/// A message that waits for its recipient's credit; the frames are with the I/O under `ticket`.
struct HeldMessage {
  var ticket: UInt64
  var bytes: Int
  /// nil without a deadline.
  var expires: Instant?
  var id: Identifier
  var kind: MessageKind
  var sender: AgentRef
}

/// A request under way: who waits, and for whom.
struct PendingRequest {
  var requester: AgentRef
  var responder: AgentRef
  var expires: Instant
}

/// A message id as a key: the low word is random enough to hash alone.
struct RequestKey: Hashable {
  let id: Identifier
  func hash(into hasher: inout Hasher) { hasher.combine(id.low) }
}

/// Agents under one capability or topic, and the name under which the table finds them.
struct BrokerGroup {
  var members: [Int] = []
}

/// What a recipient's bytes stand for.
enum BrokerRoute {
  case agent(Int)
  case capability(Int)
  case topic(Int)
  case broadcast
  case broker
}
