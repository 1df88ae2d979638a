import Core
import Testing

@testable import CLI

@Suite struct StatusTests {
  private let plain = Renderer(color: false, unicode: true)

  private var status: CrewStatus {
    var expert = AgentStatus(id: "quantum_expert", state: .ready)
    expert.pid = 4242
    expert.capabilities = ["circuit_design", "quantum_explanation"]
    expert.maxConcurrentTasks = 4
    expert.tasksCompleted = 12
    expert.averageResponseTime = 0.0042
    expert.memory = 12 << 20
    expert.lastHeartbeatSeconds = 2.5
    var tester = AgentStatus(id: "testing_agent", state: .stopped)
    tester.reason = "stopped by a person"
    let node = NodeInfo(
      pid: 4000, home: "/home/x/.local/share/proxima", sockets: "/run/user/1000/proxima", build: "b", version: "0.1.0",
      uptime: 4000, stays: true, halted: false)
    var system = SystemMetrics()
    system.totalAgents = 2
    system.healthyAgents = 1
    let alert = Alert(
      code: "agent.silent", agent: "testing_agent", message: "testing_agent was silent for 30 s",
      since: WallTime(milliseconds: 1_795_253_105_123))
    return CrewStatus(node: node, agents: [expert, tester], system: system, queue: QueueStatus(openTasks: 1), alerts: [alert])
  }

  @Test("the status of the crew reads as recorded, at any width")
  func crew() throws {
    try Golden.check(plain.render(StatusView(status: status, width: 110).lines), "status.txt")
    for width in [80, 100, 160] {
      for line in StatusView.agents(status.agents, width: max(width, 100)) { #expect(line.width <= max(width, 100)) }
    }
  }

  @Test("status says what memory runs were promised and who waits for some, where any were")
  func memory() throws {
    let task = try #require(TaskID("t7"))
    var status = status
    status.memory = LeaseStatus(heldBytes: 0, leftBytes: 1 << 30, leases: [], waiting: [])
    #expect(!plain.render(StatusView(status: status, width: 110).lines).contains("promised"))
    status.memory = LeaseStatus(
      heldBytes: 2 << 30, leftBytes: 1 << 30,
      leases: [LeaseStatus.Lease(task: task, step: "run.native", agent: "executor.native", bytes: 2 << 30)],
      waiting: [LeaseStatus.Wait(task: task, step: "run.aer", bytes: 3 << 30, reason: "waits for memory: it needs 3 GiB")])
    let text = plain.render(StatusView(status: status, width: 110).lines)
    #expect(text.contains("2 GiB promised to 1 run, 1 GiB left for others"))
    #expect(text.contains("run.aer of t7 waits for memory: it needs 3 GiB"))
  }

  @Test("an agent is shown in full")
  func agent() {
    let text = plain.render(StatusView.agent(status.agents[0], width: 80))
    for part in ["quantum_expert", "ready", "4242", "circuit_design", "12 MiB"] { #expect(text.contains(part)) }
  }

  @Test("lists are tables, and empty ones say so")
  func lists() throws {
    let id = try #require(TaskID("t1"))
    let entry = TaskList.Entry(
      id: id, request: "bell\u{1B}[2J pair", status: .completed, created: "2026-11-21T09:25:05.123Z", seconds: 0.25, runs: 1)
    let text = plain.render(ListViews.tasks(TaskList(tasks: [entry]), width: 80))
    for part in ["t1", "completed", "2026-11-21 09:25:05", "250 ms", "bell\\x1b[2J pair"] { #expect(text.contains(part), "\(text)") }
    #expect(plain.render(ListViews.tasks(TaskList(tasks: []), width: 80)).contains("no tasks yet"))
    #expect(plain.render(ListViews.approvals(ApprovalList(approvals: []), width: 80, now: WallTime(milliseconds: 0))).contains("nothing"))
    let approval = Approval(
      id: "a1", task: id, action: "expensive_run", details: "run it for 60 s", expires: WallTime(milliseconds: 90_000))
    let asked = plain.render(ListViews.approvals(ApprovalList(approvals: [approval]), width: 80, now: WallTime(milliseconds: 0)))
    #expect(asked.contains("90 s left") && asked.contains("run it for 60 s"))
  }
}
