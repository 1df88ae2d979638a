import CLI
import Core
import FoundationEssentials
import Synchronization

/// A crew of one coordinator that answers as a test says; no socket, no process.
final class ScriptedCrew: CrewGate, CrewLink {
  typealias Answering = @Sendable (_ recipient: String, _ action: String, _ body: JSONValue) throws -> JSONValue

  private let answering: Mutex<Answering>
  private let running: Mutex<Bool>
  private let calls = Mutex<[String]>([])
  let happenings: AsyncStream<CrewHappening>
  private let sink: AsyncStream<CrewHappening>.Continuation

  init(running: Bool = true, _ answering: @escaping Answering) {
    self.answering = Mutex(answering)
    self.running = Mutex(running)
    (happenings, sink) = AsyncStream.makeStream()
  }

  /// `recipient action` of every call, in order.
  var log: [String] { calls.withLock { $0 } }

  /// What the script says.
  func script(_ recipient: String, _ action: String, _ body: JSONValue) throws -> JSONValue {
    try answering.withLock { $0 }(recipient, action, body)
  }

  /// Lets something come in by itself.
  func happen(_ happening: CrewHappening) { sink.yield(happening) }

  func isRunning(_ home: Home) -> Bool { running.withLock { $0 } }

  func start(_ home: Home, stays: Bool) async throws(ProximaError) {
    calls.withLock { $0.append("start") }
    running.withLock { $0 = true }
  }

  func stop(_ home: Home) async throws(ProximaError) -> Bool {
    running.withLock { was in
      defer { was = false }
      return was
    }
  }

  func connect(_ home: Home) async throws(ProximaError) -> any CrewLink { self }

  func call<Answer: Decodable & Sendable>(
    _ recipient: String, _ action: String, _ body: some Encodable & Sendable, timeout: Double, as type: Answer.Type
  ) async throws(ProximaError) -> Answer {
    calls.withLock { $0.append("\(recipient) \(action)") }
    let answer = answering.withLock { $0 }
    do {
      return try JSON.decode(type, from: JSON.encode(try answer(recipient, action, try JSON.tree(body))))
    } catch { throw ProximaError.from(error) }
  }

  func listen(to topic: String) async throws(ProximaError) { calls.withLock { $0.append("listen \(topic)") } }
  func close() {}
}

/// Keeps what a command wrote.
final class TextKeeper: TextSink, Sendable {
  private let kept = Mutex("")
  var text: String { kept.withLock { $0 } }
  func write(_ text: String) throws(ProximaError) { kept.withLock { $0 += text } }
}

/// Gives lines as if they were typed.
struct TypedLines: TextSource {
  var lines: [String]
  var descriptor: Int32? { nil }
  mutating func line() throws(ProximaError) -> String? { lines.isEmpty ? nil : lines.removeFirst() }
  mutating func all() throws(ProximaError) -> String {
    defer { lines = [] }
    return lines.joined(separator: "\n")
  }
}

/// Hands a world to the one thread that uses it.
///
/// `@unchecked Sendable`: made on one thread and used on another, never on both.
private struct UnsafeStart: @unchecked Sendable {
  let world: World
}

/// One run of the program in a world of its own.
struct Trial {
  var exit: Int32
  var out: String
  var err: String

  /// Runs `arguments`; without a crew every call fails as unavailable.
  init(
    _ arguments: [String], crew: any CrewGate = ScriptedCrew(running: false) { _, action, _ in
      throw ProximaError("bus.unknown_recipient", "nobody answers \(action)", exit: .unavailable)
    }, typed: [String] = [], environment: [String: String] = [:], home: String = "/nonexistent/proxima-tests"
  ) async {
    let out = TextKeeper()
    let err = TextKeeper()
    var variables = ["PROXIMA_HOME": home, "HOME": "/nonexistent", "PATH": "/nonexistent"]
    variables.merge(environment) { _, new in new }
    let world = World(
      environment: variables, facts: Terminal.Facts(stdin: false, stdout: false, stderr: false, columns: 0), stdout: out,
      stderr: err, stdin: TypedLines(lines: typed), time: SystemTime(), random: { 42 }, crew: crew, executableFolder: "/nonexistent")
    // The front blocks its thread, as a program's main thread may: never one of Swift's pool.
    exit = await withCheckedContinuation { done in
      let start = UnsafeStart(world: world)
      do {
        try DedicatedThread.start("front-trial") { done.resume(returning: Front.run(arguments, in: start.world)) }
      } catch { done.resume(returning: -1) }
    }
    self.out = out.text
    self.err = err.text
  }

  /// stdout as one JSON value.
  var json: JSONValue? { try? JSON.decode(JSONValue.self, from: out) }
}
