import Core
import FoundationEssentials

/// What became of a mirrored message.
public enum TrafficOutcome: UInt8, Sendable, Hashable {
  case forwarded = 0, held = 1, refused = 2, duplicate = 3
}

/// Collects the headers and sizes of messages for observers, many to a batch.
struct TrafficMirror {
  /// Whether anybody observes.
  var active = false
  var bytes: [UInt8] = []
  var records = 0
  /// Records since the start: the number of the first in the next batch.
  var sequence: UInt64 = 0

  var isFull: Bool { records >= 512 || bytes.count >= 1 << 16 }

  /// Appends one record: 16 bytes in network order, then the header as it came.
  mutating func record(_ header: HeaderView, _ shape: MessageShape, _ outcome: TrafficOutcome) {
    func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) } }
    append(UInt16(header.bytes.count))
    append(outcome.rawValue)
    append(UInt8(min(shape.attachmentCount, 255)))
    append(UInt32(min(shape.payload, Int(UInt32.max))))
    append(UInt64(shape.attachments))
    bytes.append(contentsOf: header.bytes)
    records += 1
  }
}

/// The payload of a `traffic` notification; the records are its attachment.
public struct TrafficNote: Sendable, Codable, Hashable {
  /// The number of the first record since the broker started.
  public var first: UInt64
  public var records: Int
  /// Records that this observer missed before these, for want of credit.
  public var lost: UInt64

  public init(first: UInt64, records: Int, lost: UInt64) {
    self.first = first
    self.records = records
    self.lost = lost
  }
}

/// One mirrored message.
public struct TrafficRecord: Sendable, Hashable {
  public var header: MessageHeader
  public var outcome: TrafficOutcome
  public var payloadBytes: Int
  public var attachmentBytes: Int
  public var attachmentCount: Int
}

extension TrafficNote {
  /// The note and the records of a notification on the topic `traffic`; throws `bus.malformed`.
  public static func read(_ message: IncomingMessage) throws(ProximaError) -> (note: TrafficNote, records: [TrafficRecord]) {
    let note = try message.decode(TrafficNote.self)
    return (note, try records(message.attachments.first.map(Array.init) ?? []))
  }

  /// The records of a batch (section 9.2 of the protocol); throws `bus.malformed`.
  public static func records(_ bytes: [UInt8]) throws(ProximaError) -> [TrafficRecord] {
    var records: [TrafficRecord] = []
    var offset = 0
    func number(_ from: Int, _ count: Int) -> Int { bytes[from..<(from + count)].reduce(0) { $0 << 8 | Int($1) } }
    while offset + 16 <= bytes.count {
      let size = number(offset, 2)
      let start = offset + 16
      guard start + size <= bytes.count, let outcome = TrafficOutcome(rawValue: bytes[offset + 2]) else { break }
      let header: MessageHeader
      do { header = try MessageHeader(decoding: Array(bytes[start..<(start + size)])) } catch { throw error.proxima }
      records.append(
        TrafficRecord(
          header: header, outcome: outcome, payloadBytes: number(offset + 4, 4),
          attachmentBytes: number(offset + 8, 8), attachmentCount: Int(bytes[offset + 3])))
      offset = start + size
    }
    return records
  }
}

extension BrokerStateMachine {
  /// Whether a batch for observers waits, which is due sooner than the tick.
  package var hasTraffic: Bool { mirror.records > 0 }

  /// Sends the collected records to every observer that has credit; the others are told later how many they missed.
  mutating func flushMirror(_ out: inout [BrokerOutput]) {
    guard mirror.records > 0 else { return }
    let batch = Data(mirror.bytes)
    let first = mirror.sequence
    let count = mirror.records
    mirror.bytes.removeAll(keepingCapacity: true)
    mirror.records = 0
    mirror.sequence &+= UInt64(count)
    guard case .topic(let group) = routes["topic:traffic"] else { return }
    for slot in groups[group].members {
      guard agents[slot].credit > 0 else {
        agents[slot].lost &+= UInt64(count)
        continue
      }
      agents[slot].credit -= 1
      agents[slot].received &+= 1
      let note = TrafficNote(first: first, records: count, lost: agents[slot].lost)
      agents[slot].lost = 0
      guard let payload = try? JSON.encode(note) else { continue }
      emit(
        .notification, to: agents[slot].peer, named: "topic:traffic", replyTo: .none, action: BusTopic.traffic,
        payload: payload, attachments: [batch], flags: .charged, &out)
    }
  }
}
