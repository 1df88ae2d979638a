import Core

@testable import Monitor

/// Tasks and crews as tests need them.
enum Samples {
  static let start = WallTime(milliseconds: 1_767_225_600_000)

  static func time(_ milliseconds: Int64) -> WallTime { WallTime(milliseconds: start.milliseconds + milliseconds) }

  static func task(_ text: String = "t260101-sample01") -> TaskID {
    var generator = SeededGenerator(seed: 1)
    return TaskID(text) ?? TaskID.random(at: start, using: &generator)
  }

  static func step(_ id: String, after: [String] = [], agent: String? = nil) -> StepSpec {
    StepSpec(id: id, capabilities: ["circuit_design"], action: "design", dependsOn: after, agent: agent)
  }

  static func plan(_ text: String) -> Plan {
    var request = Request(request: text, intent: .run)
    request.understood = "Run \(text)."
    return Plan(request: request)
  }

  /// A task of `steps`, planned and begun.
  static func events(_ steps: [StepSpec], text: String = "a sample") -> [NumberedEvent] {
    [
      NumberedEvent(number: 1, time: time(0), event: .submitted(Submission(kind: .ask, text: text, created: start))),
      NumberedEvent(number: 2, time: time(10), event: .planned(plan(text), graph: steps)),
      NumberedEvent(number: 3, time: time(20), event: .moved(.running, reason: nil)),
    ]
  }

  /// A model that shows the task on a screen of that size.
  static func model(_ steps: [StepSpec], width: Int, height: Int, text: String = "a sample") -> MonitorModel {
    var model = MonitorModel(width: width, height: height, now: time(0))
    _ = model.update(
      .feed(.history(TaskHistory(task: task(), status: .running, events: events(steps, text: text)))), at: time(30))
    model.ui.screen = .task
    return model
  }

  static func approval(
    _ details: String, id: String = "a1", action: String = "expensive_run", session: String? = "m1"
  ) -> Approval {
    Approval(id: id, task: task(), action: action, details: details, expires: time(300_000), session: session)
  }

  static func message(_ n: Int, at milliseconds: Int64, kind: String = "request", replyTo: UInt64 = 0) -> TrafficMessage
  {
    TrafficMessage(
      time: time(milliseconds), from: "coordinator", to: "quantum_expert", kind: kind, action: "design",
      task: task().text,
      step: "design", bytes: 100, id: UInt64(n), replyTo: replyTo)
  }
}
