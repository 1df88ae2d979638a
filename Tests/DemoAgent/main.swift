import AgentKit
import Core
import Glibc

/// The agent of the tests: does what it is told, dying included.
struct Numbers: Codable, Sendable { var a: Int, b: Int }
struct Pause: Codable, Sendable { var seconds: Double }
struct Words: Codable, Sendable { var words: [String] }
struct Relay: Codable, Sendable { var to: String, a: Int, b: Int }

/// Counts the calls of this process.
actor Count {
  var value = 0
  func next() -> Int {
    value += 1
    return value
  }
}

let count = Count()

await AgentRunner.main { environment in
  var definition = AgentDefinition(id: "demo", version: "9.9", maxConcurrentTasks: 2, topics: ["demo.topic"]) { context in
    [
      .typed("add", capability: "arithmetic", description: "Adds.") { (input: Numbers, _) in input.a + input.b },
      .typed("relay", capability: "relaying", description: "Asks another agent to add.") { (input: Relay, call) -> Int in
        try await call.agents.call(to: input.to, action: "add", parameters: Numbers(a: input.a, b: input.b))
      },
      .typed("count", description: "Counts its calls.") { (input: Pause, _) in
        let number = await count.next()
        try await Task.sleep(for: .seconds(input.seconds))
        return number
      },
      .typed("compute", description: "Keeps a thread busy.") { (input: Pause, call) -> Bool in
        let end = SystemTime().now.advanced(by: input.seconds)
        return try await call.offPool { flag in
          while SystemTime().now < end { if flag.isRaised { throw CancellationError() } }
          return true
        }
      },
      .typed("fail", description: "Fails.") { (_: Nothing, _) -> Bool in throw ProximaError("demo.failed", "as told") },
      .typed("die", description: "Ends the process at once.") { (_: Nothing, _) -> Bool in
        kill(getpid(), SIGKILL)
        return true
      },
      .typed("freeze", description: "Stops the process, as a hang of every thread does.") { (_: Nothing, _) -> Bool in
        kill(getpid(), SIGSTOP)
        try await Task.sleep(for: .seconds(1000))
        return true
      },
      .typed("arguments", description: "Says what it was started with.") { (_: Nothing, _) in
        Words(words: context.arguments)
      },
    ]
  }
  if let bound = environment.environment["DEMO_CONCURRENCY"].flatMap({ Int($0) }) {
    definition.maxConcurrentTasks = bound
  }
  return definition
}
