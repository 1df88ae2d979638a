import Backends
import Core
import Glibc

/// One run as a worker is asked for it.
struct WireRequest: Sendable {
  let id: String
  let method: Method
  let qubits: Int
  let shots: Int
  let seed: UInt64
  let precision: Precision
  let threads: Int
  let program: WireProgram
  let observables: String
  let observableCount: Int
  let wantsProbabilities: Bool
  let wantsState: Bool

  /// The widest circuit whose probabilities are told.
  static let widestDistribution = 16

  init(
    id: String, _ request: RunRequest, method: Method, qubits: Int, program: WireProgram, observables: [PauliSum],
    manifest: BackendManifest
  ) {
    self.id = id
    self.method = method
    self.qubits = qubits
    shots = request.shots
    // A seed of fewer bits: all of ours count, so that different ones stay different as far as can be.
    let bits = UInt64(manifest.conventions.seedBits)
    seed = bits >= 64 ? request.seed : (request.seed ^ (request.seed >> bits)) & (1 << bits - 1)
    precision = request.precision
    threads = request.threads > 0 ? request.threads : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    self.program = program
    self.observables = Self.write(observables)
    observableCount = observables.count
    wantsProbabilities = request.shots == 0 && qubits <= Self.widestDistribution
    wantsState = request.wantsState == true && method == .statevector && program.isPure && qubits <= RunRequest.widestState
  }

  /// The request as one line of JSON, without its end.
  var line: String {
    """
    {"id":"\(id)","kind":"run","qubits":\(qubits),"slots":\(program.slots),"method":"\(method.rawValue)",\
    "shots":\(shots),"seed":\(seed),"precision":"\(precision.rawValue)","threads":\(threads),\
    "probabilities":\(wantsProbabilities),"state":\(wantsState),"observables":\(observables),"measures":\(program.measures),\
    "ops":\(program.operations)}
    """
  }

  /// Qubits of observables are bits of a state's index, whatever the backend calls them.
  private static func write(_ sums: [PauliSum]) -> String {
    let texts = sums.map { sum in
      "["
        + sum.terms.map { term in
          let factors = term.factors.map { "[\"\($0.pauli.rawValue)\",\($0.qubit)]" }.joined(separator: ",")
          return "[\(term.coefficient),[\(factors)]]"
        }.joined(separator: ",") + "]"
    }
    return "[" + texts.joined(separator: ",") + "]"
  }
}
