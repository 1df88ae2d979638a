import Core
import TestKit
import Testing

@testable import Coordinator

@Suite struct ChaosTests {
  private static let tasks = 6

  @Test("whatever dies and whenever, every task ends once, with every step recorded at most once", arguments: 0..<12)
  func chaos(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var limits = CoordinatorLimits()
    limits.tasksAtOnce = 4
    limits.lossesAllowed = 1000
    var crew = CrewHarness(limits: limits)
    var absent: [(String, [String])] = []
    for index in 0..<Self.tasks { crew.submit(index % 3 == 0 ? "sweep ghz" : "ghz", id: "t\(index)") }
    var late: [CrewHarness.Assignment] = []
    for _ in 0..<4000 where crew.reports.count < Self.tasks {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0:
        guard let victim = CrewHarness.crew.filter({ agent in !absent.contains { $0.0 == agent.0 } })
          .randomElement(using: &generator)
        else { continue }
        absent.append(victim)
        late += crew.outbox.filter { $0.agent == victim.0 }
        crew.outbox.removeAll { $0.agent == victim.0 }
        crew.handle(.left(agent: victim.0, reason: "killed", onPurpose: false))
      case 1, 2:
        guard let back = absent.popLast() else { continue }
        crew.handle(.arrived(agent: back.0, capabilities: back.1, maxConcurrentTasks: 4, remote: false))
      case 3:
        guard let old = late.popLast() else { continue }
        crew.handle(.result(old.key, CrewHarness.result(of: old)))
      case 4: restart(&crew, &late)
      case 5: crew.advance(0.1)
      default:
        guard let place = crew.outbox.indices.randomElement(using: &generator) else { continue }
        let next = crew.outbox.remove(at: place)
        crew.handle(.result(next.key, CrewHarness.result(of: next)))
        if Int.random(in: 0..<10, using: &generator) == 0 { late.append(next) }
      }
    }
    for agent in absent {
      crew.handle(.arrived(agent: agent.0, capabilities: agent.1, maxConcurrentTasks: 4, remote: false))
    }
    crew.answerAll(limit: 5000)
    try check(crew)
  }

  /// The coordinator dies and starts again from its journal; what was out stays out there.
  private func restart(_ crew: inout CrewHarness, _ late: inout [CrewHarness.Assignment]) {
    var machine = CoordinatorMachine(lastNumber: Int64(crew.journal.count), limits: crew.machine.limits)
    for index in 0..<Self.tasks {
      if let record = crew.replayed("t\(index)"), record.report == nil { machine.restore(record, now: crew.time.now) }
    }
    machine.directory = crew.machine.directory
    for agent in machine.directory.agents.values where agent.present {
      machine.directory.register(
        agent.id, capabilities: agent.capabilities.sorted(), maxConcurrentTasks: 4, remote: false)
    }
    late += crew.outbox
    crew.outbox = []
    crew.machine = machine
    crew.machine.directory = AgentDirectory()
    crew.handle(.recover)
    for agent in machine.directory.agents.values.sorted(by: { $0.id < $1.id }) where agent.present {
      crew.handle(
        .arrived(agent: agent.id, capabilities: agent.capabilities.sorted(), maxConcurrentTasks: 4, remote: false))
    }
  }

  private func check(_ crew: CrewHarness) throws {
    #expect(crew.reports.count == Self.tasks)
    #expect(Set(crew.reports.map(\.task)).count == Self.tasks)
    for report in crew.reports {
      #expect(report.status == .completed, "\(report.task): \(String(describing: report.error))")
    }
    var done: Set<String> = []
    var highest: [String: UInt64] = [:]
    for entry in crew.journal {
      if case .completed(let step, let fence, _) = entry.event {
        #expect(done.insert("\(entry.task) \(step)").inserted, "\(entry.task) \(step) was recorded twice")
        #expect(highest["\(entry.task) \(step)"] == fence)
      }
      if case .assigned(let step, _, let fence) = entry.event {
        #expect(fence > highest["\(entry.task) \(step)"] ?? 0)
        highest["\(entry.task) \(step)"] = fence
      }
    }
  }
}
