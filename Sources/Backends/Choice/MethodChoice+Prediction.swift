import Core
import Glibc

extension MethodChoice {
  /// Seconds and bytes of `entry` for this circuit; methods here add no error of their own but for truncation, which the
  /// run reports.
  public func prediction(_ entry: BackendManifest.MethodEntry) -> Prediction {
    let shots = Double(max(1, request.shots))
    let cost = costs[entry.method]
    let many = Double(max(0, sampled(entry) - MeasuredCosts.usualShots)) * (cost.shot ?? MeasuredCosts.usualShot)
    let seconds = cost.run + work(entry) * cost.amplitude + many + shots * Double(traits.qubits) * 1e-8
    return Prediction(seconds: min(seconds, 1e12), bytes: Int(min(bytes(entry) + 64e6, 4e18)), error: 0)
  }

  /// Whether each shot is a run of its own.
  private var isRepeated: Bool { traits.noise != .none || traits.hasMidCircuit || traits.hasReset }

  /// How many times one amplitude goes through one gate; for a tableau and for tensors, the like.
  public func work(_ entry: BackendManifest.MethodEntry) -> Double {
    let n = Double(traits.qubits), gates = Double(max(1, traits.gates)), shots = Double(max(1, request.shots))
    switch entry.method {
    case .densityMatrix: return gates * pow(4, n) * 3
    case .stabilizer: return gates * n + shots * n * (isRepeated ? gates : n) / 8
    case .mps:
      let bond = bond
      // However small its tensors, a gate contracts and splits them.
      return gates * (bond * bond * bond + 4096) * (isRepeated ? shots : 1) + shots * n * bond * bond
    case .lowRank: return gates * pow(2, n) * min(pow(2, n), 64)
    default: return gates * pow(2, n) * (isRepeated ? shots : 1)
    }
  }

  /// How many shots are drawn from one state; 0 where each is a run of its own, or is in the work.
  public func sampled(_ entry: BackendManifest.MethodEntry) -> Int {
    switch entry.method {
    case .statevector: isRepeated ? 0 : request.shots
    case .densityMatrix, .lowRank: request.shots
    default: 0
    }
  }

  private func bytes(_ entry: BackendManifest.MethodEntry) -> Double {
    let n = Double(traits.qubits), each = request.precision == .single ? 8.0 : 16.0
    switch entry.method {
    case .densityMatrix: return each * pow(4, n) * 2
    case .stabilizer: return n * n / 2 + Double(max(1, request.shots)) * n / 8
    case .mps: return n * bond * bond * 32
    case .lowRank: return each * pow(2, n) * min(pow(2, n), 64) * 4
    default: return each * pow(2, n) * 2
    }
  }

  /// The bond dimension that is reckoned with: as large as the width and the gates that cross a cut allow, at most 256.
  private var bond: Double {
    let crossings = Double(min(8, traits.crossings?.max() ?? 8))
    return min(pow(2, (Double(traits.qubits) / 2).rounded(.down)), pow(2, crossings))
  }
}
