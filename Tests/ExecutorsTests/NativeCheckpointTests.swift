import Core
import Executors
import FoundationEssentials
import Simulator
import Synchronization
import Testing

/// The native executor's paused runs: on disk while they wait, gone when they end.
@Suite struct NativeCheckpointTests {
  private let executor = NativeExecutor()
  private let folder = FileManager.default.temporaryDirectory.path + "/proxima-native-\(UUID().uuidString)/task"

  private var request: RunRequest {
    var text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[17];\ncreg c[17];\n"
    for layer in 0..<6 {
      for qubit in 0..<17 { text += "u3(0.\(1 + layer),0.\(1 + qubit % 8),0.7) q[\(qubit)];\n" }
      for qubit in 0..<16 { text += "cx q[\(qubit)],q[\(qubit + 1)];\n" }
    }
    return RunRequest(qasm: text + "measure q -> c;\n", method: .statevector, shots: 300, seed: 5)
  }

  private var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }

  @Test("work that is taken back while paused leaves its checkpoint, and done again it gives the same counts")
  func takenBack() async throws {
    let control = RunControl(checkpoints: folder)
    let (told, tell) = AsyncStream.makeStream(of: String.self)
    control.onNotice { tell.yield($0) }
    let (executor, request) = (executor, request)
    let work = Task { try await executor.run(request, control: control) { if $0 > 0.3 { control.pause() } } }
    for await sentence in told where sentence.hasPrefix("paused;") { break }
    #expect(files.count == 1)
    work.cancel()
    await #expect(throws: ProximaError.self) { try await work.value }
    #expect(files.count == 1)
    let next = RunControl(checkpoints: folder)
    let heard = Mutex<[String]>([])
    next.onNotice { sentence in heard.withLock { $0.append(sentence) } }
    let result = try await executor.run(request, control: next) { _ in }
    #expect(heard.withLock { $0.contains { $0.hasPrefix("goes on from the checkpoint") } })
    #expect(try await result.counts == executor.run(request).counts)
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("a run that somebody aborts for good leaves nothing")
  func aborted() async throws {
    let control = RunControl(checkpoints: folder)
    control.onNotice { if $0.hasPrefix("paused;") { control.abort() } }
    await #expect(throws: ProximaError.self) {
      try await executor.run(request, control: control) { if $0 > 0.3 { control.pause() } }
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }
}
