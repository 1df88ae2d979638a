import Core
import FoundationEssentials
import Glibc
import Node
import Synchronization
import TestKit
import Testing

/// The supervisor with real processes: `/bin/sh` and `/bin/sleep` in the place of agents.
@Suite(.timeLimit(.minutes(2))) struct SupervisorProcessTests {
  final class Notices: Sendable {
    private let notices = Mutex<[Supervisor.Notice]>([])
    func add(_ notice: Supervisor.Notice) { notices.withLock { $0.append(notice) } }
    var all: [Supervisor.Notice] { notices.withLock { $0 } }
    var gone: [AgentGone] { all.compactMap { if case .gone(let gone) = $0 { gone } else { nil } } }
  }

  struct Bench {
    let home: TestHome
    let notices = Notices()
    let supervisor: Supervisor

    init() throws {
      home = try TestHome()
      let notices = notices
      var limits = SupervisorLimits()
      limits.stopGrace = 0.2
      supervisor = try Supervisor(
        surroundings: .init(environment: home.environment, logFolder: home.path), limits: limits
      ) { notices.add($0) }
      try supervisor.start()
    }

    func shell(_ id: String, _ script: String, restart: ChildSpec.Restart = .permanent) {
      supervisor.post(.add(ChildSpec(id: id, executable: "/bin/sh", arguments: ["-c", script], restart: restart)))
    }

    func pid(_ id: String, other: Int32 = 0) async throws -> Int32 {
      try await eventually(some: "a process of \(id)") {
        supervisor.views.first { $0.id == id }?.pid.flatMap { $0 == other ? nil : $0 }
      }
    }

    func end() async throws {
      supervisor.post(.shutdown)
      try await eventually("the end of the crew") { notices.all.contains(.finished) }
      home.remove()
    }
  }

  @Test("a killed process is seen, announced and replaced; its replacement is told which start it is")
  func death() async throws {
    let bench = try Bench()
    bench.shell("a", "echo $PROXIMA_AGENT $PROXIMA_EPOCH >> $PROXIMA_HOME/starts; exec sleep 1000")
    let first = try await bench.pid("a")
    let starts = bench.home.path + "/starts"
    try await eventually("the first start") { (try? String(contentsOfFile: starts, encoding: .utf8)) == "a 1\n" }
    kill(first, SIGKILL)
    _ = try await bench.pid("a", other: first)
    #expect(bench.notices.gone == [AgentGone(agent: "a", pid: first, epoch: 1, reason: "signal 9", expected: false)])
    try await eventually("the second start") { (try? String(contentsOfFile: starts, encoding: .utf8)) == "a 1\na 2\n" }
    #expect(!TestProcess.isAlive(first))
    try await bench.end()
  }

  @Test("the exit code of a process is its reason, and a clean end of a transient agent is its last")
  func exitCode() async throws {
    let bench = try Bench()
    bench.shell("a", "exit 3", restart: .temporary)
    bench.shell("b", "exit 0", restart: .transient)
    try await eventually("both ends") { bench.notices.gone.count == 2 }
    #expect(Set(bench.notices.gone.map(\.reason)) == ["exit 3", "exit 0"])
    try await eventually("both stopped") { bench.supervisor.views.allSatisfy { $0.state == .stopped } }
    try await bench.end()
  }

  @Test("an emergency stop ends every process with its descendants, those that left its group included")
  func emergency() async throws {
    let bench = try Bench()
    bench.shell("a", "sleep 1000 & setsid sleep 1000 & echo $! > $PROXIMA_HOME/below; wait")
    bench.shell("b", "trap '' TERM INT; while true; do sleep 1; done")
    let pids = [try await bench.pid("a"), try await bench.pid("b")]
    let below = try await eventually(some: "the descendant") {
      (try? String(contentsOfFile: bench.home.path + "/below", encoding: .utf8)).flatMap {
        Int32($0.filter(\.isNumber))
      }
    }
    // `setsid` forks first where it leads a group; either way the descendant is alive now.
    try await eventually("the descendant lives") { TestProcess.isAlive(below) }
    bench.supervisor.post(.emergency)
    try await eventually("all gone") { (pids + [below]).allSatisfy { !TestProcess.isAlive($0) } }
    #expect(bench.supervisor.mode == .halted)
    bench.supervisor.post(.resume)
    _ = try await bench.pid("a", other: pids[0])
    try await bench.end()
  }

  @Test("what a dead agent leaves in its group is ended with it")
  func orphans() async throws {
    let bench = try Bench()
    bench.shell("a", "sleep 1000 & echo $! > $PROXIMA_HOME/below; wait")
    let pid = try await bench.pid("a")
    let below = try await eventually(some: "the descendant") {
      (try? String(contentsOfFile: bench.home.path + "/below", encoding: .utf8)).flatMap { Int32($0.filter(\.isNumber)) }
    }
    kill(pid, SIGKILL)
    try await eventually("the descendant is gone") { !TestProcess.isAlive(below) }
    try await bench.end()
  }

  @Test("a missing program is an alert and disturbs nobody else")
  func missing() async throws {
    let bench = try Bench()
    bench.supervisor.post(.add(ChildSpec(id: "none", executable: "/nowhere/proxima-none")))
    bench.shell("a", "exec sleep 1000")
    _ = try await bench.pid("a")
    #expect(
      bench.notices.all.contains {
        if case .raised(code: "agent.missing", agent: "none", _) = $0 { true } else { false }
      })
    try await bench.end()
  }

  @Test("a process that does not end when asked is killed after its grace")
  func stubborn() async throws {
    let home = try TestHome()
    let notices = Notices()
    var limits = SupervisorLimits()
    limits.stopGrace = 0.05
    let supervisor = try Supervisor(
      surroundings: .init(environment: home.environment, logFolder: home.path), limits: limits
    ) { notices.add($0) }
    try supervisor.start()
    supervisor.post(
      .add(
        ChildSpec(
          id: "a", executable: "/bin/sh", arguments: ["-c", "trap '' TERM; touch $PROXIMA_HOME/on; while :; do sleep 1; done"])))
    try await eventually("it ignores the signal") { FileManager.default.fileExists(atPath: home.path + "/on") }
    supervisor.post(.shutdown)
    try await eventually("the end") { notices.all.contains(.finished) }
    #expect(notices.gone.first?.reason == "signal 9")
    #expect(notices.gone.first?.expected == true)
    home.remove()
  }
}

