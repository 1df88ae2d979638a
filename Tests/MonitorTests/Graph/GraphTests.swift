import Core
import Testing

@testable import Monitor

@Suite("The graph of a task")
struct GraphTests {
  /// A random graph of up to 40 steps without circles, in an order that is not that of its edges.
  static func random(_ seed: UInt64) -> [StepSpec] {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...40, using: &generator)
    let most = Int.random(in: 1...5, using: &generator)
    var steps: [StepSpec] = []
    for at in 0..<count {
      var sources: Set<Int> = []
      if at > 0 {
        for _ in 0..<Int.random(in: 0...most, using: &generator) {
          sources.insert(Int.random(in: 0..<at, using: &generator))
        }
      }
      steps.append(Samples.step("s\(at)", after: sources.sorted().map { "s\($0)" }))
    }
    return seed % 2 == 0 ? steps : steps.shuffled(using: &generator)
  }

  static func edges(_ steps: [StepSpec]) -> Set<String> {
    Set(steps.flatMap { step in step.dependsOn.map { "\($0)>\(step.id)" } })
  }

  static func model(_ steps: [StepSpec]) -> MonitorModel {
    var model = Samples.model(steps, width: 300, height: 100)
    model.focus[.task] = .graph
    return model
  }

  @Test("every edge of 200 random graphs of up to 40 steps can be read from the frame alone")
  func recovered() throws {
    for seed in 0..<200 {
      let steps = Self.random(UInt64(seed))
      let rows = FrameView.draw(Self.model(steps)).rows
      #expect(GraphReader.edges(rows, .unicode) == Self.edges(steps), "graph \(seed)")
    }
  }

  @Test("so can they from a frame in ASCII")
  func recoveredFromASCII() throws {
    for seed in 0..<200 {
      let steps = Self.random(UInt64(seed))
      let canvas = FrameView.draw(Self.model(steps))
      let rows = (0..<canvas.height).map { y in (0..<canvas.width).map { Plain.ascii(canvas[$0, y]).text }.joined() }
      #expect(GraphReader.edges(rows, .ascii) == Self.edges(steps), "graph \(seed)")
    }
  }

  @Test("a step stands below all that it depends on, and a circle does not hang")
  func order() {
    let steps = [Samples.step("c", after: ["b"]), Samples.step("b", after: ["a"]), Samples.step("a")]
    #expect(GraphLayout.order(steps).map { steps[$0].id } == ["a", "b", "c"])
    let circle = [Samples.step("a", after: ["b"]), Samples.step("b", after: ["a"])]
    #expect(GraphLayout(circle).rows.count == 2)
  }

  @Test("the graph fills in as the task runs")
  func fills() {
    var model = Samples.model([Samples.step("design"), Samples.step("run", after: ["design"])], width: 120, height: 40)
    func frame() -> String { FrameView.draw(model).rows.joined(separator: "\n") }
    #expect(frame().contains("◇"))
    let id = Samples.task()
    func happens(_ number: Int64, _ event: TaskEvent) {
      let notice = TaskNotice(
        task: id, status: .running, event: NumberedEvent(number: number, time: Samples.time(number * 100), event: event)
      )
      _ = model.update(.feed(.notice(notice)), at: Samples.time(number * 100))
    }
    happens(4, .assigned(step: "design", agent: "quantum_expert", fence: 1))
    #expect(frame().contains("quantum_expert"))
    let progress = TaskNotice.Progress(step: "design", agent: "quantum_expert", fraction: 0.42, message: "")
    _ = model.update(.feed(.notice(TaskNotice(task: id, status: .running, progress: progress))), at: Samples.time(450))
    #expect(frame().contains("42%"))
    happens(5, .completed(step: "design", fence: 1, result: .null))
    #expect(frame().contains("100% done"))
    #expect(frame().contains("1/2 steps done"))
  }
}
