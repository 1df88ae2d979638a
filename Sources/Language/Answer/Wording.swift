import Core

/// Names and numbers as English says them.
enum Wording {
  static func number(_ value: Double) -> String {
    guard let whole = Int(exactly: value) else { return "\(value)" }
    let digits = String(abs(whole))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (whole < 0 ? "-" : "") + text
  }

  static func list(_ words: [String], _ joint: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(joint) " + last
  }

  static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// "A" or "An", as `title` is spoken.
  static func article(_ title: String) -> String {
    guard let first = title.first else { return "A" }
    if title.hasPrefix("HHL") { return "An" }
    return "aeioAEIO".contains(first) ? "An" : "A"
  }

  static func channel(_ channel: NoiseChannel) -> String {
    switch channel {
    case .readout: "readout error"
    case .thermal: "thermal relaxation"
    case .depolarizing: "depolarizing noise"
    case .bitFlip: "bit-flip noise"
    case .phaseFlip: "phase-flip noise"
    case .amplitudeDamping: "amplitude damping"
    case .phaseDamping: "phase damping"
    case .pauli: "Pauli noise"
    case .kraus: "noise by Kraus operators"
    }
  }

  static func method(_ method: Method) -> String {
    switch method {
    case .auto: "the best method"
    case .statevector: "the statevector method"
    case .densityMatrix: "the density matrix method"
    case .stabilizer: "the stabilizer method"
    case .mps: "matrix product states"
    case .lowRank: "the low-rank method"
    case .trajectories: "quantum trajectories"
    }
  }

  static func backend(_ name: String) -> String {
    let parts = name.split(separator: ":").map(String.init)
    let title: String =
      switch parts.first ?? name {
      case "native": "the native simulator"
      case "aer": "Qiskit Aer"
      case "cirq": "Cirq"
      case "lret": "LRET"
      case "qsim": "qsim"
      case "stim": "Stim"
      case "quest": "QuEST"
      case "pennylane": "PennyLane"
      case "all": "all backends"
      default: parts.first ?? name
      }
    guard parts.count > 1, let method = Method(rawValue: parts[1]) else { return title }
    return "\(title) (\(Wording.method(method)))"
  }
}
