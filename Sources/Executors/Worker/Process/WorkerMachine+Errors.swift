import Core
import Glibc

extension ProximaError {
  /// Somebody aborted the run.
  static let aborted = ProximaError("backend.aborted", "the run was aborted", exit: .interrupted)
}

extension WorkerMachine {
  /// What an error that a worker told means.
  static func error(_ answer: WireAnswer, _ backend: String) -> ProximaError {
    let message = answer.message ?? "no reason was given"
    return switch answer.code {
    case "refused":
      ProximaError(
        "backend.refused", "\(backend): \(message)", remedy: "use another method or backend", exit: .badInput)
    case "memory":
      ProximaError(
        "backend.out_of_memory", "\(backend) ran out of memory: \(message)",
        remedy: "use fewer qubits or another method", exit: .tryLater)
    default:
      ProximaError("backend.failed", "\(backend) failed: \(message)", remedy: "see `proxima logs`, or use another backend")
    }
  }

  /// What it means that a worker ended in the midst of a run.
  static func crash(_ status: Int32, _ backend: String) -> ProximaError {
    let signal = status & 0x7F
    if signal == SIGKILL {
      return ProximaError(
        "backend.killed", "the worker of \(backend) was killed, most likely because memory ran out",
        remedy: "use fewer qubits or another method; it is started anew for the next run")
    }
    let how = signal != 0 ? "by signal \(signal)" : "with exit \(status >> 8 & 0xFF)"
    return ProximaError(
      "backend.crashed", "the worker of \(backend) ended \(how) in the midst of a run",
      remedy: "try again, or use another backend; it is started anew for the next run")
  }

  /// The beginning of `text` for a message, without control characters.
  static func quoted(_ text: String) -> String {
    let clean = text.unicodeScalars.prefix(60).map { $0.value < 32 || $0.value == 127 ? "." : String($0) }.joined()
    return "\"\(clean)\(text.unicodeScalars.count > 60 ? "…" : "")\""
  }
}
