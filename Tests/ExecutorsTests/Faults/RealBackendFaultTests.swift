import Backends
import Circuits
import Core
import FoundationEssentials
import Glibc
import Simulator
import TestKit
import Testing

@testable import Executors

/// Abort, pause, crash and want of memory of each real backend: the run ends as it should, and the next one works.
@Suite(.serialized, .enabled(if: !RealBackends.names.isEmpty, "PROXIMA_TEST_PYTHON names no backend")) struct RealBackendFaultTests {
  /// Workers of these tests alone: what they kill must not be at work for another suite.
  private static let executors = RealBackends.started()

  /// Work of many seconds for `name`.
  private static func long(_ name: String, _ manifest: BackendManifest) throws -> RunRequest {
    let clifford = manifest.entry(.statevector) == nil
    let qubits = clifford ? 300 : 23
    var circuit = Circuit(qubits: qubits)
    for layer in 0..<(clifford ? 40 : 60) {
      for qubit in 0..<qubits {
        if clifford { circuit.append(.h, [], qubit) } else { circuit.append(.u, [0.3 + Double(qubit + layer), 0.2, 0.1], qubit) }
      }
      for qubit in stride(from: layer % 2, to: qubits - 1, by: 2) { circuit.append(.cx, [], qubit, qubit + 1) }
    }
    var request = RunRequest(
      qasm: try OpenQASM.write2(circuit), backend: name, method: clifford ? .stabilizer : .statevector,
      shots: clifford ? 1 << 20 : 10, seed: 1, threads: 1)
    if clifford { request.noise = [NoiseEntry(channel: .depolarizing, probability: 0.01)] }
    return request
  }

  private static func bell(_ name: String) -> RunRequest {
    RunRequest(
      qasm: "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;", backend: name,
      shots: 100, seed: 1, threads: 1)
  }

  /// The long run under way on a warm worker; its error is what the task ends with.
  private func begun(_ name: String, _ control: RunControl) async throws -> (WorkerExecutor, Int32, Task<ProximaError?, Never>) {
    let executor = try #require(Self.executors[name])
    _ = try await executor.run(Self.bell(name))
    let pid = executor.workerPID
    let before = Self.processor(pid)
    let request = try Self.long(name, executor.manifest)
    let task = Task { () -> ProximaError? in
      do throws(ProximaError) {
        _ = try await executor.run(request, control: control, progress: { _ in })
        return nil
      } catch { return error }
    }
    try await eventually("\(name) is at work") { Self.processor(pid) > before + 20 }
    return (executor, pid, task)
  }

  /// Ticks of processor time that a process has had.
  private static func processor(_ pid: Int32) -> Int {
    let fields = stat(pid)
    return fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
  }

  /// The fields of /proc/PID/stat after the name, the state first; empty where there is none.
  private static func stat(_ pid: Int32) -> [Substring] {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    return text.lastIndex(of: ")").map { text[text.index(after: $0)...].split(separator: " ") } ?? []
  }

  private static func isGone(_ pid: Int32) -> Bool { stat(pid).first.map { $0 == "Z" } ?? true }

  private func works(_ executor: WorkerExecutor) async throws {
    let run = try await executor.run(Self.bell(executor.backend))
    #expect(run.counts.values.reduce(0, +) == 100)
  }

  @Test("an aborted run ends, its process is gone, and the next run works", arguments: RealBackends.names)
  func abort(_ name: String) async throws {
    let control = RunControl()
    let (executor, pid, task) = try await begun(name, control)
    control.abort()
    #expect(await task.value?.code == "backend.aborted")
    try await eventually("the process of \(name) is gone") { Self.isGone(pid) }
    try await works(executor)
  }

  @Test("a paused run stands still and can be aborted as it stands", arguments: RealBackends.names)
  func pause(_ name: String) async throws {
    let control = RunControl()
    let (executor, pid, task) = try await begun(name, control)
    control.pause()
    try await eventually("\(name) is stopped") { Self.stat(pid).first == "T" }
    control.resume()
    try await eventually("\(name) goes on") { Self.stat(pid).first != "T" }
    control.pause()
    try await eventually("\(name) is stopped again") { Self.stat(pid).first == "T" }
    control.abort()
    #expect(await task.value?.code == "backend.aborted")
    try await works(executor)
  }

  @Test("a crash fails that run alone", arguments: RealBackends.names)
  func crash(_ name: String) async throws {
    let (executor, pid, task) = try await begun(name, RunControl())
    kill(pid, SIGSEGV)
    #expect(await task.value?.code == "backend.crashed")
    try await works(executor)
  }

  @Test("a run that finds no memory fails, and the next one works", arguments: RealBackends.names)
  func memory(_ name: String) async throws {
    let executor = try #require(Self.executors[name])
    try await works(executor)
    let pid = executor.workerPID
    let text = (try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8)) ?? ""
    let pages = try #require(text.split(separator: " ").first.flatMap { UInt($0) })
    let bytes = pages * 4096 + (48 << 20)
    let limited = Command.run(
      "/usr/bin/prlimit", ["--pid", "\(pid)", "--as=\(bytes)"], environment: [:], seconds: 10, stderr: false)
    try #require(limited.status == 0)
    let error = await #expect(throws: ProximaError.self) { try await executor.run(try Self.long(name, executor.manifest)) }
    // Whoever asks for memory in its own words is refused; whoever falls over it crashes.
    let codes = ["backend.out_of_memory", "backend.crashed", "backend.killed", "backend.failed", "backend.refused"]
    #expect(codes.contains(error?.code ?? ""), "\(name): \(error?.code ?? "")")
    if executor.workerPID == pid { kill(pid, SIGKILL) }
    try await eventually("the process with the limit is gone") { Self.isGone(pid) && executor.workerPID != pid }
    try await works(executor)
  }
}
