import Bus
import Core
import FoundationEssentials

/// A task of 1,000 steps that fills in, and what a node and a coordinator answer about it.
enum LoadTask {
  static let count = 1000
  private static let id = TaskID("load")

  private static var steps: [StepSpec] {
    (0..<count).map { at in
      StepSpec(
        id: "step-\(at)", capabilities: ["circuit_design"], action: "design",
        dependsOn: at == 0 ? [] : ["step-\((at - 1) / 3)"])
    }
  }

  private static func history() -> [NumberedEvent] {
    let now = SystemTime().wall
    var request = Request(request: "load", intent: .run)
    request.understood = "A load."
    return [
      NumberedEvent(number: 1, time: now, event: .submitted(Submission(kind: .ask, text: "load", created: now))),
      NumberedEvent(number: 2, time: now, event: .planned(Plan(request: request), graph: steps)),
      NumberedEvent(number: 3, time: now, event: .moved(.running, reason: nil)),
    ]
  }

  /// Publishes the event `number`: each step is given to an agent, then completed.
  static func publish(_ number: Int, _ coordinator: BusConnection) throws {
    guard let id else { return }
    let step = "step-\(number / 2)"
    let event: TaskEvent =
      number % 2 == 0
      ? .assigned(step: step, agent: "agent-1", fence: 1) : .completed(step: step, fence: 1, result: .null)
    let numbered = NumberedEvent(number: Int64(4 + number), time: SystemTime().wall, event: event)
    try coordinator.publish(
      TaskAction.topic(id), action: "task.notice",
      payload: try JSON.encode(TaskNotice(task: id, status: .running, event: numbered)))
  }

  private static func status() -> CrewStatus {
    let names = (0..<16).map { "agent-\($0)" } + [AgentName.coordinator, AgentName.node]
    let agents = names.map { name in
      var agent = AgentStatus(id: name, state: .ready)
      (agent.pid, agent.memory, agent.maxConcurrentTasks, agent.lastHeartbeatSeconds) = (1, 20 << 20, 2, 1)
      return agent
    }
    return CrewStatus(
      node: NodeInfo(pid: 1, home: "", sockets: "", build: "", version: "", uptime: 1, stays: true, halted: false),
      agents: agents,
      system: SystemMetrics(), queue: QueueStatus(), alerts: [])
  }

  /// Answers what a monitor asks.
  static func answer(_ message: IncomingMessage, _ bus: BusConnection) throws {
    guard message.kind.expectsAnswer, let id else { return }
    struct Body<Value: Encodable>: Encodable { var result: Value }
    switch message.action {
    case "node.status", "status": try bus.reply(to: message, body: Body(result: status()))
    case TaskAction.list:
      let entry = TaskList.Entry(
        id: id, request: "load", status: .running, created: SystemTime().wall.iso8601, seconds: 1, runs: 0)
      try bus.reply(to: message, body: Body(result: TaskList(tasks: [entry])))
    case TaskAction.events:
      try bus.reply(to: message, body: Body(result: TaskHistory(task: id, status: .running, events: history())))
    case TaskAction.approvals: try bus.reply(to: message, body: Body(result: ApprovalList(approvals: [])))
    default: try bus.reply(to: message, error: ProximaError("agent.unknown_action", "not here"))
    }
  }
}
