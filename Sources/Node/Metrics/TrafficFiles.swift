import Bus
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// The bus's messages by their headers, as they were recorded: a file for each day, for seven days, in `state/traffic`.
///
/// A file is a row of blocks; integers in network byte order: `size` 4 bytes, of what follows; `time` 8 bytes, ms since
/// 1970; `first` 8 bytes, `lost` 8 bytes and the records of section 9 of the protocol. No payload is ever recorded.
public final class TrafficFiles: Sendable {
  /// Days that are kept, today included.
  public static let days = MetricsFiles.days
  /// What one day may take, in two files; what is older is lost first.
  public static let dayLimit = RotatingFile.Limit(bytes: 100_000_000, files: 2)

  /// Messages that the observer was told of together.
  public struct Block: Sendable, Hashable {
    public var time: WallTime
    public var note: TrafficNote
    public var records: [TrafficRecord]
  }

  private static let headBytes = 24

  private let folder: String
  private let today = Mutex<(day: String, file: RotatingFile)?>(nil)

  /// The files in `folder`, which is made where it is not there.
  public init(folder: String) {
    self.folder = folder
    mkdir(folder, 0o700)
  }

  /// The folder in a home.
  public static func folder(_ home: Home) -> String { home.state + "/traffic" }

  /// Appends a batch as it came from the topic `traffic`.
  public func record(_ message: IncomingMessage, at wall: WallTime) {
    guard let note: TrafficNote = try? message.decode(), let records = message.attachments.first else { return }
    var block = Data(capacity: 4 + Self.headBytes + records.count)
    func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.bigEndian) { block.append(contentsOf: $0) } }
    append(UInt32(Self.headBytes + records.count))
    append(wall.milliseconds)
    append(note.first)
    append(note.lost)
    block.append(records)
    file(at: wall).append(block)
  }

  private func file(at wall: WallTime) -> RotatingFile {
    let day = String(wall.iso8601.prefix(10))
    return today.withLock { today in
      if let today, today.day == day { return today.file }
      let file = RotatingFile(path: "\(folder)/\(day).traffic", limit: Self.dayLimit)
      today = (day, file)
      DayFiles.removeOld(in: folder, days: Self.days, at: wall)
      return file
    }
  }

  /// The days that were recorded, oldest first: `2026-11-21`.
  public var recordedDays: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Set(names.filter { $0.hasSuffix(".traffic") }.map { String($0.prefix(10)) }).sorted()
  }

  /// What was recorded on `day` from `start` on, oldest first; a block that was cut short ends its file.
  public func blocks(of day: String, from start: WallTime = WallTime(milliseconds: 0)) -> [Block] {
    let files = RotatingFile(path: "\(folder)/\(day).traffic", limit: Self.dayLimit).paths.reversed()
    return files.flatMap { path -> [Block] in
      guard let data = try? Data(contentsOf: URL(filePath: path)) else { return [] }
      return Self.read(data, from: start)
    }
  }

  private static func read(_ data: Data, from start: WallTime) -> [Block] {
    let bytes = [UInt8](data)
    var blocks: [Block] = []
    var offset = 0
    func number(_ at: Int, _ count: Int) -> UInt64 { bytes[at..<(at + count)].reduce(0) { $0 << 8 | UInt64($1) } }
    while offset + 4 + headBytes <= bytes.count {
      let size = Int(number(offset, 4))
      let head = offset + 4
      guard size >= headBytes, head + size <= bytes.count else { break }
      offset = head + size
      let time = WallTime(milliseconds: Int64(bitPattern: number(head, 8)))
      guard time >= start, let records = try? TrafficNote.records(Array(bytes[(head + headBytes)..<offset])) else { continue }
      let note = TrafficNote(first: number(head + 8, 8), records: records.count, lost: number(head + 16, 8))
      blocks.append(Block(time: time, note: note, records: records))
    }
    return blocks
  }
}

/// Files that begin with their day.
enum DayFiles {
  /// Removes what is older than `days` days, today included.
  static func removeOld(in folder: String, days: Int, at wall: WallTime) {
    let first = WallTime(milliseconds: wall.milliseconds - Int64(days - 1) * 86_400_000).iso8601.prefix(10)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.prefix(10).allSatisfy({ $0.isNumber || $0 == "-" }) && name.prefix(10) < first {
      unlink("\(folder)/\(name)")
    }
  }
}
