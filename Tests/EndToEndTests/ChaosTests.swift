import AgentKit
import Bus
import Core
import FoundationEssentials
import Glibc
import Node
import TestKit
import Testing

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// Processes die at random while tasks run. `Scripts/chaos.sh` runs it with 200 tasks and several seeds.
@Suite(.serialized, .timeLimit(.minutes(20))) struct ChaosTests {
  private static func setting(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
  }

  /// What is asked, and the only outcomes that a right answer can have.
  private struct Work {
    let text: String
    let allowed: Set<String>

    init(_ index: Int) {
      let width = 2 + index % 3
      switch index % 4 {
      case 0:
        let secret = String(Array("1011010").prefix(3 + index % 4))
        text = "bernstein vazirani with secret \(secret), 64 shots, seed \(index)"
        allowed = [secret]
      default:
        text = "\(width) qubit GHZ state, 64 shots, seed \(index)"
        allowed = [String(repeating: "0", count: width), String(repeating: "1", count: width)]
      }
    }
  }

  @Test("processes die at random, half a second apart, the node too: no task is lost, recorded twice or wrong")
  func chaos() async throws {
    let count = Self.setting("PROXIMA_CHAOS_TASKS", 24)
    let seed = UInt64(Self.setting("PROXIMA_CHAOS_SEED", 11))
    try await LiveCrew.run { try await run(count, seed, $0) }
  }

  private func run(_ count: Int, _ seed: UInt64, _ crew: LiveCrew) async throws {
    let began = SystemTime().now
    let (agents, launcher) = (crew.agents, crew.launcher)
    let killer = KillerOfProcesses(seed: seed) {
      var here = ((try? await agents.roster()) ?? []).map(\.registration)
        .filter { $0.role != .front && $0.role != .observer && $0.id != AgentName.node }.map { (name: $0.id, pid: $0.pid) }
      if let node = launcher.running { here.append((name: AgentName.node, pid: node.pid)) }
      return here
    }
    for index in 0..<count {
      let submission = Submission(kind: .ask, text: Work(index).text, created: WallTime(milliseconds: 1))
      _ = try await crew.submit(submission, id: "chaos-\(index)")
    }
    var reports: [TaskReport] = []
    for index in 0..<count {
      guard let id = TaskID("chaos-\(index)") else { continue }
      reports.append(try await crew.report(id, within: 600))
    }
    let killed = await killer.stop()
    #expect(killed > 0)
    try await crew.relaunch()
    try await crew.expect(LiveCrew.whole)
    for (index, report) in reports.enumerated() { try await check(report, Work(index), crew) }
    try await checkList(count, crew)
    let seconds = Int(SystemTime().now.seconds(since: began).rounded())
    print("chaos: \(count) tasks, \(killed) processes killed, seed \(seed), \(seconds) s")
  }

  /// The task ended with the right result, once, and no step of it was recorded twice.
  private func check(_ report: TaskReport, _ work: Work, _ crew: LiveCrew) async throws {
    #expect(report.status == .completed, "\(report.task): \(String(describing: report.error))")
    let counts = report.runs.first?.counts ?? [:]
    #expect(counts.values.reduce(0, +) == 64, "\(report.task): \(counts)")
    #expect(Set(counts.keys).isSubset(of: work.allowed), "\(report.task), \(work.text): \(counts)")
    #expect(report.verification.status != .refuted)
    let events = try await crew.history(report.task).events
    #expect(events.filter { if case .finished = $0.event { true } else { false } }.count == 1)
    let completions = events.compactMap { if case .completed(let step, _, _) = $0.event { step } else { nil } }
    #expect(Set(completions).count == completions.count, "\(report.task): \(completions)")
    #expect(Set(report.runs.map(\.id)).count == report.runs.count)
  }

  /// Every task stands in the list once, and nothing else does.
  private func checkList(_ count: Int, _ crew: LiveCrew) async throws {
    let list: TaskList = try await crew.agents.call(
      to: AgentName.coordinator, action: TaskAction.list, parameters: TaskListQuery(limit: 10_000))
    #expect(list.tasks.count == count)
    #expect(Set(list.tasks.map(\.id)).count == count)
  }
}
