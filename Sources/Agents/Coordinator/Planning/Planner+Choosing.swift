import Backends
import Circuits
import Core

extension Planner {
  /// Chooses by what each backend can do and is predicted to cost, where the circuit is known and there is a choice; false
  /// where it is left to what the backends say of themselves.
  func chooseByFigures(_ plan: inout Plan, named: String?, by choice: BackendChoice) -> Bool {
    let request = plan.request
    guard options.contains(where: { $0.info.available && ($0.info.name != BackendName.native || $0.estimate != nil) }) else { return false }
    let seed = request.seed ?? request.defaults["seed"]?.int.map { UInt64(max(0, $0)) } ?? 0
    guard let (traits, circuit) = CircuitOutlook.traits(request, seed: seed) else { return false }
    var run = RunRequest(
      qasm: (try? OpenQASM.write3(circuit)) ?? "", method: request.method ?? .auto, shots: request.shots ?? request.defaults["shots"]?.int ?? Self.defaultShots,
      seed: seed)
    run.observables = request.observables ?? []
    run.noise = request.effectiveNoise
    let (best, candidates) = choice.select(options, traits: traits, request: run, named: named)
    let described = Set(candidates.map(\.backend))
    let others = backends.filter { !described.contains($0.name) }.map {
      Selection.Candidate(
        backend: $0.name, method: .auto, possible: false, reason: $0.reason ?? "nothing here says what it can do")
    }
    guard var best else { return false }
    best.candidates = candidates + others
    plan.selection = best
    plan.predicted = candidates.first { $0.backend == best.backend }?.predicted
    return true
  }
}
