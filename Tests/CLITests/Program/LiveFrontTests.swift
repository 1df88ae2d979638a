import Core
import FoundationEssentials
import Glibc
import TestKit
import Testing

/// The program with a real crew in a home of its own.
@Suite(.serialized, .timeLimit(.minutes(5))) struct LiveFrontTests {
  /// A home whose crew is ended with the test.
  private func withHome(_ body: (TestHome) async throws -> Void) async throws {
    let home = try TestHome()
    let result: Result<Void, any Error>
    do { result = .success(try await body(home)) } catch { result = .failure(error) }
    _ = try? await start(["down", "-q"], home).wait(within: 60)
    home.remove()
    try result.get()
  }

  private func start(_ arguments: [String], _ home: TestHome) throws -> TestProcess {
    try TestProcess.start(
      BuiltProgram.path("proxima"), arguments, environment: home.environment, folder: home.path)
  }

  private func run(_ arguments: [String], _ home: TestHome) async throws -> (exit: Int32, out: String, err: String) {
    let process = try start(arguments, home)
    let exit = try await process.wait(within: 120)
    return (exit, process.output, process.errors)
  }

  private func object(_ text: String) throws -> JSONValue { try JSON.decode(JSONValue.self, from: text) }

  @Test("a sentence is answered by a crew that starts by itself, and its record outlives the crew")
  func ask() async throws {
    try await withHome { home in
      let answer = try await run(["ask", "3 qubit GHZ state, 1000 shots, seed 7", "--task-id", "first"], home)
      #expect(answer.exit == 0, "\(answer.err)")
      for part in ["GHZ", "000", "111", "verified", "task       first"] { #expect(answer.out.contains(part), "\(answer.out)") }
      #expect(answer.err.contains("designing the circuit"))
      let again = try await run(["ask", "3 qubit GHZ state, 1000 shots, seed 7", "--task-id", "first", "--json"], home)
      #expect(try object(again.out)["task"]?.string == "first")
      #expect(try object(try await run(["task", "list", "--json"], home).out)["tasks"]?.array?.count == 1)
      #expect(try await run(["down"], home).exit == 0)
      let show = try await run(["task", "show", "first", "--json"], home)
      #expect(try object(show.out) == object(again.out))
      #expect(try object(try await run(["status", "--json"], home).out)["agents"]?.array?.isEmpty == true)
    }
  }

  @Test("a replay gives the same counts, a conversation follows up, a request that is not understood runs nothing")
  func talk() async throws {
    try await withHome { home in
      let line = "printf 'bell pair, 100 shots\\nnow with 5 qubits\\n' | \"$P\" chat --json --session s1"
      var environment = home.environment
      environment["P"] = BuiltProgram.path("proxima")
      let chat = try TestProcess.start("/bin/sh", ["-c", line], environment: environment, folder: home.path)
      _ = try await chat.wait(within: 120)
      let turns = chat.output.split(separator: "\n").compactMap { try? object(String($0)) }
      #expect(turns.count == 2)
      #expect(turns.last?["plan"]?["circuit"]?["qubits"]?.int == 5, "\(chat.output)")
      let unclear = try await run(["ask", "make it fluffy", "--json"], home)
      #expect(unclear.exit == 65)
      #expect(try object(unclear.out)["runs"]?.array?.isEmpty == true)
      let missing = try await run(["run", "bell pair on aer", "--json", "--backend", "lret"], home)
      #expect(missing.exit == 69)
      let first = try await run(["ask", "4 qubit ghz", "--json", "--task-id", "once"], home)
      let replay = try await run(["task", "replay", "once", "--json"], home)
      #expect(replay.exit == 0, "\(replay.out)\(replay.err)")
      #expect(try object(first.out)["runs"]?.array?.first?["counts"] == object(replay.out)["runs"]?.array?.first?["counts"])
    }
  }

  @Test("Ctrl-C aborts durably and says how to go on")
  func interrupt() async throws {
    try await withHome { home in
      #expect(try await run(["up", "-q"], home).exit == 0)
      let long = try start(["ask", "25 qubit random circuit depth 60, 100 shots", "--yes", "--task-id", "long"], home)
      try await eventually("the run has begun", within: 60) { long.errors.contains("running") }
      long.signal(SIGINT)
      #expect(try await long.wait(within: 60) == 130)
      #expect(long.errors.contains("proxima task retry long"))
      let record = try await run(["task", "show", "long", "--json"], home)
      #expect(try object(record.out)["status"]?.string == "aborted")
    }
  }

  @Test("a node that is killed is started again by the one who waits, and the answer comes")
  func death() async throws {
    try await withHome { home in
      #expect(try await run(["up", "-q"], home).exit == 0)
      let waiting = try start(["ask", "22 qubit random circuit depth 40, 50 shots, seed 3", "--yes", "--json", "--task-id", "w"], home)
      let status = try object(try await run(["status", "--json"], home).out)
      let node = try #require(status["node"]?["pid"]?.int)
      Glibc.kill(Int32(node), SIGKILL)
      #expect(try await waiting.wait(within: 120) == 0, "\(waiting.output)\(waiting.errors)")
      #expect(try object(waiting.output)["status"]?.string == "completed")
    }
  }

  @Test("a detached task is waited for, paused tasks resume, files are written in the format of their ending")
  func detached() async throws {
    try await withHome { home in
      let id = try await run(["ask", "3 qubit qft", "--detach"], home)
      #expect(id.exit == 0)
      let name = String(id.out.split(separator: "\n").first ?? "")
      #expect(try await run(["task", "wait", name, "-q"], home).exit == 0)
      #expect(try await run(["task", "logs", name], home).out.contains("run.native"))
      for file in ["a.csv", "a.json", "a.qasm", "a.svg", "a.txt"] {
        let path = home.path + "/" + file
        #expect(try await run(["task", "export", name, "-o", path, "-q"], home).exit == 0, "\(file)")
        #expect((try? Data(contentsOf: URL(filePath: path)))?.isEmpty == false)
      }
      let found = try await run(["memory", "search", "fourier transform", "--json"], home)
      #expect(found.exit == 0)
    }
  }
}
