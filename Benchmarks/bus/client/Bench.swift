import Bus
import Core
import FoundationEssentials
import Glibc

// The same hops as floor.c through Proxima's broker and connections, client call to client call. Started by run.py:
//   bus-bench broker ADDRESS
//   bus-bench echo ADDRESS
//   bus-bench latency ADDRESS SIZE COUNT   median and p99 in us
//   bus-bench source ADDRESS SIZE
//   bus-bench sink ADDRESS SIZE COUNT      messages a second

@main
struct Bench {
  static let arguments = CommandLine.arguments
  static let address = arguments.count > 2 ? arguments[2] : ""
  static let size = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0
  static let count = arguments.count > 4 ? Int(arguments[4]) ?? 0 : 0

  /// Work happens outside the main actor, as an agent's does: on it every message would change threads twice more.
  static func main() async throws { try await Task.detached { try await run() }.value }

  private static func run() async throws {
    guard arguments.count > 2 else { exit(64) }
    switch arguments[1] {
    case "broker":
      let broker = try Broker(configuration: BrokerConfiguration(addresses: [address]))
      try broker.start()
      print("ready")
      fflush(nil)
      while readLine() != nil {}
      broker.stop()
    case "echo":
      let connection = try await connect("executor-one")
      print("ready")
      fflush(nil)
      for await message in connection.incoming { try connection.reply(to: message, payload: message.payload) }
    case "latency":
      let connection = try await connect("coordinator")
      let clock = SystemTime()
      let payload = Data(count: size)
      var times: [Double] = []
      for index in -(count / 10)..<count {
        let start = clock.now
        _ = try await connection.request(OutgoingMessage(to: .agent("executor-one"), action: "bench", payload: payload))
        if index >= 0 { times.append(clock.now.seconds(since: start)) }
      }
      times.sort()
      print(number(times[count / 2] * 1e6), number(times[Int(Double(count) * 0.99)] * 1e6))
    case "source":
      // The sink says how far it is, so that no more is under way than the broker holds.
      let connection = try await connect("coordinator")
      print("ready")
      fflush(nil)
      let payload = Data(count: size)
      let bound = size > 65536 ? 48 : 4096
      var sent = 0
      var taken = 0
      for await message in connection.incoming where message.action == "taken" {
        taken = Int(message.header.fence)
        while sent - taken < bound {
          try connection.send(OutgoingMessage(.notification, to: .agent("executor-one"), action: "bench", payload: payload))
          sent += 1
        }
      }
    case "sink":
      let connection = try await connect("executor-one")
      let clock = SystemTime()
      let step = size > 65536 ? 8 : 512
      func say(_ taken: Int) throws {
        try connection.send(OutgoingMessage(.notification, to: .agent("coordinator"), action: "taken", fence: UInt64(taken)))
      }
      try say(0)
      var taken = 0
      var start = clock.now
      for await message in connection.incoming where message.action == "bench" {
        taken += 1
        if taken % step == 0 { try say(taken) }
        if taken == count / 10 { start = clock.now }
        if taken == count / 10 + count { break }
      }
      print(number(Double(count) / clock.now.seconds(since: start)))
      exit(0)
    default: exit(64)
    }
  }

  static func connect(_ id: String) async throws -> BusConnection {
    let connection = try BusConnection(address: address, registration: Registration(id: id))
    try await connection.registered(timeout: 30)
    return connection
  }

  static func number(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
