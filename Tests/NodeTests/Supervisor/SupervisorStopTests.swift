import Core
import Node
import Testing

@Suite struct SupervisorStopTests {
  @Test("an agent that was stopped by a person stays stopped")
  func stop() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    #expect(bench.send(.stop(id: "a")).terminations == ["a"])
    #expect(bench.state("a") == .stopping)
    let pid = bench.pid("a") ?? 0
    let actions = bench.send(.exited(id: "a", pid: pid, .code(0)))
    #expect(actions.gone.first?.expected == true)
    #expect(actions.spawns.isEmpty)
    #expect(bench.wait(100).isEmpty)
    #expect(bench.state("a") == .stopped)
  }

  @Test("an agent that does not end when asked is killed after the grace, and again until it is gone")
  func stubborn() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    _ = bench.send(.stop(id: "a"))
    #expect(bench.wait(4).kills.isEmpty)
    #expect(bench.wait(2).kills == ["a"])
    #expect(bench.wait(2).kills == ["a"])
  }

  @Test("a restart asks the process to end and starts the next one when it has")
  func restart() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    #expect(bench.send(.restart(id: "a")).terminations == ["a"])
    let pid = bench.pid("a") ?? 0
    #expect(bench.send(.exited(id: "a", pid: pid, .code(0))).spawns == ["a"])
    #expect(bench.machine.views.first?.epoch == 2)
  }

  @Test("a shutdown ends the tiers in order and finishes when nothing is left")
  func shutdown() {
    var bench = SupervisorBench()
    for (id, tier) in [("memory", 2), ("coordinator", 1), ("x", 0), ("y", 0)] {
      _ = bench.send(.add(SupervisorBench.spec(id, tier: tier)))
    }
    let pids = Dictionary(uniqueKeysWithValues: bench.machine.views.map { ($0.id, $0.pid ?? 0) })
    #expect(bench.send(.shutdown).terminations == ["x", "y"])
    #expect(bench.send(.exited(id: "x", pid: pids["x"] ?? 0, .code(0))).terminations.isEmpty)
    #expect(bench.send(.exited(id: "y", pid: pids["y"] ?? 0, .signal(9))).terminations == ["coordinator"])
    #expect(bench.send(.exited(id: "coordinator", pid: pids["coordinator"] ?? 0, .code(0))).terminations == ["memory"])
    let last = bench.send(.exited(id: "memory", pid: pids["memory"] ?? 0, .code(0)))
    #expect(last.contains(.finished))
    #expect(bench.machine.mode == .finished)
    #expect(bench.log.spawns.count == 4)
  }

  @Test("a shutdown of an empty crew finishes at once")
  func shutdownOfNothing() {
    var bench = SupervisorBench()
    #expect(bench.send(.shutdown) == [.finished])
  }

  @Test("a shutdown with an agent that waits for its restart or has no program does not wait for it")
  func shutdownWhileWaiting() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    _ = bench.crash("a")
    _ = bench.crash("a")
    #expect(bench.pid("a") == nil)
    #expect(bench.send(.shutdown).contains(.finished))
    #expect(bench.wait(10).isEmpty)
  }

  @Test("an emergency stop kills every process at once and starts nothing until it is lifted")
  func emergency() {
    var bench = SupervisorBench()
    for id in ["a", "b"] { _ = bench.send(.add(SupervisorBench.spec(id))) }
    #expect(bench.send(.emergency).kills == ["a", "b"])
    for id in ["a", "b"] { #expect(bench.crash(id).spawns.isEmpty) }
    #expect(bench.wait(100).isEmpty)
    #expect(bench.send(.restart(id: "a")).isEmpty)
    #expect(bench.send(.resume).spawns == ["a", "b"])
  }

  @Test("lifting an emergency stop before the dead are collected starts them when they are")
  func earlyResume() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    _ = bench.send(.emergency)
    #expect(bench.send(.resume).spawns.isEmpty)
    #expect(bench.crash("a").spawns == ["a"])
  }

  @Test("whatever happens in whatever order, no agent has two processes and a shutdown ends")
  func random() {
    for seed in 0..<300 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var bench = SupervisorBench()
      let ids = ["a", "b", "c"]
      for (tier, id) in ids.enumerated() { _ = bench.send(.add(SupervisorBench.spec(id, tier: tier))) }
      var alive: [Int32: String] = [:]
      func note(_ bench: SupervisorBench) -> [Int32: String] {
        Dictionary(bench.machine.views.compactMap { view in view.pid.map { ($0, view.id) } }, uniquingKeysWith: { a, _ in a })
      }
      for _ in 0..<100 {
        let id = ids[Int.random(in: 0..<3, using: &generator)]
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1: _ = bench.crash(id)
        case 2: _ = bench.send(.stop(id: id))
        case 3: _ = bench.send(.restart(id: id))
        case 4: _ = bench.send(.emergency)
        case 5: _ = bench.send(.resume)
        case 6:
          _ = bench.register(id)
          _ = bench.send(.heartbeatsLost(id: id))
        default: _ = bench.wait(Double.random(in: 0..<3, using: &generator))
        }
        let now = note(bench)
        // A process that left the table without an exit would be an orphan.
        for (pid, id) in alive where now[pid] == nil { #expect(bench.log.gone.contains { $0.pid == pid && $0.agent == id }) }
        alive = now
      }
      var finished = bench.send(.shutdown).contains(.finished)
      for _ in 0..<10 where !finished {
        for view in bench.machine.views where view.state == .stopping {
          finished = finished || bench.crash(view.id).contains(.finished)
        }
      }
      #expect(finished, "seed \(seed)")
    }
  }
}
