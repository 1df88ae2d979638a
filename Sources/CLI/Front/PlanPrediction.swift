import Circuits
import Core
import Executors

/// Says what a plan would take on this machine, without a crew: the circuit is built, and the executor's own estimate asked.
enum PlanPrediction {
  /// Families whose circuits grow exponentially with their width: above this many qubits they are not built for a guess.
  private static let deep: Set<String> = ["grover", "phase_estimation", "shor", "quantum_counting"]
  private static let deepQubits = 12

  /// `plan` with the qubits of its program and what its runs would take; as it was where that cannot be said.
  static func fill(_ plan: Plan) async -> Plan {
    var plan = plan
    guard let wanted = plan.request.circuit, let programs = programs(wanted, plan.request) else { return plan }
    if wanted.qasm != nil, wanted.qubits == nil { plan.request.circuit?.qubits = programs.first?.qubits }
    guard plan.predicted == nil, plan.blockers.isEmpty, plan.request.sweep == nil,
      plan.selection?.backend == BackendName.native, (plan.request.backends ?? []).count <= 1
    else { return plan }
    var total = Prediction(seconds: 0, bytes: 0)
    for program in programs {
      guard let one = try? await NativeExecutor().estimate(request(program.qasm, plan)) else { return plan }
      total.seconds += one.prediction.seconds
      total.bytes = max(total.bytes, one.prediction.bytes)
      total.error = max(total.error, one.prediction.error)
    }
    if !programs.isEmpty { plan.predicted = total }
    return plan
  }

  private static func request(_ qasm: String, _ plan: Plan) -> RunRequest {
    let request = plan.request
    return RunRequest(
      qasm: qasm, name: "<plan>", backend: BackendName.native, method: plan.selection?.method ?? request.method ?? .auto,
      shots: request.shots ?? request.defaults["shots"]?.int ?? 0, seed: request.seed ?? 1, precision: .double, threads: 0,
      noise: request.effectiveNoise, observables: request.observables ?? [], label: nil)
  }

  /// The programs of the request's circuit; nil where it cannot be built or would take long.
  private static func programs(_ wanted: CircuitRequest, _ request: Request) -> [(qasm: String, qubits: Int)]? {
    if let qasm = wanted.qasm { return (try? OpenQASM.parse(qasm)).map { [(qasm, $0.qubitCount)] } }
    guard let family = CircuitFamily.named(wanted.family) else { return nil }
    let qubits = wanted.qubits ?? request.defaults["qubits"]?.int
    if deep.contains(family.name), (qubits ?? family.defaultSize) > deepQubits { return nil }
    guard let designs = try? family.designs(qubits: qubits, parameters: wanted.parameters ?? [:]) else { return nil }
    return designs.compactMap { design in
      let text = (try? OpenQASM.write2(design.circuit)) ?? (try? OpenQASM.write3(design.circuit))
      return text.map { ($0, design.circuit.qubitCount) }
    }
  }
}
