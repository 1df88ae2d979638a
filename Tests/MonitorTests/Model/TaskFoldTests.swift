import Core
import Testing

@testable import Monitor

@Suite("What is kept of a long task")
struct TaskFoldTests {
  static let steps = (0..<40).map { Samples.step("s\($0)", after: $0 == 0 ? [] : ["s\(($0 - 1) / 2)"]) }

  /// Events 4 to `count`: every step is given out and lost again many times, and done in the end.
  static func story(_ count: Int) -> [NumberedEvent] {
    Samples.events(steps)
      + (4...count).map { number in
        let step = "s\(number / 2 % 40)"
        let event: TaskEvent =
          number % 2 == 0
          ? .assigned(step: step, agent: "agent-\(number % 7)", fence: UInt64(number))
          : number > count - 80
            ? .completed(step: step, fence: UInt64(number - 1), result: .string("a long result"))
            : .lost(step: step, fence: UInt64(number - 1), agent: "agent", reason: "tested")
        return NumberedEvent(number: Int64(number), time: Samples.time(Int64(number)), event: event)
      }
  }

  /// What a person sees of the task, whatever is kept.
  static func picture(_ fold: TaskFold) -> String {
    "\(fold.status) \(fold.request) \(String(describing: fold.began)) \(String(describing: fold.events.last?.time)) "
      + fold.steps.map { "\($0.spec.id) \($0.state) \($0.agent) \($0.attempts) \($0.message) \(String(describing: $0.began))" }
      .joined(separator: "\n")
  }

  @Test("a task of thirty thousand events takes no more room than one of a few thousand, and shows the same")
  func bounded() {
    var (short, whole) = (TaskFold(Samples.task()), TaskFold(Samples.task()))
    let story = Self.story(29_999)
    for at in stride(from: 0, to: story.count, by: 100) {
      let batch = Array(story[at..<min(at + 100, story.count)])
      short.take(batch)
      short.learned(upTo: batch.last?.number ?? 0)
      // Nothing was read from the journal: anything may still come before these, so all of them are kept.
      whole.take(batch)
      #expect(short.events.count <= TaskFold.kept * 5 / 4)
      #expect(short.events.count + short.folded == whole.events.count)
    }
    #expect(short.folded > 25_000 && whole.folded == 0)
    #expect(Self.picture(short) == Self.picture(whole))
    #expect(short.done == 40)
    // Known events change nothing, be they kept or not.
    short.take(Array(story[..<5000]) + Array(story[29_000...]))
    #expect(Self.picture(short) == Self.picture(whole))
    #expect(!short.events.contains { if case .completed(_, _, let result) = $0.event { result != .null } else { false } })
  }

  @Test("an event that comes late still stands where it happened, after others were let go")
  func late() {
    var (short, whole) = (TaskFold(Samples.task()), TaskFold(Samples.task()))
    let story = Self.story(6000)
    let (late, rest) = (story[5500], Array(story[..<5500]) + Array(story[5501...]))
    short.take(Array(rest[..<5000]))
    short.learned(upTo: 5000)
    short.take(Array(rest[5000...]))
    short.take([late])
    whole.take(story)
    #expect(short.folded > 0)
    #expect(Self.picture(short) == Self.picture(whole))
    #expect(short.events.map(\.number) == Array(whole.events.suffix(short.events.count).map(\.number)))
  }

  @Test("the journal says how many earlier events it no longer has, and who has them")
  func said() {
    var model = Samples.model(Self.steps, width: 120, height: 40)
    let history = TaskHistory(task: Samples.task(), status: .running, events: Self.story(6000))
    _ = model.update(.feed(.history(history)), at: Samples.time(7000))
    let frame = FrameView.draw(model).rows.joined()
    #expect(frame.contains("Journal, 4000 earlier: proxima task logs"), "\(frame)")
  }
}
