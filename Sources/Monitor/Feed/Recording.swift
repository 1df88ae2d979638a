import Core
import FoundationEssentials
import Glibc

/// A session that was recorded: what a crew told, and when.
public struct Recording: Sendable {
  /// One line of the file: milliseconds since 1970 and what was told.
  public struct Entry: Sendable, Hashable, Codable {
    public var at: Int64
    public var event: FeedEvent

    public init(at: Int64, event: FeedEvent) {
      self.at = at
      self.event = event
    }
  }

  /// In the order of time.
  public var entries: [Entry]

  public init(_ entries: [Entry]) {
    self.entries = entries.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(
      \.element)
  }

  public var began: Int64 { entries.first?.at ?? 0 }
  /// Milliseconds from the first entry to the last.
  public var length: Int64 { (entries.last?.at ?? 0) - began }

  /// Reads a file of JSON lines; throws `monitor.recording` with the line that is wrong.
  public static func read(_ path: String) throws(ProximaError) -> Recording {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProximaError(
        "monitor.recording", "\(path) cannot be read", remedy: "give a file that `monitor --record` wrote",
        exit: .badInput)
    }
    var entries: [Entry] = []
    for (number, line) in data.split(separator: 0x0A).enumerated() {
      do { entries.append(try JSON.decode(Entry.self, from: Data(line))) } catch {
        throw ProximaError(
          "monitor.recording", "\(path):\(number + 1): \(ProximaError.from(error).message)", exit: .badInput)
      }
    }
    return Recording(entries)
  }
}

/// Writes what a crew tells into a file that can be played.
final class Recorder {
  private let descriptor: Int32

  /// Begins the file `path`; throws `monitor.recording` where it cannot be written.
  init(_ path: String) throws(ProximaError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ProximaError(
        "monitor.recording", "cannot write \(path): \(String(cString: strerror(errno)))", exit: .cannotWrite)
    }
  }

  deinit { close(descriptor) }

  func add(_ event: FeedEvent, at time: WallTime) {
    guard var line = try? JSON.encode(Recording.Entry(at: time.milliseconds, event: event)) else { return }
    line.append(0x0A)
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
