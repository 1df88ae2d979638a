import Bus
import Core
import FoundationEssentials

/// Turns a batch of mirrored headers into what is shown.
enum TrafficReader {
  /// The batch of a notification on the topic `traffic`; throws `bus.malformed` where the note cannot be read. `own` is this
  /// monitor's id: its regular questions about the crew's state are left out.
  static func read(_ message: IncomingMessage, own: String) throws(ProximaError) -> TrafficBatch {
    let note: TrafficNote
    do { note = try JSON.decode(TrafficNote.self, from: message.payload) } catch { throw ProximaError.from(error) }
    var batch = TrafficBatch(lost: note.lost, messages: [])
    guard let records = message.attachments.first else { return batch }
    batch.messages.reserveCapacity(note.records)
    Array(records).withUnsafeBytes { bytes in
      var offset = 0
      while offset + 16 <= bytes.count {
        let size = Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
        guard offset + 16 + size <= bytes.count else { return }
        let header = UnsafeRawBufferPointer(rebasing: bytes[(offset + 16)..<(offset + 16 + size)])
        let payload = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self))
        let attached = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
        if let one = entry(header, bytes[offset + 2], Int(payload) + Int(clamping: attached), own: own) {
          batch.messages.append(one)
        }
        offset += 16 + size
      }
    }
    return batch
  }

  private static let outcomes = ["forwarded", "held", "refused", "duplicate"]
  /// What a monitor asks by itself, again and again.
  private static let regular: Set<String> = [
    NodeAction.status, TaskAction.list, TaskAction.approvals, TaskAction.events, IdentifyExchange.action, "subscribe",
    "traffic",
  ]

  /// A recorded message as it is shown.
  static func message(_ record: TrafficRecord) -> TrafficMessage {
    let header = record.header
    return TrafficMessage(
      time: header.sent, from: header.sender, to: header.recipient.text, kind: header.kind.name, action: header.action,
      task: header.task, step: header.step, bytes: record.payloadBytes + record.attachmentBytes,
      outcome: outcomes[min(3, Int(record.outcome.rawValue))], id: header.id.low, replyTo: header.replyTo.low)
  }

  private static func entry(_ bytes: UnsafeRawBufferPointer, _ outcome: UInt8, _ size: Int, own: String)
    -> TrafficMessage?
  {
    guard let header = try? HeaderView.scan(bytes) else { return nil }
    func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }
    let from = text(header.sender)
    let to = text(header.recipient)
    let action = text(header.action)
    if from == own || to == own, regular.contains(action) || header.kind == .heartbeat || header.kind == .credit {
      return nil
    }
    return TrafficMessage(
      time: WallTime(milliseconds: header.sent), from: from, to: to, kind: header.kind.name, action: action,
      task: text(header.task),
      step: text(header.step), bytes: size + bytes.count, outcome: outcome < 4 ? outcomes[Int(outcome)] : "refused",
      id: header.id.low, replyTo: header.replyTo.low)
  }
}
