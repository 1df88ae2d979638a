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

  @Test("tensors cost what the gates across a cut make of them, and many shots of one state cost more than few")
  func predictions() throws {
    let mps = option("chain", [.init(method: .mps, qubits: 60, noise: .none)], run: 0.001, amplitude: 1e-9)
    func seconds(_ option: BackendChoice.Option, _ traits: CircuitTraits, shots: Int) throws -> Double {
      let request = RunRequest(qasm: "", shots: shots, seed: 1)
      let choice = MethodChoice(manifest: option.manifest, traits: traits, request: request, costs: option.costs)
      return choice.prediction(try choice.entry()).seconds
    }
    func chain(_ layers: Int) -> CircuitTraits {
      var traits = CircuitTraits(qubits: 40)
      for _ in 0..<layers { for qubit in 0..<39 { traits.noteGate(on: [qubit, qubit + 1], isClifford: false) } }
      return traits
    }
    #expect(chain(3).crossings?.max() == 3)
    #expect(try seconds(mps, chain(2), shots: 10) < 0.02)
    #expect(try seconds(mps, chain(8), shots: 10) > 1)
    var few = traits(40)
    few.gates = 39
    #expect(try seconds(mps, few, shots: 10) > 0.5, "nobody counted: as wide as it may be")
    let state = options[0]
    let added = try seconds(state, traits(4), shots: 101_000) - seconds(state, traits(4), shots: 1000)
    #expect(abs(added - 0.15) < 0.02)
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
