import Bus
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// A broker on a socket of its own, and connections to it.
final class Rig: Sendable {
  let address: String
  let broker: Broker
  let events: EventLog

  init(_ change: (inout BrokerConfiguration) -> Void = { _ in }) throws {
    address = "ipc:///tmp/px-bus-\(getpid())-\(Identifier.random().description.prefix(8)).sock"
    var configuration = BrokerConfiguration(addresses: [address])
    change(&configuration)
    let log = EventLog()
    events = log
    broker = try Broker(configuration: configuration, events: { log.add($0) })
    try broker.start()
  }

  deinit {
    broker.stop()
    unlink(String(address.dropFirst(6)))
  }

  func connect(
    _ id: String, role: BusRole = .crew, _ capabilities: [String] = [], places: Int = 1,
    options: BusOptions = BusOptions()
  ) async throws -> BusConnection {
    let connection = try BusConnection(
      address: address,
      registration: Registration(id: id, role: role, capabilities: capabilities, maxConcurrentTasks: places),
      options: options)
    try await connection.registered(timeout: 60)
    return connection
  }
}

/// The broker's events, for tests to look at.
final class EventLog: Sendable {
  private let events = Mutex<[BrokerEvent]>([])
  func add(_ event: BrokerEvent) { events.withLock { $0.append(event) } }
  var all: [BrokerEvent] { events.withLock { $0 } }
}

/// Waits until `condition` holds; false after `seconds`.
func eventually(_ seconds: Double = 60, _ condition: () async throws -> Bool) async rethrows -> Bool {
  let end = SystemTime().now.advanced(by: seconds)
  while SystemTime().now < end {
    if try await condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return false
}

/// Answers every request with its own payload and attachments until the connection closes.
@discardableResult
func echo(_ connection: BusConnection) -> Task<Int, Never> {
  Task {
    var count = 0
    for await message in connection.incoming where message.kind.expectsAnswer {
      count += 1
      try? connection.reply(to: message, payload: message.payload, attachments: message.attachments)
    }
    return count
  }
}

/// Counts from any thread.
final class EventCount: Sendable {
  private let value = Mutex(0)
  func add() { value.withLock { $0 += 1 } }
  var count: Int { value.withLock { $0 } }
}
