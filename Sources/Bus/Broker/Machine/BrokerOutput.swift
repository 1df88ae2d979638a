import Core
import FoundationEssentials

/// What the broker's logic asks of its sockets, in order.
package enum BrokerOutput {
  /// The message that just came in goes to this connection.
  case forward(to: PeerKey)
  /// The message that just came in is kept under this ticket.
  case hold(UInt64)
  /// The kept message goes out, with what is left of its deadline (0: none).
  case release(UInt64, to: PeerKey, budget: UInt32)
  /// The kept message is dropped.
  case discard(UInt64)
  /// A message of the broker's own.
  case emit(BrokerMessage, to: PeerKey)
  case event(BrokerEvent)
}

/// A message that the broker itself writes. A class, so that the list of outputs stays small.
package final class BrokerMessage: Sendable {
  package let header: MessageHeader
  package let payload: Data
  package let attachments: [Data]

  package init(header: MessageHeader, payload: Data, attachments: [Data] = []) {
    self.header = header
    self.payload = payload
    self.attachments = attachments
  }
}

/// The frames of a message beside its header, as far as the logic cares.
package struct MessageShape {
  /// Bytes of the payload frame.
  package var payload: Int
  /// Bytes of all attachments.
  package var attachments: Int
  package var attachmentCount: Int

  package init(payload: Int, attachments: Int = 0, attachmentCount: Int = 0) {
    self.payload = payload
    self.attachments = attachments
    self.attachmentCount = attachmentCount
  }

  package var bytes: Int { payload + attachments }
}
