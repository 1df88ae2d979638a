import Core
import Testing

@testable import Backends

@Suite struct BackendChoiceTests {
  private func option(
    _ name: String, _ methods: [BackendManifest.MethodEntry], run: Double, amplitude: Double, available: Bool = true
  ) -> BackendChoice.Option {
    var costs = BackendManifest.Costs()
    (costs.run, costs.amplitude) = (run, amplitude)
    let manifest = BackendManifest(
      name: name, title: name, folder: "", start: .init(script: "", requirements: []), methods: methods, gates: ["h"],
      unitaries: 0, conventions: .init(), supports: Set(BackendManifest.Feature.allCases), costs: costs)
    let info = BackendInfo(
      name: name, version: "1", available: available, reason: available ? nil : "not installed",
      methods: manifest.allMethods, maxQubits: 30, noise: manifest.noise, host: "here")
    return BackendChoice.Option(info: info, manifest: manifest, costs: MeasuredCosts(manifest))
  }

  private var options: [BackendChoice.Option] {
    [
      option("quick", [.init(method: .statevector, qubits: 30, noise: .none)], run: 0.001, amplitude: 1e-10),
      option("noisy", [.init(method: .densityMatrix, qubits: 12, noise: .any)], run: 0.01, amplitude: 1e-9),
      option("clifford", [.init(method: .stabilizer, qubits: 5000, noise: .pauli)], run: 0.01, amplitude: 1e-9),
      option("absent", [.init(method: .statevector, qubits: 40, noise: .none)], run: 0, amplitude: 0, available: false),
    ]
  }

  private func traits(_ qubits: Int, clifford: Bool = false, noise: BackendManifest.NoiseKind = .none) -> CircuitTraits {
    var traits = CircuitTraits(qubits: qubits)
    (traits.gates, traits.isClifford, traits.noise) = (100, clifford, noise)
    return traits
  }

  private let request = RunRequest(qasm: "", shots: 1000, seed: 1)

  @Test("capability comes first: noise, Clifford gates, width, presence")
  func capability() throws {
    let choice = BackendChoice()
    #expect(choice.select(options, traits: traits(20), request: request, named: nil).best?.backend == "quick")
    #expect(choice.select(options, traits: traits(6, noise: .any), request: request, named: nil).best?.backend == "noisy")
    #expect(choice.select(options, traits: traits(60, clifford: true), request: request, named: nil).best?.backend == "clifford")
    #expect(choice.select(options, traits: traits(60), request: request, named: nil).best == nil)
    let candidates = choice.select(options, traits: traits(20), request: request, named: nil).candidates
    #expect(candidates.first { $0.backend == "clifford" }?.reason.contains("Clifford") == true)
    #expect(candidates.first { $0.backend == "absent" }?.reason == "not installed")
  }

  @Test("a backend that was named is taken or nothing is")
  func named() {
    let choice = BackendChoice(strategy: .fastest)
    #expect(choice.select(options, traits: traits(5, clifford: true), request: request, named: "clifford").best?.backend == "clifford")
    #expect(choice.select(options, traits: traits(5), request: request, named: "clifford").best == nil)
    #expect(choice.select(options, traits: traits(5), request: request, named: "absent").best == nil)
  }

  @Test("the reason is a sentence with the figures of the best and of the others")
  func reason() throws {
    let best = try #require(BackendChoice().select(options, traits: traits(8), request: request, named: nil).best)
    #expect(best.backend == "quick")
    #expect(best.reason.contains("ms") && best.reason.contains("noisy"))
    #expect(best.candidates.first?.predicted != nil)
  }

  @Test("fastest, leanest and most accurate weigh one thing each")
  func strategies() {
    let two = [
      option("slow", [.init(method: .statevector, qubits: 30, noise: .any)], run: 0.1, amplitude: 1e-9),
      option("mixed", [.init(method: .densityMatrix, qubits: 14, noise: .any)], run: 0.001, amplitude: 1e-12),
    ]
    func best(_ strategy: BackendChoice.Strategy) -> String? {
      BackendChoice(strategy: strategy).select(two, traits: traits(12), request: request, named: nil).best?.backend
    }
    #expect(best(.fastest) == "mixed")
    #expect(best(.leanest) == "slow")
    #expect(best(.mostAccurate) == "mixed")
  }
}
