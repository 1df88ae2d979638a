import Core

/// What the simulator refuses, and what interrupted it.
public struct SimulatorError: ProximaErrorConvertible, Hashable, Sendable, CustomStringConvertible {
  /// A stable dotted code, such as `simulator.too_large`.
  public var code: String
  public var message: String
  public var remedy: String
  public var exit: ExitCode

  package init(_ code: String, _ message: String, remedy: String = "", exit: ExitCode = .badInput) {
    self.code = code.contains(".") ? code : "simulator." + code
    self.message = message
    self.remedy = remedy
    self.exit = exit
  }

  public var description: String { "\(message) [\(code)]" }

  /// The same, as commands and other processes see it.
  public var proxima: ProximaError { ProximaError(code, message, remedy: remedy, exit: exit) }
}

extension SimulatorError {
  /// More memory than there is: 75 where it may be free later, 69 where this machine never has it.
  static func tooLarge(_ what: String = "a state vector", qubits: Int, needed: Int?, free: Int, total: Int) -> SimulatorError {
    let size = needed.map { "\($0) bytes" } ?? "more bytes than can be addressed"
    let never = needed.map { $0 > total } ?? true
    return SimulatorError(
      "too_large", "\(what) of \(qubits) qubits needs \(size), and \(free) are free",
      remedy: never
        ? "use fewer qubits, single precision, or another method" : "free some memory, use single precision, or try again later",
      exit: never ? .unavailable : .tryLater)
  }

  static func unsupportedGate(_ what: String, limit: String) -> SimulatorError {
    SimulatorError("unsupported_gate", "\(what): matrices go up to \(limit)", remedy: "decompose it")
  }

  /// Somebody aborted the run.
  package static let aborted = SimulatorError("aborted", "the simulation was aborted", exit: .interrupted)

  /// Throws where nobody wants what is computed any more; for stages that hold no `RunControl`.
  static func checkWanted() throws(SimulatorError) { if Interruption.isWished { throw .aborted } }

  static func notExact(_ why: String) -> SimulatorError {
    SimulatorError("not_exact", "exact values are not defined here: \(why)", remedy: "ask for shots")
  }

  package static func noise(_ message: String, remedy: String = "") -> SimulatorError {
    SimulatorError("noise", message, remedy: remedy)
  }
}
