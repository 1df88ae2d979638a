import Core

extension BackendManifest {
  /// The simulators of our own as the others are described, so that they can be weighed against them; nothing is started by it.
  public static func native(_ info: BackendInfo) -> BackendManifest {
    var costs = Costs()
    (costs.start, costs.run, costs.amplitude) = (0, 0.0005, 1e-9)
    let methods = info.methods.filter { $0 != .auto }.map { method in
      MethodEntry(method: method, qubits: width(method), noise: noise(method))
    }
    var conventions = Conventions()
    (conventions.counts, conventions.seedBits) = (.little, 64)
    return BackendManifest(
      name: BackendName.native, title: "Proxima's own simulators", folder: "", start: Start(script: "", requirements: []),
      methods: methods, gates: [], unitaries: 10, conventions: conventions, supports: Set(Feature.allCases), costs: costs)
  }

  private static func width(_ method: Method) -> Int {
    switch method {
    case .densityMatrix, .lowRank: 15
    case .stabilizer: 5000
    case .mps: 200
    default: 32
    }
  }

  private static func noise(_ method: Method) -> NoiseKind {
    switch method {
    case .statevector, .mps: .none
    case .stabilizer: .pauli
    default: .any
    }
  }
}
