import Circuits
import Core
import Executors
import FoundationEssentials
import Simulator

/// How soon a native run of a large program ends after an abort, whatever it is at: reading, choosing, planning, simulating.
enum AbortLatency {
  private struct Answer: Encodable {
    /// Seconds from the start of the run to the abort, and from there to its end.
    var after: Double
    var latency: Double
    var code: String
  }

  static func run(_ arguments: [String]) async throws {
    let qubits = arguments.first.flatMap { Int($0) } ?? 22, gates = arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
    let text = program(qubits, gates)
    let time = SystemTime()
    let begin = time.now
    _ = try OpenQASM.parse(text)
    say("# \(qubits) qubits, \(gates) gates, \(text.utf8.count) bytes: read in \(time.now.seconds(since: begin)) s")
    let estimating = time.now
    let estimate = try await NativeExecutor().estimate(RunRequest(qasm: text, shots: 1000, seed: 7))
    say("# estimated in \(time.now.seconds(since: estimating)) s: \(estimate.method.rawValue), \(estimate.prediction.seconds) s")
    for after in [0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 4, 6, 8] {
      let control = RunControl()
      let run = Task { () -> String in
        do throws(ProximaError) {
          _ = try await NativeExecutor().run(RunRequest(qasm: text, shots: 1000, seed: 7), control: control, progress: { _ in })
          return "completed"
        } catch { return error.code }
      }
      try await Task.sleep(for: .seconds(after))
      let aborted = time.now
      control.abort()
      let code = await run.value
      say(try JSON.text(Answer(after: after, latency: time.now.seconds(since: aborted), code: code)))
    }
  }

  /// Random turns and entanglers, without structure that could be used.
  private static func program(_ qubits: Int, _ gates: Int) -> String {
    var numbers = SeededGenerator(seed: 1, stream: 0)
    var text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[\(qubits)];\ncreg c[\(qubits)];\n"
    for _ in 0..<gates {
      let first = Int(numbers.unit() * Double(qubits))
      let second = (first + 1 + Int(numbers.unit() * Double(qubits - 1))) % qubits
      text += numbers.unit() < 0.6
        ? "u3(\(numbers.unit()),\(numbers.unit()),\(numbers.unit())) q[\(first)];\n" : "cx q[\(first)],q[\(second)];\n"
    }
    return text + "measure q -> c;\n"
  }
}
