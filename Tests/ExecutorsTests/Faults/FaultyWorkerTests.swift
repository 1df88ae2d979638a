import Backends
import Core
import FoundationEssentials
import Glibc
import Simulator
import TestKit
import Testing

@testable import Executors

/// A backend of the owner's own folder whose worker does what no worker should.
@Suite(.serialized) struct FaultyWorkerTests {
  private let scratch: TestHome
  private let folder: String
  private let library: BackendLibrary
  private let executor: WorkerExecutor

  init() throws {
    scratch = try TestHome()
    folder = scratch.home.config + "/backends/mine"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Peers.folder + "/faulty_worker.py", toPath: folder + "/faulty.py")
    let manifest = """
      schema: 1
      name: faulty
      start: {kind: python, script: faulty.py}
      methods:
        statevector: {qubits: 20}
      gates: [h, cx, u]
      """
    try Data(manifest.utf8).write(to: URL(filePath: folder + "/backend.yaml"))
    let library = BackendLibrary(BackendPlaces(home: scratch.home, environment: scratch.environment))
    self.library = library
    executor = WorkerExecutor(try #require(library["faulty"]), library: library)
  }

  private func request(_ seed: UInt64) -> RunRequest {
    RunRequest(
      qasm: "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;",
      backend: "faulty", shots: 100, seed: seed)
  }

  private func end() {
    executor.close()
    scratch.remove()
  }

  private static func isAlive(_ pid: Int32) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
    return !text.contains(") Z ")
  }

  @Test("a folder with a manifest and a script is a backend, without a change in Swift")
  func ownBackend() async throws {
    defer { end() }
    let run = try await executor.run(request(100))
    #expect(run.backend == "faulty")
    #expect(run.backendVersion == "1.0")
    #expect(run.counts == ["00": 100])
    #expect(await executor.identify().available)
    let first = executor.workerPID
    _ = try await executor.run(request(101))
    #expect(executor.workerPID == first, "the worker stays warm")
  }

  @Test(
    "garbage, another run's answer, wrong shots, missing or malformed counts are never accepted",
    arguments: [(1, "backend.protocol"), (5, "backend.protocol"), (6, "backend.protocol"), (7, "backend.protocol"),
      (8, "backend.protocol"), (10, "backend.protocol"), (12, "backend.protocol"), (11, "backend.out_of_memory")])
  func wrongAnswers(_ seed: Int, _ code: String) async throws {
    defer { end() }
    let error = await #expect(throws: ProximaError.self) { try await executor.run(request(UInt64(seed))) }
    #expect(error?.code == code)
    #expect(try await executor.run(request(100)).counts == ["00": 100], "the next run works")
  }

  @Test("a worker that dies, is killed or forks fails its run alone; nothing of it stays behind", arguments: [3, 4, 9])
  func deaths(_ seed: Int) async throws {
    defer { end() }
    let error = await #expect(throws: ProximaError.self) { try await executor.run(request(UInt64(seed))) }
    #expect(error?.code == (seed == 9 ? "backend.killed" : "backend.crashed"))
    if seed == 4 { #expect(error?.message.contains("out of luck") == true) }
    if seed == 3 {
      let text = try String(contentsOfFile: folder + "/child.pid", encoding: .utf8)
      let child = try #require(Int32(text))
      try await eventually("the grandchild is gone") { !Self.isAlive(child) }
    }
    #expect(executor.workerPID == 0)
    #expect(try await executor.run(request(100)).counts == ["00": 100])
  }

  @Test("a worker that hangs is ended")
  func hanging() async throws {
    defer { end() }
    var limits = WorkerMachine.Limits()
    limits.stall = 1
    let impatient = WorkerExecutor(executor.manifest, library: library, limits: limits)
    defer { impatient.close() }
    let error = await #expect(throws: ProximaError.self) { try await impatient.run(request(2)) }
    #expect(error?.code == "backend.hung")
    #expect(impatient.workerPID == 0)
  }

  @Test("a pause stops the process, an abort ends it, and the next run has a new one")
  func control() async throws {
    defer { end() }
    let patient = executor
    let control = RunControl()
    let wanted = request(2)
    let task = Task { () -> ProximaError? in
      do throws(ProximaError) {
        _ = try await patient.run(wanted, control: control, progress: { _ in })
        return nil
      } catch { return error }
    }
    try await eventually("the worker runs") { patient.workerPID != 0 }
    let pid = patient.workerPID
    func state() -> String {
      let text = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
      return String(text.split(separator: ")").last?.split(separator: " ").first ?? "")
    }
    try await eventually("it is stopped") {
      control.pause()
      return state() == "T"
    }
    control.resume()
    try await eventually("it goes on") { state() != "T" }
    control.abort()
    #expect(await task.value?.code == "backend.aborted")
    try await eventually("it is gone") { !Self.isAlive(pid) }
    #expect(try await patient.run(request(100)).counts == ["00": 100])
  }
}
