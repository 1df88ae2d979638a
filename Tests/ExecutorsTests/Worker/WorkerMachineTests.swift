import Core
import Testing

@testable import Executors

@Suite struct WorkerMachineTests {
  private var machine = WorkerMachine(backend: "demo")
  private let start = Instant(nanoseconds: 1_000_000_000)
  private let hello = #"{"kind":"hello","protocol":1,"name":"demo","version":"2"}"#

  private mutating func at(_ seconds: Double, _ event: WorkerMachine.Event) -> [WorkerMachine.Action] {
    machine.handle(event, now: start.advanced(by: seconds))
  }

  private static func code(_ actions: [WorkerMachine.Action]) -> String? {
    for case .finish(.failure(let error)) in actions { return error.code }
    return nil
  }

  @Test("a run starts the worker, is written after its greeting, and ends with its answer; the worker stays")
  mutating func oneRun() {
    #expect(at(0, .submit(line: "L", id: "a")) == [.start])
    #expect(at(1, .line(hello)) == [.write("L")])
    #expect(machine.version == "2")
    #expect(at(2, .line(#"{"id":"a","kind":"progress","fraction":0.5}"#)) == [.progress(0.5)])
    let end = at(3, .line(#"{"id":"a","kind":"result","shots":5}"#))
    guard case .finish(.success(let answer))? = end.first else { Issue.record("no answer"); return }
    #expect(answer.shots == 5)
    #expect(at(4, .submit(line: "M", id: "b")) == [.write("M")])
  }

  @Test("garbage, a foreign run and an unasked word end the worker and the run")
  mutating func broken() {
    for line in ["Traceback", #"{"id":"z","kind":"result"}"#, #"{"id":"a","kind":"hello"}"#] {
      machine = WorkerMachine(backend: "demo")
      _ = at(0, .submit(line: "L", id: "a"))
      _ = at(1, .line(hello))
      let actions = at(2, .line(line))
      #expect(actions.first == .kill)
      #expect(Self.code(actions) == "backend.protocol")
      #expect(at(3, .submit(line: "M", id: "b")) == [.start])
    }
  }

  @Test("another backend's worker, or one of another protocol, is refused")
  mutating func foreign() {
    for greeting in [#"{"kind":"hello","protocol":1,"name":"other"}"#, #"{"kind":"hello","protocol":2,"name":"demo"}"#] {
      machine = WorkerMachine(backend: "demo")
      _ = at(0, .submit(line: "L", id: "a"))
      #expect(Self.code(at(1, .line(greeting))) == "backend.protocol")
    }
  }

  @Test("a worker that does nothing is ended, one that computes is not")
  mutating func hanging() {
    _ = at(0, .submit(line: "L", id: "a"))
    _ = at(1, .line(hello))
    for second in 2...200 { #expect(at(Double(second), .tick(processor: Double(second))).isEmpty) }
    #expect(at(230, .tick(processor: 200)).isEmpty)
    #expect(Self.code(at(262, .tick(processor: 200))) == "backend.hung")
  }

  @Test("one that never greets is ended")
  mutating func mute() {
    _ = at(0, .submit(line: "L", id: "a"))
    #expect(at(100, .tick(processor: 1)).isEmpty)
    let actions = at(181, .tick(processor: 2))
    #expect(actions.first == .kill)
    #expect(Self.code(actions) == "backend.hung")
  }

  @Test("what was written just before a pause counts, and the worker goes on")
  mutating func lastWords() {
    _ = at(0, .submit(line: "L", id: "a"))
    #expect(at(0.5, .pause) == [.stopGroup], "also while it starts")
    #expect(at(400, .tick(processor: 0)).isEmpty)
    #expect(at(401, .resume) == [.continueGroup])
    _ = at(402, .line(hello))
    _ = at(403, .pause)
    #expect(at(403, .line(#"{"id":"a","kind":"result","shots":5}"#)).first == .continueGroup)
    #expect(at(404, .submit(line: "M", id: "b")) == [.write("M")])
  }

  @Test("a pause stops the group and the clock, an abort kills")
  mutating func control() {
    _ = at(0, .submit(line: "L", id: "a"))
    _ = at(1, .line(hello))
    #expect(at(2, .pause) == [.stopGroup])
    #expect(at(500, .tick(processor: 0)).isEmpty)
    #expect(at(501, .resume) == [.continueGroup])
    #expect(at(502, .tick(processor: 0)).isEmpty)
    #expect(at(503, .abort) == [.kill, .finish(.failure(.aborted))])
    #expect(at(504, .abort).isEmpty)
  }

  @Test("a worker that dies fails the run and says how; one that is killed points at memory")
  mutating func death() {
    for (status, code) in [(Int32(9), "backend.killed"), (Int32(11), "backend.crashed"), (Int32(3 << 8), "backend.crashed")] {
      machine = WorkerMachine(backend: "demo")
      _ = at(0, .submit(line: "L", id: "a"))
      _ = at(1, .line(hello))
      #expect(Self.code(at(2, .ended(status: status))) == code)
    }
    machine = WorkerMachine(backend: "demo")
    #expect(at(0, .ended(status: 0)).isEmpty)
  }
}
