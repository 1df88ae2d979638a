import Core
import Node
import Testing

/// Drives the pure supervisor: every spawn succeeds with a growing pid unless a test says otherwise.
struct SupervisorBench {
  var machine = SupervisorStateMachine()
  var now = Instant(nanoseconds: 1_000_000_000)
  var nextPid: Int32 = 100
  var log: [SupervisorStateMachine.Action] = []

  mutating func send(_ event: SupervisorStateMachine.Event) -> [SupervisorStateMachine.Action] {
    var all: [SupervisorStateMachine.Action] = []
    var events = [event]
    while !events.isEmpty {
      let actions = machine.handle(events.removeFirst(), at: now)
      for case .spawn(let spec, _) in actions {
        events.append(.started(id: spec.id, pid: nextPid))
        nextPid += 1
      }
      all += actions
    }
    log += all
    return all
  }

  mutating func wait(_ seconds: Double) -> [SupervisorStateMachine.Action] {
    now = now.advanced(by: seconds)
    return send(.tick)
  }

  func pid(_ id: String) -> Int32? { machine.views.first { $0.id == id }?.pid }
  mutating func register(_ id: String) -> [SupervisorStateMachine.Action] {
    send(.registered(id: id, pid: pid(id) ?? 0))
  }

  func state(_ id: String) -> AgentState? { machine.views.first { $0.id == id }?.state }

  static func spec(
    _ id: String, restart: ChildSpec.Restart = .permanent, essential: Bool = true, tier: Int = 0
  ) -> ChildSpec {
    ChildSpec(id: id, executable: "/bin/\(id)", restart: restart, essential: essential, tier: tier)
  }

  /// Ends `id` with a signal; returns what the supervisor did.
  mutating func crash(_ id: String) -> [SupervisorStateMachine.Action] {
    guard let pid = pid(id) else { return [] }
    return send(.exited(id: id, pid: pid, .signal(9)))
  }
}

extension [SupervisorStateMachine.Action] {
  var spawns: [String] { compactMap { if case .spawn(let spec, _) = $0 { spec.id } else { nil } } }
  var gone: [AgentGone] { compactMap { if case .gone(let gone) = $0 { gone } else { nil } } }
  var kills: [String] { compactMap { if case .kill(let id, _) = $0 { id } else { nil } } }
  var terminations: [String] { compactMap { if case .terminate(let id, _) = $0 { id } else { nil } } }
  var raised: [String] { compactMap { if case .raise(let code, _, _) = $0 { code } else { nil } } }
  var lifted: [String] { compactMap { if case .lift(let code, _) = $0 { code } else { nil } } }
}

@Suite struct SupervisorRestartTests {
  @Test("an agent that dies is announced with pid and epoch and started again at once")
  func restart() {
    var bench = SupervisorBench()
    #expect(bench.send(.add(SupervisorBench.spec("a"))).spawns == ["a"])
    _ = bench.register("a")
    #expect(bench.state("a") == .ready)
    let pid = bench.pid("a") ?? 0
    let actions = bench.crash("a")
    #expect(actions.gone == [AgentGone(agent: "a", pid: pid, epoch: 1, reason: "signal 9", expected: false)])
    #expect(actions.spawns == ["a"])
    #expect(bench.state("a") == .initializing)
  }

  @Test("restarts back off, never more than a second apart, and are never given up for an agent that others need")
  func backoff() throws {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    var pauses: [Double] = []
    for _ in 0..<200 {
      let died = bench.now
      if bench.crash("a").spawns.isEmpty {
        let deadline = try #require(bench.machine.nextDeadline)
        pauses.append(deadline.seconds(since: died))
        #expect(bench.wait(deadline.seconds(since: bench.now)).spawns == ["a"])
      } else {
        pauses.append(0)
      }
    }
    #expect(pauses[0] == 0)
    #expect(pauses[1] < pauses[2])
    #expect(pauses.allSatisfy { $0 <= 1.0001 })
    #expect(bench.state("a") == .initializing)
    #expect(bench.log.raised == ["agent.restarting"])
  }

  @Test("an agent that nobody needs is given up after ten starts in a row, and a person can start it again")
  func giveUp() throws {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a", essential: false)))
    for _ in 0..<20 where bench.pid("a") != nil {
      _ = bench.crash("a")
      if let deadline = bench.machine.nextDeadline { _ = bench.wait(deadline.seconds(since: bench.now)) }
    }
    #expect(bench.state("a") == .error)
    #expect(bench.log.raised.contains("agent.gave_up"))
    #expect(bench.wait(1000).isEmpty)
    #expect(bench.send(.restart(id: "a")).spawns == ["a"])
  }

  @Test("an agent that lasted begins without a delay again, and its alert is lifted")
  func stable() throws {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    for _ in 0..<5 {
      _ = bench.crash("a")
      if bench.pid("a") == nil { _ = bench.wait(1) }
    }
    _ = bench.register("a")
    #expect(bench.wait(11).lifted == ["agent.restarting"])
    #expect(bench.crash("a").spawns == ["a"])
  }

  @Test("a transient agent that ends by itself stays ended, one that crashed is started again")
  func transient() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a", restart: .transient)))
    #expect(bench.crash("a").spawns == ["a"])
    let pid = bench.pid("a") ?? 0
    #expect(bench.send(.exited(id: "a", pid: pid, .code(0))).spawns.isEmpty)
    #expect(bench.state("a") == .stopped)
  }

  @Test("a temporary agent is never started again")
  func temporary() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a", restart: .temporary)))
    #expect(bench.crash("a").spawns.isEmpty)
    #expect(bench.state("a") == .stopped)
  }

  @Test("the end of a process that is not the agent's any more changes nothing")
  func staleExit() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    #expect(bench.send(.exited(id: "a", pid: 7, .signal(9))).isEmpty)
    #expect(bench.send(.exited(id: "b", pid: 7, .signal(9))).isEmpty)
    #expect(bench.pid("a") == 100)
  }

  @Test("three lost heartbeats: the process is killed and replaced")
  func hang() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    #expect(bench.send(.heartbeatsLost(id: "a")).isEmpty)
    _ = bench.register("a")
    #expect(bench.send(.heartbeatsLost(id: "a")).kills == ["a"])
    let actions = bench.crash("a")
    #expect(actions.gone.first?.reason == "no heartbeat")
    #expect(actions.gone.first?.expected == false)
    #expect(actions.spawns == ["a"])
  }

  @Test("an agent that does not register in time is killed and replaced")
  func silentStart() {
    var bench = SupervisorBench()
    _ = bench.send(.add(SupervisorBench.spec("a")))
    #expect(bench.wait(29).kills.isEmpty)
    #expect(bench.wait(2).kills == ["a"])
    #expect(bench.crash("a").spawns == ["a"])
  }

  @Test("a missing program is one alert, looked for again, and lifted once it is there")
  func missing() {
    var machine = SupervisorStateMachine()
    var now = Instant(nanoseconds: 1)
    var raised: [String] = []
    _ = machine.handle(.add(SupervisorBench.spec("a")), at: now)
    for _ in 0..<5 {
      raised += machine.handle(.startFailed(id: "a", reason: "not there", missing: true), at: now).raised
      #expect(machine.views.first?.state == .error)
      now = now.advanced(by: 6)
      #expect(machine.handle(.tick, at: now).spawns == ["a"])
    }
    #expect(raised == ["agent.missing"])
    #expect(machine.handle(.started(id: "a", pid: 5), at: now).lifted == ["agent.missing"])
  }
}
