import Core

/// A run that does not fit: what it needs, what is free, and what would fit instead.
struct OversizedRun: Hashable, Sendable {
  var backend: String
  var method: Method
  var qubits: Int
  var needed: Int
  var free: Int
  /// Ways of the plan that are predicted to fit, and executors on other machines.
  var others: [String] = []

  /// The share of what is free that a run may be predicted to take.
  static let share = 0.95

  /// What of the memory is missing.
  var missing: Int { max(0, needed - Int(Self.share * Double(free))) }

  /// How many qubits of the same would fit: each halves a state, and quarters a density matrix; nil where it is no matter of width.
  var fittingQubits: Int? {
    let step: Int
    switch method {
    case .statevector, .trajectories: step = 1
    case .densityMatrix: step = 2
    default: return nil
    }
    var bytes = Double(needed), width = qubits
    while bytes > Self.share * Double(free), width > 0 {
      bytes /= Double(1 << step)
      width -= 1
    }
    return width > 0 && width < qubits ? width : nil
  }

  var words: String {
    var fits = others
    if let width = fittingQubits { fits.append("\(width) qubits by the same method") }
    return "it needs \(Amounts.bytes(needed)) on \(backend) by \(method.rawValue), and \(Amounts.bytes(free)) are free here; "
      + (fits.isEmpty ? "nothing that is known here would fit" : "what would fit: " + fits.joined(separator: ", "))
      + ". Running it all the same may end in a kill by the kernel, or take the machine with it"
  }
}

extension CoordinatorMachine {
  /// The largest run of this machine that does not fit; nil where all do.
  func tooLarge(_ record: TaskRecord) -> OversizedRun? {
    guard let free = freeBytes.map({ ledger.whole(free: $0) }) else { return nil }
    let estimates = record.steps.filter { $0.spec.action == EstimateBatchResult.action }
    var worst: OversizedRun?
    for step in estimates where directory.agents[step.agent ?? ""]?.remote != true {
      let requests = (try? StepInputs(record: record).runRequests(step.spec)) ?? []
      for (index, one) in (step.value(EstimateBatchResult.self)?.estimates ?? []).enumerated() {
        guard Double(one.prediction.bytes) > OversizedRun.share * Double(free), one.prediction.bytes > worst?.needed ?? 0 else { continue }
        let width = record.plan?.request.circuit?.qubits ?? 0
        worst = OversizedRun(
          backend: requests.indices.contains(index) ? requests[index].backend : BackendName.native, method: one.method,
          qubits: width, needed: one.prediction.bytes, free: free)
      }
    }
    guard var found = worst else { return nil }
    found.others = alternatives(record, free: free, besides: found)
    return found
  }

  /// Whether `bytes` more would fill this machine so far that its profile asks first.
  func crowds(_ bytes: Int) -> Bool {
    guard let free = freeBytes, let total = totalBytes, total > 0, bytes > 0 else { return false }
    // What others have taken already is not this run's doing, unless it adds to it.
    guard Double(bytes) >= 0.1 * Double(total) else { return false }
    return limits.profile.level(Double(total - free + bytes) / Double(total)) >= .ask
  }

  private func alternatives(_ record: TaskRecord, free: Int, besides run: OversizedRun) -> [String] {
    let candidates = record.plan?.selection?.candidates ?? []
    let fitting = candidates.filter { one in
      guard one.possible, let bytes = one.predicted?.bytes, Double(bytes) <= OversizedRun.share * Double(free) else { return false }
      return one.backend != run.backend || one.method != run.method
    }
    let away = directory.agents.values.filter { $0.present && $0.remote && $0.id.hasPrefix("executor.") }.map(\.id).sorted()
    return fitting.map { "\($0.method.rawValue) on \($0.backend) with \(Amounts.bytes($0.predicted?.bytes ?? 0))" }
      + away.map { "\($0) on another machine" }
  }
}
