import Core
import Executors
import Simulator
import Synchronization
import Testing

@Suite("What ends a run that does not look at its abort")
struct StopGuardTests {
  /// Bodies that wait for their time, which the test makes come, and how often the process would have ended.
  private final class Scene: Sendable {
    let waiting = Mutex<[(seconds: Double, body: @Sendable () -> Void)]>([])
    let ends = Atomic<Int>(0)

    func guarded(_ control: RunControl) -> StopGuard {
      StopGuard(
        control, later: { seconds, body in self.waiting.withLock { $0.append((seconds, body)) } },
        end: { self.ends.add(1, ordering: .relaxed) })
    }

    func letTimePass() { for (_, body) in waiting.withLock({ $0 }) { body() } }
  }

  /// A stage that computes until the test lets go of it, whatever anybody wants.
  private final class SlowStage: Sendable {
    private let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)
    private let isOpen = Atomic<Bool>(false)

    func run() async {
      await withCheckedContinuation { continuation in
        gate.withLock { $0 = continuation }
        if isOpen.load(ordering: .acquiring) { release() }
      }
    }

    func release() {
      isOpen.store(true, ordering: .releasing)
      gate.withLock { held -> CheckedContinuation<Void, Never>? in
        defer { held = nil }
        return held
      }?.resume()
    }
  }

  @Test("a stage that goes on after an abort ends with the process, within half a second")
  func stuck() async {
    let scene = Scene(), control = RunControl(), stage = SlowStage()
    let guarded = scene.guarded(control)
    let run = Task {
      await stage.run()
      guarded.finish()
    }
    #expect(scene.waiting.withLock { $0.isEmpty })
    control.abort()
    #expect(scene.waiting.withLock { $0.map(\.seconds) } == [StopGuard.grace])
    #expect(StopGuard.grace <= 0.5)
    scene.letTimePass()
    #expect(scene.ends.load(ordering: .relaxed) == 1)
    stage.release()
    await run.value
  }

  @Test("a stage that ended in time leaves the process alone")
  func inTime() async {
    let scene = Scene(), control = RunControl(), stage = SlowStage()
    let guarded = scene.guarded(control)
    let run = Task {
      await stage.run()
      guarded.finish()
    }
    control.abort()
    stage.release()
    await run.value
    scene.letTimePass()
    #expect(scene.ends.load(ordering: .relaxed) == 0)
  }

  @Test("a pause, a resumption and an abort after the end are none of its business")
  func calm() {
    let scene = Scene(), control = RunControl()
    let guarded = scene.guarded(control)
    control.pause()
    control.resume()
    guarded.finish()
    control.abort()
    scene.letTimePass()
    #expect(scene.ends.load(ordering: .relaxed) == 0)
  }

  @Test("an abort that was there before the work counts too")
  func early() {
    let scene = Scene(), control = RunControl()
    control.abort()
    let guarded = scene.guarded(control)
    scene.letTimePass()
    #expect(scene.ends.load(ordering: .relaxed) == 1)
    guarded.finish()
  }
}
