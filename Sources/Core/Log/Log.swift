import FoundationEssentials
import Synchronization

/// The structured log of one process: JSON lines in `state/logs/<component>.log`.
///
/// A line says what happened, to which task, how long it took; never the body of a message or a secret.
public final class Log: Sendable {
  /// The agent or program that writes.
  public let component: String
  /// Lines below it are dropped.
  public let level: LogLevel
  private let time: any TimeSource
  private let file: RotatingFile?

  /// Writes to `folder`/`component`.log, five files of 5 MB; a folder of nil drops everything.
  public init(
    component: String, folder: String?, level: LogLevel = .info, time: any TimeSource = SystemTime(),
    limit: RotatingFile.Limit = .log
  ) {
    self.component = component
    self.level = level
    self.time = time
    file = folder.map { RotatingFile(path: "\($0)/\(component).log", limit: limit) }
  }

  /// A log that keeps nothing.
  public static let none = Log(component: "none", folder: nil)

  /// Writes one line: `event` is a dotted name, `duration` is in seconds, `fields` are small facts.
  public func write(
    _ level: LogLevel, _ event: String, task: TaskID? = nil, duration: Double? = nil,
    _ fields: [String: JSONValue] = [:]
  ) {
    guard let file, level >= self.level else { return }
    var line = fields
    line["time"] = .string(time.wall.iso8601)
    line["level"] = .string(level.rawValue)
    line["event"] = .string(event)
    line["component"] = .string(component)
    if let task { line["task"] = .string(task.text) }
    if let duration { line["duration"] = .double((duration * 1e6).rounded() / 1e6) }
    guard var bytes = try? JSON.encode(JSONValue.object(line)) else { return }
    bytes.append(0x0A)
    file.append(bytes)
  }

  public func debug(_ event: String, task: TaskID? = nil, _ fields: [String: JSONValue] = [:]) {
    write(.debug, event, task: task, fields)
  }

  public func info(
    _ event: String, task: TaskID? = nil, duration: Double? = nil, _ fields: [String: JSONValue] = [:]
  ) {
    write(.info, event, task: task, duration: duration, fields)
  }

  public func warning(_ event: String, task: TaskID? = nil, _ fields: [String: JSONValue] = [:]) {
    write(.warning, event, task: task, fields)
  }

  public func error(_ event: String, task: TaskID? = nil, _ fields: [String: JSONValue] = [:]) {
    write(.error, event, task: task, fields)
  }

  /// Writes what `error` says under `event`.
  public func error(_ event: String, task: TaskID? = nil, _ error: ProximaError) {
    write(.error, event, task: task, ["code": .string(error.code), "message": .string(error.message)])
  }
}
