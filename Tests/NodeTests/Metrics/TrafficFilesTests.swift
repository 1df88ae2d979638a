import Bus
import Core
import FoundationEssentials
import Node
import TestKit
import Testing

@Suite struct TrafficFilesTests {
  /// A batch with one record of a message from `sender`, as the broker makes it.
  private func batch(_ sender: String, first: UInt64, lost: UInt64 = 0) throws -> IncomingMessage {
    let header = MessageHeader(
      kind: .request, id: .random(), sender: sender, recipient: .agent("coordinator"), action: "task.submit")
    let connection = Data(try header.encoded())
    var record = Data([UInt8(connection.count >> 8), UInt8(connection.count & 0xFF), 0, 1, 0, 0, 0, 9])
    record += Data([0, 0, 0, 0, 0, 0, 0, 5]) + connection
    let note = MessageHeader(
      kind: .notification, id: .random(), sender: "broker", recipient: .topic("traffic"), action: "traffic")
    return IncomingMessage(
      header: note, payload: try JSON.encode(TrafficNote(first: first, records: 1, lost: lost)), attachments: [record],
      received: Instant(nanoseconds: 0))
  }

  @Test("messages are kept by their headers and sizes, with the gaps, and read again from a moment on")
  func blocks() throws {
    let home = try TestHome()
    defer { home.remove() }
    let files = TrafficFiles(folder: home.path + "/traffic")
    let start = Int64(1_795_219_200_000)  // 2026-11-21
    for index in 0..<3 {
      let message = try batch("front.\(index)", first: UInt64(index), lost: index == 2 ? 7 : 0)
      files.record(message, at: WallTime(milliseconds: start + Int64(index)))
    }
    let all = files.blocks(of: "2026-11-21")
    #expect(all.map(\.records.first?.header.sender) == ["front.0", "front.1", "front.2"])
    #expect(all.last?.note.lost == 7)
    #expect(all.first?.records.first?.payloadBytes == 9 && all.first?.records.first?.attachmentBytes == 5)
    #expect(files.blocks(of: "2026-11-21", from: WallTime(milliseconds: start + 2)).count == 1)
    // A block that was cut short by a crash ends the file and harms nothing before it.
    let path = home.path + "/traffic/2026-11-21.traffic"
    let whole = try Data(contentsOf: URL(filePath: path))
    try whole.dropLast(5).write(to: URL(filePath: path))
    #expect(files.blocks(of: "2026-11-21").count == 2)
  }

  @Test("seven days are kept")
  func days() throws {
    let home = try TestHome()
    defer { home.remove() }
    let files = TrafficFiles(folder: home.path + "/traffic")
    for day in 0..<10 {
      files.record(try batch("a", first: 0), at: WallTime(milliseconds: 1_795_219_200_000 + Int64(day) * 86_400_000))
    }
    #expect(files.recordedDays == (24...30).map { "2026-11-\($0)" })
  }
}
