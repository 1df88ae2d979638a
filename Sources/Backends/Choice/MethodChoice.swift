import Core
import Glibc

/// By which of its methods a backend runs a circuit, and what that takes.
public struct MethodChoice: Sendable {
  let manifest: BackendManifest
  let traits: CircuitTraits
  let request: RunRequest
  let costs: MeasuredCosts

  /// `request` says which method, shots, precision and observables; its program is what `traits` says.
  public init(manifest: BackendManifest, traits: CircuitTraits, request: RunRequest, costs: MeasuredCosts) {
    self.manifest = manifest
    self.traits = traits
    self.request = request
    self.costs = costs
  }

  /// The entry of `request.method`, or with `auto` the fastest that fits; throws what keeps it from running.
  public func entry() throws(ProximaError) -> BackendManifest.MethodEntry {
    try checkFeatures()
    if request.method != .auto {
      guard let entry = manifest.entry(request.method) else {
        throw ProximaError(
          "backend.method", "the backend `\(manifest.name)` has no method `\(request.method.rawValue)`",
          remedy: "use one of: " + manifest.allMethods.map(\.rawValue).joined(separator: ", "), exit: .unavailable)
      }
      if let problem = problem(entry) { throw problem }
      return entry
    }
    let possible = manifest.methods.filter { problem($0) == nil }
    let best = possible.min { prediction($0).seconds < prediction($1).seconds }
    if let best { return best }
    let reasons = manifest.methods.compactMap { entry in problem(entry).map { "\(entry.method.rawValue): \($0.message)" } }
    throw ProximaError(
      "backend.no_method", "\(manifest.name) has no method for this circuit: " + reasons.joined(separator: "; "),
      remedy: "use another backend", exit: .badInput)
  }

  /// What keeps `entry` from running it; nil where nothing does.
  private func problem(_ entry: BackendManifest.MethodEntry) -> ProximaError? {
    let method = entry.method.rawValue
    func refused(_ message: String, _ remedy: String) -> ProximaError {
      ProximaError("backend.cannot", message, remedy: remedy, exit: .badInput)
    }
    if traits.qubits > entry.qubits {
      return ProximaError(
        "backend.too_wide", "the method `\(method)` of \(manifest.name) goes up to \(entry.qubits) qubits, and this has \(traits.qubits)",
        remedy: "use fewer qubits, another method or another backend", exit: .unavailable)
    }
    if entry.method == .stabilizer, !traits.isClifford {
      return refused("the circuit has gates outside the Clifford group", "use the method `auto`")
    }
    switch (entry.noise, traits.noise) {
    case (.none, .pauli), (.none, .any):
      return refused("the method `\(method)` of \(manifest.name) takes no noise between gates", "use the method `auto`")
    case (.pauli, .any):
      return refused("the method `\(method)` of \(manifest.name) takes Pauli noise alone", "use the method `auto`")
    default: break
    }
    if entry.method == .trajectories, request.shots == 0 {
      return refused("trajectories give no exact values", "ask for shots")
    }
    if [.mps, .stabilizer].contains(entry.method), traits.noise != .none, request.shots == 0 {
      return refused("with noise the method `\(method)` gives no exact values", "ask for shots, or use `density_matrix`")
    }
    if entry.method == .trajectories, traits.noise == .none, request.method == .auto {
      return refused("nothing random acts between the gates", "use the method `statevector`")
    }
    return nil
  }

  private func checkFeatures() throws(ProximaError) {
    func need(_ feature: BackendManifest.Feature, _ needed: Bool, _ what: String) throws(ProximaError) {
      guard needed, !manifest.supports.contains(feature) else { return }
      throw ProximaError(
        "backend.unsupported", "\(manifest.name) has no \(what)", remedy: "use another backend, such as native", exit: .badInput)
    }
    if let what = traits.unsupported {
      throw ProximaError(
        "backend.unsupported", "\(manifest.name) is not given \(what)", remedy: "use the backend native", exit: .badInput)
    }
    try need(.midCircuit, traits.hasMidCircuit, "measurements before the end")
    try need(.reset, traits.hasReset, "reset")
    try need(.conditions, traits.hasConditions, "gates that depend on measurements")
    try need(.readout, traits.hasMidCircuitReadoutErrors, "readout errors of measurements before the end")
    try need(.confusion, traits.hasMidCircuitConfusion, "readout errors that differ for 0 and 1 before the end")
    try need(.operators, traits.hasNoiseOperators, "noise by Kraus operators or by Pauli products on several qubits")
    if traits.noiseQubits > manifest.noiseQubits {
      throw ProximaError(
        "backend.unsupported",
        "\(manifest.name) takes noise on \(manifest.noiseQubits) qubits together, and here a channel acts on \(traits.noiseQubits)",
        remedy: "use another backend, such as native", exit: .badInput)
    }
    try need(.single, request.precision == .single, "single precision")
    try need(.exact, request.shots == 0, "values without shots")
    try need(.expectations, !request.observables.isEmpty, "expectation values")
    if request.shots == 0, traits.hasMidCircuit || traits.hasReset || traits.hasConditions {
      throw ProximaError(
        "simulator.not_exact", "exact values are not defined here: the circuit measures or resets before its end",
        remedy: "ask for shots", exit: .badInput)
    }
  }
}
