import Bus
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// The crew at one moment, as it is kept for the monitor.
public struct MetricsSample: Codable, Sendable {
  /// ISO 8601.
  public var time: String
  public var system: SystemMetrics
  public var queue: QueueStatus
  public var agents: [Agent]
  public var bus: Traffic
  public var alerts: [String]

  public init(
    time: String, system: SystemMetrics, queue: QueueStatus, agents: [Agent], bus: Traffic, alerts: [String]
  ) {
    self.time = time
    self.system = system
    self.queue = queue
    self.agents = agents
    self.bus = bus
    self.alerts = alerts
  }

  /// One agent of a sample.
  public struct Agent: Codable, Sendable, Hashable {
    public var id: String
    public var state: AgentState
    public var cpu: Double
    public var memory: Int
    public var activeTasks: Int
    public var tasksCompleted: Int
    public var tasksFailed: Int
    public var averageResponseTime: Double
    public var messagesSent: Int
    public var messagesReceived: Int

    /// What is kept of `status`.
    public init(_ status: AgentStatus) {
      id = status.id
      state = status.state
      cpu = status.cpu
      memory = status.memory
      activeTasks = status.activeTasks
      tasksCompleted = status.tasksCompleted
      tasksFailed = status.tasksFailed
      averageResponseTime = status.averageResponseTime
      messagesSent = status.messagesSent
      messagesReceived = status.messagesReceived
    }
  }

  /// The bus's counts since the node started.
  public struct Traffic: Codable, Sendable, Hashable {
    public var messagesIn: UInt64
    public var messagesOut: UInt64
    public var bytesIn: UInt64
    public var malformed: UInt64
    public var duplicates: UInt64
    public var undeliverable: UInt64
    public var queued: Int

    /// What is kept of the broker's `statistics`.
    public init(_ statistics: BrokerStatistics) {
      messagesIn = statistics.messagesIn
      messagesOut = statistics.messagesOut
      bytesIn = statistics.bytesIn
      malformed = statistics.malformed
      duplicates = statistics.duplicates
      undeliverable = statistics.undeliverable
      queued = statistics.queued
    }
  }
}

/// Where samples are kept.
public protocol MetricsSink: Sendable {
  func record(_ sample: MetricsSample, at wall: WallTime)
}

/// Keeps samples as JSON lines, a file for each day, for seven days: `state/metrics/2026-11-21.jsonl`.
public final class MetricsFiles: MetricsSink {
  /// Days that are kept, today included.
  public static let days = 7

  private let folder: String
  private let today = Mutex<(day: String, file: RotatingFile)?>(nil)

  public init(folder: String) {
    self.folder = folder
    mkdir(folder, 0o700)
  }

  public func record(_ sample: MetricsSample, at wall: WallTime) {
    guard var line = try? JSON.encode(sample) else { return }
    line.append(0x0A)
    let day = String(wall.iso8601.prefix(10))
    let file = today.withLock { today -> RotatingFile in
      if let today, today.day == day { return today.file }
      let file = RotatingFile(path: "\(folder)/\(day).jsonl", limit: .init(bytes: 50_000_000, files: 2))
      today = (day, file)
      DayFiles.removeOld(in: folder, days: Self.days, at: wall)
      return file
    }
    file.append(line)
  }
}
