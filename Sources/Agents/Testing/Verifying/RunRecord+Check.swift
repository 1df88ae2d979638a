import Core

/// What can be wrong with a run before any physics: the record must be of what was asked for, and be whole.
enum RecordCheck {
  /// Everything that contradicts the request, in words; empty for a sound record.
  static func faults(_ asked: VerifyRequest) -> [String] {
    let (request, run) = (asked.request, asked.run)
    var faults: [String] = []
    func expect(_ holds: Bool, _ fault: @autoclosure () -> String) { if !holds { faults.append(fault()) } }
    expect(request.qasm == asked.qasm, "the executor was given another program than the designed one")
    expect(run.shots == request.shots, "\(run.shots) shots are reported where \(request.shots) were asked for")
    expect(run.seed == request.seed, "the seed \(run.seed) is not the \(request.seed) that was asked for")
    expect(run.backend == request.backend, "`\(run.backend)` ran it where `\(request.backend)` was asked for")
    // Noisy shots on a state vector are trajectories by another name.
    if request.method != .auto {
      expect(
        run.method == request.method || Set([run.method, request.method]) == [.statevector, .trajectories],
        "it was run by \(run.method.rawValue) where \(request.method.rawValue) was asked for")
    }
    expect(run.label == request.label, "the run is labelled \(run.label ?? "not at all"), not \(request.label ?? "nothing")")
    expect(run.bitOrder == "little", "bit strings are in `\(run.bitOrder)` order")
    expect(run.cached == nil, "the result is a stored one of run \(run.cached ?? "")")
    return faults + counts(run) + values(request, run)
  }

  private static func counts(_ run: Run) -> [String] {
    var faults: [String] = []
    let total = run.counts.values.reduce(0) { $0 &+ $1 }
    if total != run.shots { faults.append("the counts add up to \(total), not to \(run.shots) shots") }
    if run.counts.values.contains(where: { $0 < 0 }) { faults.append("there are negative counts") }
    let widths = Set(run.counts.keys.map(\.utf8.count))
    if widths.count > 1 { faults.append("the keys of the counts differ in length") }
    if run.counts.keys.contains(where: { !$0.utf8.allSatisfy { $0 == 48 || $0 == 49 } }) {
      faults.append("a key of the counts is not a bit string")
    }
    return faults
  }

  private static func values(_ request: RunRequest, _ run: Run) -> [String] {
    var faults: [String] = []
    for observable in request.observables where !(run.expectations ?? []).contains(where: { $0.observable == observable }) {
      faults.append("the expectation value of \(observable) is missing")
    }
    for expectation in run.expectations ?? [] where !expectation.value.isFinite {
      faults.append("the expectation value of \(expectation.observable) is not a number")
    }
    guard let probabilities = run.probabilities else { return faults }
    let sum = probabilities.keys.sorted().reduce(0) { $0 + (probabilities[$1] ?? 0) }
    let slack = ExactTolerance.of(run)
    if abs(sum - 1) > slack * 100 { faults.append("the probabilities add up to \(sum)") }
    if probabilities.values.contains(where: { !$0.isFinite || $0 < -slack }) {
      faults.append("a probability is negative or not a number")
    }
    return faults
  }

  /// What contradicts the program itself.
  static func faults(_ run: Run, program: ReferenceProgram) -> [String] {
    let ran = program.asRun
    var faults: [String] = []
    if run.qubits != program.qubits {
      faults.append("\(run.qubits) qubits are reported where the program has \(program.qubits)")
    }
    let keys = Array(run.counts.keys) + Array((run.probabilities ?? [:]).keys)
    if let key = keys.first(where: { $0.utf8.count != ran.bits }) {
      faults.append("the key \(key) has \(key.utf8.count) bits where the program has \(ran.bits)")
    }
    return faults
  }
}

/// How far exact values may be off for numerical reasons.
enum ExactTolerance {
  /// 1e-9, 1e-4 in single precision, and what the method itself says that it truncated.
  static func of(_ run: Run) -> Double { (run.precision == .single ? 1e-4 : 1e-9) + (run.truncationError ?? 0) }
}
