import Core
import Simulator

/// Something that runs circuits: the simulators of this program, a Python package behind a worker, a program of its own.
///
/// An executor is asked in this order: `validate` (may this request be run here at all?), `estimate` (what will it cost,
/// by which method?), `run`. All three answer for the same request alike, and none of them changes the request.
public protocol CircuitExecutor: Sendable {
  /// The backend's name in the contract, such as `native` or `aer`.
  var backend: String { get }

  /// What it is and whether it is there: never throws, an absent backend says so and how to get it.
  func identify() async -> BackendInfo

  /// Throws what keeps `request` from being run here: malformed text, an unsupported gate, noise or method.
  func validate(_ request: RunRequest) async throws(ProximaError)

  /// The method that `request` would be run by, seconds and bytes; throws where `validate` would.
  func estimate(_ request: RunRequest) async throws(ProximaError) -> Estimate

  /// Runs `request`. `progress` hears the fraction done, 0 to 1, at most once a percent and from any thread; `control`
  /// pauses, resumes or aborts, the last within 100 ms. Throws instead of returning a partial result.
  func run(
    _ request: RunRequest, control: RunControl, progress: @escaping @Sendable (Double) -> Void
  ) async throws(ProximaError) -> Run
}

extension CircuitExecutor {
  /// Runs `request` where nobody watches.
  public func run(_ request: RunRequest) async throws(ProximaError) -> Run {
    try await run(request, control: RunControl(), progress: { _ in })
  }
}

extension RunRequest {
  /// A program without a single qubit: nothing in it can be run.
  var declaresNoQubits: ProximaError {
    ProximaError(
      "circuit.empty", "\(name):1:1: the program declares no qubits", remedy: "declare some: `qreg q[2];` or `qubit[2] q;`",
      exit: .badInput)
  }
}
