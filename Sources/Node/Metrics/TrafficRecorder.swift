import Bus
import Core

/// An observer on the node's own bus that writes down what passes, by headers.
struct TrafficRecorder {
  /// Its id on the bus; no front, and no reason to keep an idle crew.
  static let id = "node.traffic"

  let connection: BusConnection
  private let files: TrafficFiles
  private let time: any TimeSource

  /// Connects; `run` begins to record.
  init(home: Home, time: any TimeSource) throws(ProximaError) {
    files = TrafficFiles(folder: TrafficFiles.folder(home))
    self.time = time
    connection = try BusConnection(
      address: home.busAddress, registration: Registration(id: Self.id, role: .observer, maxConcurrentTasks: 0))
  }

  /// Records until the connection is closed.
  func run(_ log: Log) async {
    do {
      try await connection.registered(timeout: 30)
      try await connection.subscribe(BusTopic.traffic)
    } catch {
      return log.error("traffic.not_recorded", error)
    }
    for await message in connection.incoming where message.action == BusTopic.traffic {
      files.record(message, at: time.wall)
    }
  }
}
