import AgentKit
import Core
import FoundationEssentials
import TestKit

/// A second machine for tests: a home of its own, from which executors join a crew.
final class OtherMachine {
  let scratch: TestHome
  private var processes: [TestProcess] = []
  /// What stands before each program, such as `ip netns exec NAME`.
  let wrapper: [String]

  init(wrapper: [String] = []) throws {
    scratch = try TestHome()
    self.wrapper = wrapper
  }

  /// Starts `proxima` with `arguments`.
  func proxima(_ arguments: [String]) throws -> TestProcess {
    let words = wrapper + [BuiltProgram.path("proxima")] + arguments
    let process = try TestProcess.start(
      words[0], Array(words.dropFirst()), environment: scratch.environment, folder: scratch.path)
    processes.append(process)
    return process
  }

  func join(_ line: String) throws -> TestProcess { try proxima(["executor", "start", "--join", line]) }

  /// What an executor of this machine has written to its log.
  func log(_ id: String) throws -> String {
    let names = try FileManagerList.names(scratch.home.logs).filter { $0.contains(id) }
    return try names.map { try String(contentsOfFile: scratch.home.logs + "/" + $0, encoding: .utf8) }.joined()
  }

  func end() {
    for process in processes { process.kill() }
    scratch.remove()
  }
}

extension LiveCrew {
  /// Runs a command in the crew's own home, and returns the JSON that it prints.
  func command(_ arguments: [String], wrapper: [String] = []) async throws -> (code: Int32, answer: JSONValue) {
    let words = wrapper + [BuiltProgram.path("proxima")] + arguments + ["--json"]
    let process = try TestProcess.start(
      words[0], Array(words.dropFirst()), environment: scratch.environment, folder: scratch.path)
    let code = try await process.wait()
    return (code, try JSON.decode(JSONValue.self, from: process.output))
  }

  /// An invitation's line.
  func invite(_ arguments: [String] = [], listen: String = "127.0.0.1", wrapper: [String] = []) async throws -> String {
    let (code, answer) = try await command(["executor", "invite", "--listen", listen] + arguments, wrapper: wrapper)
    guard code == 0, let line = answer["join"]?.string else { throw NotInTime(description: "not invited: \(answer)") }
    return line
  }

  /// Runs a task on the crew whose simulation must be done by `agent`, and returns its record.
  func run(on agent: String, id: String) async throws -> TaskReport {
    let report = try await ask("3 qubit GHZ state, 200 shots", id: id)
    let holders = try await holders(id)
    guard holders.contains(agent) else { throw NotInTime(description: "\(id) was given to \(holders), not to \(agent)") }
    return report
  }

  /// Who was given steps of the task.
  func holders(_ id: String) async throws -> Set<String> {
    guard let task = TaskID(id) else { return [] }
    return Set(
      try await history(task).events.compactMap { if case .assigned(_, let agent, _) = $0.event { agent } else { nil } })
  }
}

extension LiveCrew {
  /// An invitation that is `delay` seconds old by this machine's clock.
  func invite(_ arguments: [String], delay: Double) async throws -> String {
    let line = try await invite(arguments)
    try await Task.sleep(for: .seconds(delay))
    return line
  }

  /// An invitation that was taken back.
  func invite(_ arguments: [String], thenRevoking name: String) async throws -> String {
    let line = try await invite(arguments)
    _ = try await command(["executor", "revoke", name])
    return line
  }
}

/// The names in a folder.
enum FileManagerList {
  static func names(_ folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }
}

/// Whether there is a program at `path` that may be run.
func isExecutable(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }
