import Core
import TestKit
import Testing

@testable import Coordinator

@Suite struct RollbackTests {
  /// The record of a task as the journal tells it.
  private func record(_ crew: CrewHarness, _ id: String = "task") throws -> TaskRecord {
    let task = try #require(TaskID(id))
    var record: TaskRecord?
    for entry in crew.journal where entry.task == task {
      if case .submitted(let submission) = entry.event { record = TaskRecord(id: task, submission: submission) }
      record?.apply(entry.event)
    }
    return try #require(record)
  }

  private func finished() -> CrewHarness {
    var crew = CrewHarness()
    crew.submit("ghz")
    crew.answerAll()
    return crew
  }

  private func back(_ crew: inout CrewHarness, to step: String?) throws -> TaskRecord {
    let old = try record(crew)
    let submission = try Rollback(old, to: step).submission(of: old, at: crew.time.wall)
    crew.handle(.submit(SubmitTask(id: TaskID("back"), submission: submission), asker: 77))
    return old
  }

  @Test("going back keeps what the step needs, waits there, and does the rest again when it is told to")
  func toAStep() throws {
    var crew = finished()
    let old = try back(&crew, to: "run.native")
    #expect(crew.machine.tasks.values.first?.state == .paused)
    #expect(crew.outbox.isEmpty)
    _ = crew.control(TaskControl(task: "back", verb: .resume), id: "back")
    let again = Set(crew.outbox.map(\.key.step))
    #expect(again.contains("verify.native"))
    #expect(again.isDisjoint(with: ["design", "estimate.native", "run.native"]))
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed, .completed])
    #expect(crew.reports.last?.runs.map(\.counts) == old.report?.runs.map(\.counts))
    let states = crew.journal.compactMap { entry -> TaskState? in
      if entry.task.text == "back", case .moved(let state, _) = entry.event { state } else { nil }
    }
    #expect(states.starts(with: [.rollingBack, .paused, .running]))
  }

  @Test("without a step it goes back to before the runs, and estimates anew")
  func toTheBeginning() throws {
    var crew = finished()
    _ = try back(&crew, to: nil)
    _ = crew.control(TaskControl(task: "back", verb: .resume), id: "back")
    #expect(crew.outbox.contains { $0.key.step == "estimate.native" })
    #expect(!crew.outbox.contains { $0.key.step == "design" })
    crew.answerAll()
    #expect(crew.reports.last?.status == .completed)
  }

  @Test("the record that was gone back in stays as it was, and one can go forward in it again")
  func undone() throws {
    var crew = finished()
    let before = try record(crew).report
    _ = try back(&crew, to: "design")
    let after = try record(crew)
    #expect(after.report == before)
    #expect(try Rollback(after, to: "verify.native").carried.map(\.step).contains("run.native"))
  }

  @Test("a step that is not finished, and a task that did nothing, are refused with what there is")
  func refused() throws {
    let crew = finished()
    let old = try record(crew)
    let error = #expect(throws: ProximaError.self) { try Rollback(old, to: "fly") }
    #expect(error?.remedy.contains("run.native") == true)
    let empty = TaskRecord(id: old.id, submission: old.submission)
    #expect(throws: ProximaError.self) { try Rollback(empty, to: nil) }
  }
}
