import Core

/// One run for people.
struct RunView: Sendable {
  let run: Run
  /// Why this backend and method were chosen, where that is known.
  var reason: String?
  var width = 80
  /// This machine's name.
  var here = ""

  var lines: [Line] {
    var where_ = "\(run.backend) \(run.backendVersion), \(run.method.rawValue)"
    if let label = run.label { where_ = "\(label): " + where_ }
    if !["", "localhost", here].contains(run.host) { where_ += " on \(run.host)" }
    if let reason { where_ += ". " + reason }
    var lines = entry("ran on", where_)
    lines += entry("circuit", shape, .dim)
    if let error = run.error {
      lines += entry("failed", error.message, .bad)
      if !error.remedy.isEmpty { lines += entry("try", error.remedy) }
      return lines
    }
    lines += entry("took", cost, .dim)
    return lines + results
  }

  private var shape: String {
    let gates = run.circuit.gates.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8)
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return "\(run.circuit.qubits) qubit\(run.circuit.qubits == 1 ? "" : "s"), depth \(run.circuit.depth)"
      + (gates.isEmpty ? "" : ": " + gates)
  }

  private var cost: String {
    var text = Numbers.seconds(run.timing.totalSeconds)
    if run.timing.loadSeconds > run.timing.totalSeconds / 2, run.timing.loadSeconds > 0.05 {
      text += ", \(Numbers.seconds(run.timing.loadSeconds)) of it before it began"
    }
    if let predicted = run.timing.predictedSeconds {
      let held = run.timing.predictionHeld.map { $0 ? ", which held" : ", which did not hold" } ?? ""
      text += " (\(Numbers.seconds(predicted)) predicted\(held))"
    }
    if run.memory.peakBytes > 0 { text += ", " + Numbers.bytes(run.memory.peakBytes) }
    text += ", seed \(run.seed)"
    if run.precision == .single { text += ", single precision" }
    if let cached = run.cached { text += "; result of \(cached), not run again" }
    if let error = run.truncationError, error > 0 { text += ", truncation error \(Numbers.short(error))" }
    if run.method == .lowRank, run.truncationError == nil { text += ", truncation error unbounded" }
    return text
  }

  private var results: [Line] {
    var lines: [Line] = []
    if !run.counts.isEmpty {
      lines += [.empty, Line(Span("  \(Numbers.grouped(run.shots)) shots", .bold))]
      lines += Histogram.lines(run.counts, width: width)
    } else if let probabilities = run.probabilities {
      lines += [.empty, Line(Span("  exact probabilities", .bold))]
      lines += Histogram.lines(probabilities: probabilities, width: width)
    }
    if let amplitude = run.amplitude0 {
      lines += entry("⟨0…0|ψ⟩", Numbers.short(amplitude.re) + (amplitude.im < 0 ? " - " : " + ") + Numbers.short(abs(amplitude.im)) + "i")
    }
    for value in run.expectations ?? [] {
      let error = value.standardError.map { " ± \(Numbers.short($0))" } ?? ""
      lines += entry("⟨\(PauliSum.title(of: value.observable))⟩", Numbers.short(value.value) + error)
    }
    if let detectors = run.detectors {
      lines += entry(
        "detectors", "\(detectors.fired) fired in \(detectors.shots) shots, \(detectors.logicalErrors) logical errors")
    }
    return lines
  }

  private func entry(_ title: String, _ text: String, _ style: Style = .plain) -> [Line] {
    WordWrap.definition(Span(title, .dim), text, indent: 13, width: width, style: style)
  }
}
