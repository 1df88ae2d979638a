import FoundationEssentials

/// One line of a log, read back.
public struct LogLine: Hashable, Sendable, Codable {
  /// ISO 8601 in UTC: sorts as text.
  public var time: String
  public var level: LogLevel
  public var event: String
  public var component: String
  public var task: String?
  /// Seconds.
  public var duration: Double?
  /// What else the line says.
  public var fields: [String: JSONValue]

  /// The line in `json`; nil where a line of a log it is not.
  init?(_ json: JSONValue) {
    guard var fields = json.object, let time = fields["time"]?.string, let event = fields["event"]?.string,
      let level = fields["level"]?.string.flatMap(LogLevel.init), let component = fields["component"]?.string
    else { return nil }
    self.time = time
    self.level = level
    self.event = event
    self.component = component
    task = fields["task"]?.string
    duration = fields["duration"]?.double
    for key in ["time", "event", "level", "component", "task", "duration"] { fields[key] = nil }
    self.fields = fields
  }
}

/// Which lines of the logs are wanted; everything that is set must hold.
public struct LogFilter: Hashable, Sendable {
  public var task: String?
  /// This level and those above it.
  public var level: LogLevel?
  /// The agent or program that wrote it.
  public var component: String?
  /// At this moment or later.
  public var since: WallTime?

  public init(task: String? = nil, level: LogLevel? = nil, component: String? = nil, since: WallTime? = nil) {
    self.task = task
    self.level = level
    self.component = component
    self.since = since
  }

  /// Whether `line` is wanted.
  public func matches(_ line: LogLine) -> Bool {
    (task.map { line.task == $0 } ?? true) && (level.map { line.level >= $0 } ?? true)
      && (component.map { line.component == $0 } ?? true) && (since.map { line.time >= $0.iso8601 } ?? true)
  }
}

/// Reads the logs of all processes in a folder as one, by time.
public struct LogReader: Sendable {
  private let folder: String

  public init(folder: String) { self.folder = folder }

  /// The last `limit` lines that `filter` wants, oldest first. Lines that cannot be read (torn by a crash) are left
  /// out. Each process's newest file is read first, and older ones only while lines are missing.
  public func lines(_ filter: LogFilter = LogFilter(), limit: Int = 200) -> [LogLine] {
    var found: [LogLine] = []
    for files in filesByComponent().values {
      var own: [LogLine] = []
      for path in files where own.count < limit {
        own = matching(filter, in: path, limit: limit - own.count) + own
      }
      found += own
    }
    let sorted = found.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    return sorted.suffix(max(0, limit)).map(\.element)
  }

  /// The files of each component, newest first: `x.log`, `x.1.log`, `x.2.log`.
  private func filesByComponent() -> [String: [String]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var files: [String: [(age: Int, path: String)]] = [:]
    for name in names where name.hasSuffix(".log") {
      var component = name.dropLast(4)
      var age = 0
      if let dot = component.lastIndex(of: "."), let number = Int(component[component.index(after: dot)...]) {
        age = number
        component = component[..<dot]
      }
      files[String(component), default: []].append((age, folder + "/" + name))
    }
    return files.mapValues { $0.sorted { $0.age < $1.age }.map(\.path) }
  }

  /// The last `limit` matching lines of one file, oldest first.
  private func matching(_ filter: LogFilter, in path: String, limit: Int) -> [LogLine] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    var lines: [LogLine] = []
    for line in data.split(separator: 0x0A).reversed() where lines.count < limit {
      // Reading JSON is dear: a line that does not hold the task's name at all is passed over before.
      if let task = filter.task, line.firstRange(of: Array(task.utf8)) == nil { continue }
      guard let json = try? JSON.decode(JSONValue.self, from: Data(line)), let read = LogLine(json) else { continue }
      if filter.matches(read) { lines.append(read) }
    }
    return lines.reversed()
  }
}
