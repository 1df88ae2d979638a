import Core

/// "same but with 8 qubits": what an earlier request said holds where the new one says nothing.
enum FollowUp {
  /// The earlier request that a new one leans on.
  static func last(_ previous: [Request]) -> Request? {
    previous.last { $0.circuit != nil && $0.intent != .unclear }
  }

  static func merge(_ request: inout Request, _ previous: [Request]) {
    guard let last = last(previous) else { return }
    merge(circuit: &request.circuit, last)
    let swept = request.sweep?.parameter ?? last.sweep?.parameter
    if request.circuit?.qubits != last.circuit?.qubits, swept == "qubits", request.sweep == nil {
      // A size that is given now replaces the sweep over sizes.
    } else if request.shots != nil, swept == "shots", request.sweep == nil {
    } else if request.noise != nil || request.defaults["noise"] != nil, swept == "noise", request.sweep == nil {
    } else {
      request.sweep = request.sweep ?? last.sweep
    }
    request.shots = request.shots ?? last.shots
    request.seed = request.seed ?? last.seed
    request.method = request.method ?? last.method
    if request.noise == nil, request.defaults["noise"] == nil {
      request.noise = last.noise
      request.defaults["noise"] = last.noise == nil ? last.defaults["noise"] : nil
    }
    request.observables = request.observables ?? last.observables
    if request.backends == nil, request.defaults["backends"] == nil { request.backends = last.backends }
    for (name, value) in last.defaults where request.defaults[name] == nil && isOpen(name, request) {
      request.defaults[name] = value
    }
  }

  private static func isOpen(_ name: String, _ request: Request) -> Bool {
    switch name {
    case "shots": request.shots == nil
    case "qubits": request.circuit?.qubits == nil
    case "noise": false
    case "backends": request.backends == nil
    case "marked", "secret": request.circuit?.qubits == nil && request.circuit?.parameters?[name] == nil
    default: request.circuit?.parameters?[name] == nil
    }
  }

  private static func merge(circuit: inout CircuitRequest?, _ last: Request) {
    guard let old = last.circuit else { return }
    guard let new = circuit else {
      circuit = old
      return
    }
    guard new.family == Request.previousFamily || new.family == old.family else { return }
    var merged = old
    if let qubits = new.qubits, qubits != old.qubits {
      merged.qubits = qubits
      merged.parameters?["marked"] = nil
      merged.parameters?["secret"] = nil
    }
    for (name, value) in new.parameters ?? [:] {
      merged.parameters = (merged.parameters ?? [:]).merging([name: value]) { $1 }
    }
    if merged.parameters?.isEmpty == true { merged.parameters = nil }
    circuit = merged
  }
}
