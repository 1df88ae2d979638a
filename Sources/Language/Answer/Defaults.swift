import Core

/// What is filled in where the request says nothing, so that it can be said.
enum Defaults {
  static let shots = 1_024

  static func fill(_ request: inout Request, lexicon: Lexicon) {
    switch request.intent {
    case .run, .compare, .sweep, .benchmark, .plan:
      if request.shots == nil, request.sweep?.parameter != "shots" { request.defaults["shots"] = .int(shots) }
      circuit(&request, lexicon)
      if request.intent == .compare, request.backends == nil, request.defaults["backends"] == nil {
        request.defaults["backends"] = ["all"]
      }
    case .generateCode, .optimize, .export: circuit(&request, lexicon)
    default: break
    }
  }

  private static func circuit(_ request: inout Request, _ lexicon: Lexicon) {
    guard let circuit = request.circuit, let family = lexicon.families[circuit.family] else { return }
    for (name, value) in family.defaults {
      if name == "qubits" {
        // A graph in a file has its own number of nodes.
        let isRead = circuit.parameters?["graph"]?.string?.contains(".") ?? false
        if circuit.qubits == nil, request.sweep?.parameter != "qubits", !isRead {
          request.defaults[name] = request.defaults[name] ?? value
        }
      } else if circuit.parameters?[name] == nil, request.sweep?.parameter != name {
        request.defaults[name] = value
      }
    }
    fit(&request, family, circuit.qubits ?? request.defaults["qubits"]?.int)
  }

  /// Defaults that depend on the width: a marked item or secret as long as the register.
  private static func fit(_ request: inout Request, _ family: Family, _ width: Int?) {
    if request.sweep?.parameter == "qubits" {
      // A string of one length cannot go with several widths; the family marks its last item by itself.
      for name in ["marked", "secret"] { request.defaults[name] = nil }
      return
    }
    guard let width, width > 0 else { return }
    if request.defaults["marked"] != nil { request.defaults["marked"] = .string(String(repeating: "1", count: width)) }
    if request.defaults["secret"] != nil {
      let pattern = Array("1011010111")
      request.defaults["secret"] = .string(String((0..<width).map { pattern[$0 % pattern.count] }))
    }
    if family.name == "surface_code", let distance = request.circuit?.parameters?["distance"],
      request.circuit?.parameters?["rounds"] == nil
    {
      request.defaults["rounds"] = distance
    }
  }
}
