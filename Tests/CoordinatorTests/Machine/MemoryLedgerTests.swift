import Core
import TestKit
import Testing

@testable import Coordinator

@Suite("The memory that runs are promised")
struct MemoryLedgerTests {
  private let time = VirtualTime()

  private func key(_ name: String, fence: UInt64 = 1) throws -> StepKey {
    StepKey(task: try #require(TaskID(name)), step: "run", fence: fence)
  }

  private func waiter(_ name: String) throws -> MemoryLedger.Waiter {
    MemoryLedger.Waiter(task: try #require(TaskID(name)), step: "run")
  }

  @Test("promises add up to at most 80 % of what was free, whatever of them is taken already")
  func sum() throws {
    var ledger = MemoryLedger()
    #expect(ledger.admits(try waiter("a"), bytes: 400, free: 1000, now: time.now))
    ledger.take(try key("a"), agent: "x", bytes: 400, free: 1000)
    for free in [1000, 800, 600] {
      #expect(ledger.left(free: free) == 400)
      var copy = ledger
      #expect(copy.admits(try waiter("b"), bytes: 400, free: free, now: time.now))
      #expect(!copy.admits(try waiter("b"), bytes: 401, free: free, now: time.now))
    }
    // What others took meanwhile is gone: 500 free, of which 400 at most are of the run's own taking.
    #expect(ledger.left(free: 500) == 320)
    #expect(ledger.left(free: 100) == 0)
    ledger.take(try key("b"), agent: "y", bytes: 400, free: 600)
    #expect(ledger.held == 800)
    #expect(ledger.left(free: 600) == 0)
  }

  @Test("what is given back can be promised again, twice given back is once")
  func back() throws {
    var ledger = MemoryLedger()
    ledger.take(try key("a"), agent: "x", bytes: 700, free: 1000)
    #expect(!ledger.admits(try waiter("b"), bytes: 200, free: 1000, now: time.now))
    #expect(ledger.reasons(try key("b").task).count == 1)
    ledger.giveBack(try key("a"))
    ledger.giveBack(try key("a"))
    #expect(ledger.held == 0)
    #expect(ledger.left(free: 1000) == 800)
    #expect(ledger.admits(try waiter("b"), bytes: 200, free: 1000, now: time.now))
    ledger.take(try key("b"), agent: "x", bytes: 200, free: 1000)
    #expect(ledger.waits.isEmpty)
  }

  @Test("one alone may always begin, and those that take nothing too")
  func alone() throws {
    var ledger = MemoryLedger()
    #expect(ledger.admits(try waiter("a"), bytes: 5000, free: 1000, now: time.now))
    ledger.take(try key("a"), agent: "x", bytes: 5000, free: 1000)
    #expect(ledger.admits(try waiter("b"), bytes: 0, free: 1000, now: time.now))
    #expect(!ledger.admits(try waiter("c"), bytes: 1, free: 1000, now: time.now))
    #expect(ledger.admits(try waiter("c"), bytes: 1, free: nil, now: time.now))
  }

  @Test("small runs do not keep a large one waiting for ever")
  func patience() throws {
    var ledger = MemoryLedger()
    ledger.take(try key("a"), agent: "x", bytes: 300, free: 1000)
    #expect(!ledger.admits(try waiter("large"), bytes: 700, free: 1000, now: time.now))
    #expect(ledger.admits(try waiter("small"), bytes: 100, free: 1000, now: time.now))
    // Who is not looked at, paused or without an executor, holds up nobody.
    var idle = ledger
    time.advance(by: MemoryLedger.patience + 1)
    #expect(idle.admits(try waiter("small"), bytes: 100, free: 1000, now: time.now))
    for _ in 0..<Int(MemoryLedger.patience) + 1 {
      time.advance(by: 1)
      #expect(!ledger.admits(try waiter("large"), bytes: 700, free: 1000, now: time.now))
    }
    #expect(!ledger.admits(try waiter("small"), bytes: 100, free: 1000, now: time.now))
    #expect(ledger.reasons(try key("small").task).first?.contains("run of large has waited longer") == true)
    #expect(!ledger.admits(try waiter("large"), bytes: 700, free: 1000, now: time.now))
    ledger.giveBack(try key("a"))
    #expect(ledger.admits(try waiter("large"), bytes: 700, free: 1000, now: time.now))
    ledger.forget(try key("large").task)
    ledger.take(try key("b"), agent: "x", bytes: 300, free: 1000)
    #expect(ledger.admits(try waiter("small"), bytes: 100, free: 1000, now: time.now))
  }

  /// Two tasks on two executors of one machine, whose runs are estimated at 1,000 bytes each.
  private func crew(free: Int?, remote: Bool = false) -> CrewHarness {
    var harness = CrewHarness(crew: CrewHarness.crew)
    harness.handle(
      .arrived(agent: "executor.native.2", capabilities: [Capability.execution("native")], maxConcurrentTasks: 1, remote: remote))
    harness.machine.freeBytes = free
    harness.submit("ghz", id: "one")
    harness.submit("ghz", id: "two")
    return harness
  }

  /// Answers all but runs; the runs that are under way then.
  private func runs(_ harness: inout CrewHarness) -> [CrewHarness.Assignment] {
    for _ in 0..<200 {
      guard let index = harness.outbox.firstIndex(where: { $0.action != RunBatch.action }) else { break }
      let assignment = harness.outbox.remove(at: index)
      harness.handle(.result(assignment.key, CrewHarness.result(of: assignment)))
    }
    return harness.outbox
  }

  @Test("runs of different tasks share what is free; who waits says why, and begins when the other ends, is lost or aborted")
  func tasks() throws {
    var roomy = crew(free: 2600)
    #expect(runs(&roomy).count == 2)
    #expect(roomy.machine.leaseStatus.heldBytes == 2000)
    for end in 0..<3 {
      var tight = crew(free: 2400)
      let first = try #require(runs(&tight).first)
      #expect(tight.outbox.count == 1)
      let status = tight.machine.leaseStatus
      #expect(status.leases.map(\.bytes) == [1000])
      #expect(status.leftBytes == 920)
      let wait = try #require(status.waiting.first)
      #expect(wait.task != first.key.task)
      #expect(wait.reason.contains("it needs 1000 bytes, 920 bytes are left"))
      #expect(wait.reason.contains("by \(first.key.task) on \(first.agent)"))
      switch end {
      case 0: tight.handle(.result(first.key, CrewHarness.result(of: first)))
      case 1:
        tight.handle(.left(agent: first.agent, reason: "signal 9", onPurpose: true))
      default:
        _ = tight.control(TaskControl(task: first.key.task.text, verb: .abort), id: first.key.task.text)
        tight.handle(.failure(first.key, ProximaError("agent.cancelled", "stopped", exit: .interrupted)))
      }
      tight.outbox.removeAll { $0.key == first.key }
      #expect(runs(&tight).count == 1)
      #expect(tight.machine.leaseStatus.leases.count == 1)
    }
  }

  @Test("a run that finds no memory here goes to another machine that can do it")
  func elsewhere() throws {
    var harness = crew(free: 2400, remote: true)
    let agents = Set(runs(&harness).map(\.agent))
    #expect(agents.count == 2)
    #expect(harness.machine.leaseStatus.leases.allSatisfy { $0.agent != "executor.native.2" })
    #expect(harness.machine.leaseStatus.waiting.isEmpty)
  }

  @Test("nothing stays promised when all tasks have ended, and a coordinator that was started again promises nothing twice")
  func balance() throws {
    var harness = crew(free: 2400)
    for _ in 0..<400 where !harness.outbox.isEmpty { harness.answerNext() }
    #expect(harness.reports.count == 2)
    #expect(harness.machine.ledger.leases.isEmpty)
    #expect(harness.machine.ledger.waits.isEmpty)
  }
}
