import Core

/// How a task reads in the memory: the words people see, and those that a search also finds it by.
struct TaskDocument {
  var text: String
  var terms: String

  init(request: String, plan: Plan?, report: TaskReport? = nil) {
    text = request
    var terms: [String] = []
    if let request = plan?.request { terms += Self.terms(of: request) }
    if let method = plan?.selection?.method { terms.append(DomainTerms.methods[method] ?? "") }
    if let report {
      if let summary = report.insight?.summary, !summary.isEmpty { text += " — " + summary }
      if let error = report.error { text += " — " + error.message }
      terms.append(report.status == .completed ? "completed" : "\(report.status.rawValue) error trouble")
      terms.append(report.verification.status.rawValue)
      for run in report.runs { terms += [run.backend, DomainTerms.methods[run.method] ?? ""] }
      if report.comparison != nil { terms.append(DomainTerms.intents[.compare] ?? "") }
    }
    self.terms = Self.unique(terms)
  }

  private static func terms(of request: Request) -> [String] {
    var terms: [String] = []
    if let circuit = request.circuit {
      terms.append(DomainTerms.families[circuit.family] ?? circuit.family)
      if let qubits = circuit.qubits { terms.append("\(qubits) qubits state") }
    }
    terms.append(DomainTerms.intents[request.intent] ?? "")
    let active = noise(of: request)
    if !active.isEmpty {
      terms.append(DomainTerms.noisy)
      for entry in active { terms.append(DomainTerms.channels[entry.channel] ?? "") }
    }
    if let channel = request.sweep?.channel { terms += [DomainTerms.noisy, DomainTerms.channels[channel] ?? ""] }
    terms += request.backends ?? []
    return terms
  }

  /// The noise that the person asked for or that was filled in.
  static func noise(of request: Request) -> [NoiseEntry] {
    if let noise = request.noise { return noise.filter(\.isActive) }
    guard let filled = request.defaults["noise"],
      let entries = try? JSON.decode([NoiseEntry].self, from: JSON.encode(filled))
    else { return [] }
    return entries.filter(\.isActive)
  }

  /// The terms without repetitions, in order.
  private static func unique(_ terms: [String]) -> String {
    var seen: Set<Substring> = []
    return terms.flatMap { $0.split(separator: " ") }.filter { seen.insert($0).inserted }.joined(separator: " ")
  }
}