@Suite struct NodeLaunchPartsTests {
  @Test("a lock names its holder, keeps everybody else out, and is free once the holder gives it back or ends")
  func lock() async throws {
    let home = try TestHome()
    let path = home.path + "/x.lock"
    #expect(NodeLock.holder(path) == nil)
    let lock = try #require(try NodeLock.take(path))
    #expect(NodeLock.holder(path) == getpid())
    #expect(try NodeLock.take(path) == nil)
    lock.release()
    #expect(NodeLock.holder(path) == nil)
    // Another process's lock ends with it. 37 is F_OFD_SETLK; the structure is that of fcntl(2).
    let script = """
      import fcntl, os, struct, sys, time
      f = open(sys.argv[1], 'r+'); fcntl.fcntl(f, 37, struct.pack('hhqqi4x', 1, 0, 0, 0, 0))
      f.truncate(0); f.write(str(os.getpid())); f.flush(); print('held', flush=True); time.sleep(1000)
      """
    let process = try TestProcess.start(
      "/usr/bin/env", ["python3", "-c", script, path], environment: home.environment, folder: home.path)
    try await eventually("the lock") { process.output.contains("held") || process.exitStatus != nil }
    #expect(NodeLock.holder(path) == process.pid)
    #expect(try NodeLock.take(path) == nil)
    process.kill()
    _ = try await process.wait()
    #expect(NodeLock.holder(path) == nil)
    home.remove()
  }

  @Test("a changed program is another build")
  func build() throws {
    let home = try TestHome()
    let empty = BuildID.of(folder: home.path)
    try Data("x".utf8).write(to: URL(filePath: home.path + "/proxima-node"))
    let first = BuildID.of(folder: home.path)
    #expect(first == BuildID.of(folder: home.path))
    try Data("xy".utf8).write(to: URL(filePath: home.path + "/proxima-coordinator"))
    #expect(Set([empty, first, BuildID.of(folder: home.path)]).count == 3)
    home.remove()
  }

  @Test("a crew file adds agents, names beside the node's program included")
  func crewFile() throws {
    let home = try TestHome()
    let path = home.path + "/agents.json"
    try Data(#"[{"id": "x", "executable": "px", "arguments": ["-a"]}, {"id": "y", "executable": "/bin/y"}]"#.utf8)
      .write(to: URL(filePath: path))
    let crew = try CrewPlan.read(path, folder: "/opt")
    #expect(crew.map(\.executable) == ["/opt/px", "/bin/y"])
    #expect(crew[0].arguments == ["-a"])
    #expect(try CrewPlan.crew(home: home.home, folder: "/opt").map(\.id).suffix(2) == ["x", "y"])
    try Data("{".utf8).write(to: URL(filePath: path))
    let error = #expect(throws: ProximaError.self) { try CrewPlan.read(path, folder: "/opt") }
    #expect(error?.code == "node.bad_crew_file")
    #expect(error?.exit == .configuration)
    home.remove()
  }
}
