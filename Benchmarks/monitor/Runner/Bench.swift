import Bus
import Core
import FoundationEssentials
import Glibc
import TestKit

/// The monitor under load: a real broker, 16 agents that exchange notifications, and a task of 1,000 steps that fills in.
///
/// `monitor-bench screenshots FOLDER` draws the screens of the crew that `PROXIMA_HOME` names.
/// `monitor-bench RATE SECONDS [SCREEN]` prints one JSON line: what the monitor's process used, how soon it answered keys,
/// and whether the numbers on its screen are right at the end. It ends 1 and names the goals that were missed.
@main
enum Bench {
  static func main() async throws { exit(try await run(Array(CommandLine.arguments.dropFirst()))) }

  private nonisolated static func run(_ arguments: [String]) async throws -> Int32 {
    if arguments.first == "screenshots", arguments.count == 2 {
      try await Screenshots.write(to: arguments[1])
      return 0
    }
    let rate = arguments.first.flatMap { Int($0) } ?? 10_000
    let seconds = arguments.count > 1 ? Int(arguments[1]) ?? 20 : 20
    let screen = arguments.count > 2 ? arguments[2] : "task"
    let scratch = try TestHome()
    defer { scratch.remove() }
    try scratch.home.create()
    let broker = try Broker(configuration: BrokerConfiguration(addresses: [scratch.home.busAddress]))
    try broker.start()
    let crew = try await LoadCrew(address: scratch.home.busAddress)
    var environment = scratch.environment
    environment["TERM"] = "xterm-256color"
    environment["LANG"] = "C.UTF-8"
    let monitor = try PseudoTerminal(
      BuiltProgram.path("proxima-monitor"), ["--screen", screen], environment: environment, width: 200, height: 60)
    try await monitor.expect("the crew") {
      $0.rows.joined().contains("connected") && $0.rows.joined().contains("18/18")
    }
    // What the start costs is not what watching costs.
    try await Task.sleep(for: .seconds(2))
    let result = try await measure(monitor, crew, rate, seconds)
    print(try JSON.text(result))
    monitor.type("q")
    _ = try await monitor.wait()
    broker.stop()
    for miss in result.missedGoals { print("missed: \(miss)") }
    return result.missedGoals.isEmpty ? 0 : 1
  }

  private static func measure(
    _ monitor: PseudoTerminal, _ crew: LoadCrew, _ rate: Int, _ seconds: Int
  ) async throws -> LoadResult {
    let time = SystemTime()
    let began = time.now
    let before = Usage.of(monitor.pid)
    let sending = Task { try await crew.run(rate: rate, seconds: Double(seconds)) }
    var half = before.resident
    var latencies: [Double] = []
    while time.now.seconds(since: began) < Double(seconds) {
      try await Task.sleep(for: .milliseconds(rate == 0 ? 1000 : 400 + latencies.count % 7 * 33))
      if rate > 0 { latencies.append(try await press(monitor, latencies.count)) }
      if time.now.seconds(since: began) < Double(seconds) / 2 { half = Usage.of(monitor.pid).resident }
    }
    let after = Usage.of(monitor.pid)
    let elapsed = time.now.seconds(since: began)
    let sent = try await sending.value
    let shown = try await read(monitor)
    if rate == 0 { latencies = [try await press(monitor, 1)] }
    latencies.sort()
    return LoadResult(
      eventsPerSecond: Int(Double(sent.messages) / elapsed), seconds: elapsed, sent: sent.messages, steps: sent.steps,
      shown: shown, cpu: (after.cpuSeconds - before.cpuSeconds) / elapsed, residentHalf: half, resident: after.resident,
      inputMedian: latencies[latencies.count / 2] * 1000, inputWorst: (latencies.last ?? 0) * 1000)
  }

  /// Reads the numbers of the Task and Traffic screens, once all has come in.
  private static func read(_ monitor: PseudoTerminal) async throws -> Shown {
    try await Task.sleep(for: .seconds(2))
    monitor.type("3")
    try await monitor.expect("the task") {
      $0.rows.count > 1 && $0.rows[1].contains("*Task") && $0.rows.joined().contains("steps done")
    }
    var shown = Shown()
    shown.readTask(monitor.screen.rows)
    monitor.type("4")
    try await monitor.expect("the traffic") { $0.rows.joined().contains("missed") }
    shown.readTraffic(monitor.screen.rows)
    return shown
  }

  /// Seconds until the screen that a key asks for stands there.
  private static func press(_ monitor: PseudoTerminal, _ round: Int) async throws -> Double {
    let (key, title) = round % 2 == 0 ? ("4", "*Traffic") : ("3", "*Task")
    let time = SystemTime()
    let pressed = time.now
    monitor.type(key)
    while !monitor.row(1).contains(title) {
      if time.now.seconds(since: pressed) > 10 { throw NotInTime(description: "no answer to \(key)") }
      usleep(500)
    }
    return time.now.seconds(since: pressed)
  }
}
