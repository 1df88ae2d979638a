import Backends
import Circuits
import Core
import Testing

@testable import Executors

/// Every channel on every backend that takes it, against operators from textbooks.
@Suite(.serialized, .enabled(if: !RealBackends.names.isEmpty, "PROXIMA_TEST_PYTHON names no backend")) struct ChannelTests {
  private static let channels: [NoiseEntry] = [
    NoiseEntry(channel: .depolarizing, probability: 0.2), NoiseEntry(channel: .amplitudeDamping, probability: 0.3),
    NoiseEntry(channel: .phaseDamping, probability: 0.4), NoiseEntry(channel: .bitFlip, probability: 0.15),
    NoiseEntry(channel: .bitFlip, probability: 0.85), NoiseEntry(channel: .phaseFlip, probability: 0.25),
    NoiseEntry(channel: .readout, probability: 0.1), NoiseEntry(channel: .thermal, t1: 50e-9, t2: 70e-9, gateTime: 20e-9),
    make(.thermal) { ($0.t1, $0.t2, $0.gateTimes) = (60e-9, 40e-9, ["u": 10e-9, "h": 12e-9, "2q": 30e-9, "1q": 5e-9]) },
    make(.pauli) { $0.paulis = ["X": 0.1, "Y": 0.15, "Z": 0.05] },
    make(.pauli) { $0.paulis = ["Y": 0.7, "X": 0.1] },
    make(.pauli) { $0.paulis = ["XI": 0.1, "ZY": 0.2, "IX": 0.05, "YY": 0.15] },
    make(.kraus) { $0.kraus = krausOfOne },
    make(.kraus) { $0.kraus = krausOfTwo },
    make(.readout) { $0.confusion = [[0.95, 0.05], [0.2, 0.8]] },
    NoiseEntry(channel: .amplitudeDamping, probability: 0.3, gates: ["2q"], qubits: [1]),
  ]

  private static func make(_ channel: NoiseChannel, _ change: (inout NoiseEntry) -> Void) -> NoiseEntry {
    var entry = NoiseEntry(channel: channel)
    change(&entry)
    return entry
  }

  /// Damping towards |1> with a phase in it, so that neither order nor conjugation can be mistaken.
  private static let krausOfOne: [NoiseOperator] = [
    NoiseOperator([[.init(0.8), .init(0)], [.init(0), .init(0, 1)]]),
    NoiseOperator([[.init(0), .init(0)], [.init(0, 0.6), .init(0)]]),
  ]

  /// The first qubit decays where the second is 1; else they are exchanged with a phase for certain.
  private static let krausOfTwo: [NoiseOperator] = {
    let o = NoiseOperator.Element(0), one = NoiseOperator.Element(1), i = NoiseOperator.Element(0, 1)
    return [
      NoiseOperator([[one, o, o, o], [o, i, o, o], [o, o, one, o], [o, o, o, .init(0.6)]]),
      NoiseOperator([[o, o, o, o], [o, o, o, o], [o, o, o, .init(0.8)], [o, o, o, o]]),
    ]
  }()

  private static func width(_ entry: NoiseEntry) -> Int { entry.paulis?.keys.first?.count ?? (entry.kraus?.first?.rows.count == 4 ? 2 : 1) }

  private static func circuit(_ width: Int, clifford: Bool) -> Circuit {
    var circuit = Circuit(qubits: width)
    ConformanceTests.turn(&circuit, clifford, 0)
    if width > 1 { circuit.append(.cx, [], 1, 0) }
    if width == 3, !clifford { circuit.append(.ccx, [], 2, 0, 1) }
    ConformanceTests.turn(&circuit, clifford, 1)
    return circuit
  }

  @Test("every channel that a backend takes gives the exact distribution, or counts that fit it", arguments: RealBackends.names)
  func channels(_ name: String) async throws {
    let manifest = try #require(RealBackends.library[name])
    var tried: Set<NoiseChannel> = []
    for entry in Self.channels where manifest.noise.contains(entry.channel) {
      for width in Self.widths(entry, manifest) {
        for method in manifest.methods.map(\.method) where Self.takes(manifest, method, entry) {
          // Where the mixture is exact, draws of the same operations are tried once.
          let isDrawn = [.trajectories, .mps].contains(method) && manifest.entry(.densityMatrix) != nil
          if isDrawn, width != Self.widths(entry, manifest).first { continue }
          let circuit = Self.circuit(width, clifford: method == .stabilizer)
          var expected = DenseReference.run(circuit, noise: [entry]).probabilities
          if entry.channel == .readout {
            let p = entry.probability ?? 0
            expected = ReferenceNoise.read(expected, entry.confusion ?? [[1 - p, p], [p, 1 - p]], width)
          }
          try await check(name, method, circuit, entry, expected)
          tried.insert(entry.channel)
        }
      }
    }
    #expect(tried == Set(manifest.noise), "every channel was tried")
  }

  /// How wide circuits are tried; a channel on three qubits where the backend takes it.
  private static func widths(_ entry: NoiseEntry, _ manifest: BackendManifest) -> [Int] {
    let least = max(width(entry), entry.qubits == nil ? 1 : 2)
    if entry.paulis != nil || entry.kraus != nil, !manifest.supports.contains(.operators) { return least == 1 ? [1, 2] : [] }
    return [1, 2, 3].filter { $0 >= least && ($0 < 3 || entry.channel != .depolarizing || manifest.noiseQubits >= 3) }
  }

  private static func takes(_ manifest: BackendManifest, _ method: Method, _ entry: NoiseEntry) -> Bool {
    guard let kind = manifest.entry(method)?.noise else { return false }
    switch entry.channel {
    case .readout: return method != .trajectories
    case .amplitudeDamping, .thermal, .kraus: return kind == .any
    default: return kind != .none
    }
  }

  private func check(_ name: String, _ method: Method, _ circuit: Circuit, _ entry: NoiseEntry, _ expected: [Double]) async throws {
    let executor = try #require(RealBackends.executors[name])
    let exact = method == .densityMatrix || entry.channel == .readout && method == .statevector
    // Cirq takes milliseconds for each trajectory, and its density matrix is exact on the same operations.
    let shots = name == "cirq" ? 100 : 1500
    var request = RunRequest(
      qasm: try OpenQASM.write3(circuit), backend: name, method: method, shots: exact ? 0 : shots, seed: 4711, threads: 1)
    request.noise = [entry]
    let found = try await executor.run(request)
    for (state, value) in expected.enumerated() {
      let key = ConformanceTests.key(state, circuit.qubitCount)
      let other = exact ? found.probabilities?[key] ?? 0 : Double(found.counts[key] ?? 0) / Double(shots)
      // Five standard deviations of the shots.
      let tolerance = exact ? ConformanceTests.precision(name) : 5 * (value * (1 - value) / Double(shots)).squareRoot() + 1e-9
      #expect(abs(other - value) < tolerance, "\(name), \(method), \(entry), \(key): \(other), not \(value)")
    }
  }

  @Test("a confusion matrix before the end is applied or refused, never left out", arguments: RealBackends.names)
  func confusionInTheMidst(_ name: String) async throws {
    let text = """
      OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; creg a[1]; creg b[1];
      x q[0]; measure q[0] -> a[0]; x q[0]; measure q[0] -> b[0];
      """
    let executor = try #require(RealBackends.executors[name])
    var request = RunRequest(qasm: text, backend: name, shots: 4000, seed: 3, threads: 1)
    request.noise = [Self.make(.readout) { $0.confusion = [[0.9, 0.1], [0.3, 0.7]] }]
    guard executor.manifest.supports.isSuperset(of: [.midCircuit, .readout, .confusion]) else {
      await #expect(throws: ProximaError.self) { try await executor.run(request) }
      return
    }
    let run = try await executor.run(request)
    for (key, value) in [("01", 0.63), ("00", 0.27), ("11", 0.07), ("10", 0.03)] {
      let other = Double(run.counts[key] ?? 0) / 4000
      #expect(abs(other - value) < 5 * (value * (1 - value) / 4000).squareRoot(), "\(name) \(key): \(other), not \(value)")
    }
  }
}
