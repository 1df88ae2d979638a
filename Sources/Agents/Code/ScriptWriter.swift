import Circuits
import Core
import ScriptReview

/// Writes scripts that reproduce a circuit, and mends those that do not.
public struct ScriptWriter: Sendable {
  private let reviewer = ScriptReviewer(name: AgentName.codeExpert)

  public init() {}

  /// One artifact for each dialect that can say the circuit. Feedback needs no guessing: a script is derived from the
  /// program anew, and one whose fault the reader still sees is refused instead of delivered again.
  public func generate(_ request: CodeRequest) throws(ProximaError) -> CodeWork {
    let circuit = try Self.parse(request.qasm)
    var work = CodeWork(artifacts: [])
    for dialect in request.dialects {
      do throws(ProximaError) {
        let text = try write(circuit, request, dialect)
        let artifact = Artifact(
          kind: dialect.hasPrefix("qasm") ? .circuit : .code, dialect: dialect, sha256: SHA256.hexadecimal(text),
          by: AgentName.codeExpert, text: text)
        if let fault = fault(of: artifact, request) {
          work.refused[dialect] = "the script did not pass its author's own reading: \(fault)"
        } else {
          work.artifacts.append(artifact)
        }
      } catch {
        work.refused[dialect] = error.message
      }
    }
    return work
  }

  private func write(_ circuit: Circuit, _ request: CodeRequest, _ dialect: String) throws(ProximaError) -> String {
    let isScript = dialect == "qiskit" || dialect == "cirq"
    if isScript, request.noise.contains(where: \.isActive) {
      throw .notThereYet("noise in scripts for \(dialect)")
    }
    if isScript, request.shots < 1 { throw .notThereYet("scripts for exact values without shots") }
    let options = ScriptOptions(shots: request.shots, seed: request.seed)
    do throws(CircuitError) {
      switch dialect {
      case "qasm2": return try OpenQASM.write2(circuit)
      case "qasm3": return try OpenQASM.write3(circuit)
      case "qiskit": return try Qiskit.script(circuit, options: options)
      case "cirq": return try Cirq.script(circuit, options: options)
      default: throw CircuitError("code.dialect", "no dialect `\(dialect)`: qasm2, qasm3, qiskit and cirq are known")
      }
    } catch { throw error.proxima }
  }

  /// The first fault that the reader sees in a script of its own side; nil where there is none, or where the construct
  /// cannot be read back.
  private func fault(of artifact: Artifact, _ request: CodeRequest) -> String? {
    let review = try? reviewer.review(
      ReviewRequest(artifact: artifact, qasm: request.qasm, shots: request.shots, seed: request.seed, round: 1))
    return review?.comments.first.map { ($0.line.map { "line \($0): " } ?? "") + $0.text }
  }

  /// The script as it is where it passes review, otherwise one that does what the program does.
  public func mend(_ request: ReviewRequest) throws(ProximaError) -> CodeWork {
    if let review = try? reviewer.review(request), review.approved { return CodeWork(artifacts: [request.artifact]) }
    return try generate(
      CodeRequest(
        qasm: request.qasm, dialects: [request.artifact.dialect], shots: request.shots, seed: request.seed))
  }

  /// The script in the project's own form; refuses one that does not do what the program does.
  public func refactor(_ request: ReviewRequest) throws(ProximaError) -> CodeWork {
    let review = try reviewer.review(request)
    if let wrong = review.comments.first(where: { $0.criterion == "correctness" }) {
      throw ProximaError(
        "code.wrong_script", "the script does not do what the program does" + (wrong.line.map { ", line \($0)" } ?? "")
          + ": \(wrong.text)", remedy: "mend it first with fix_bugs", exit: .badInput)
    }
    return try generate(
      CodeRequest(
        qasm: request.qasm, dialects: [request.artifact.dialect], shots: request.shots, seed: request.seed))
  }

  private static func parse(_ qasm: String) throws(ProximaError) -> Circuit {
    do throws(CircuitError) { return try OpenQASM.parse(qasm) } catch { throw error.proxima }
  }
}
