import Circuits
import Core
import Statistics

/// The surface code: its detectors are decoded by matching, and what is then wrong is the logical error.
extension FamilyInsight {
  /// Decoding stops after so many shots, so that an answer does not wait for it.
  static let mostDecodedShots = 20_000

  func addDecoding(_ insight: inout Insight) {
    guard let outcome = decoded else { return }
    let error = Share(hits: outcome.logicalErrors, of: outcome.shots)
    let raw = Share(hits: outcome.rawErrors, of: outcome.shots)
    insight.statistics["decoded_shots"] = Double(outcome.shots)
    insight.statistics["detectors_fired_per_shot"] = Double(outcome.fired) / Double(max(1, outcome.shots))
    insight.statistics["logical_error_without_decoding"] = raw.value
    tell(error, "logical_error", "After decoding, the logical qubit is still wrong in", &insight)
    insight.findings.insert(
      "Without decoding it is wrong in \(raw.words); \(Figures.significant(Double(outcome.fired) / Double(max(1, outcome.shots)))) detectors fire in a shot",
      at: 1)
    let verdict =
      outcome.fired == 0
      ? "no detector fired, and the logical qubit was always right"
      : "the logical qubit came out wrong in \(Figures.percent(raw.value)) before decoding and in \(Figures.percent(error.value)) after it"
    insight.summary = "In \(outcome.shots) shots \(verdict)."
    // Every shot has syndromes of its own: how often one comes up says nothing.
    insight.anomalies.removeAll { $0.contains("shots are few") }
    insight.recommendations.removeAll { $0.contains("each outcome is seen") || $0.contains("largest outcome") }
    if outcome.logicalErrors == 0, outcome.fired > 0 {
      insight.recommendations.append(
        "No logical error was seen: the rate is below \(Figures.percent(error.interval.high)); take more shots to tell it")
    } else if error.hits > 0, error.value > 0.3 {
      insight.recommendations.append("At this noise the code does not help: it is above the threshold of about 1 %")
    } else if error.hits > 0 {
      insight.recommendations.append("Sweep the noise, or compare the distances 3, 5 and 7: below the threshold the larger code errs less")
    }
  }

  /// The runs' counts, decoded with the circuit that the family builds anew and the noise that was asked for.
  private var decoded: MatchingDecoder.Outcome? {
    guard let family = CircuitFamily.named(family),
      let design = try? family.designs(qubits: qubits, parameters: parameters.filter { family.names($0.key) }).first,
      let plan = design.detectors, design.circuit.outputClbits.count == width
    else { return nil }
    // Without noise the decoder still needs to know which errors there could be.
    let assumed = noise.contains(where: \.isActive) ? noise : [NoiseEntry(channel: .depolarizing, probability: 0.001)]
    var decoder = try? MatchingDecoder(design.circuit, plan: plan, noise: assumed)
    return decoder?.outcome(of: counts, plan: plan, mostShots: Self.mostDecodedShots)
  }
}

extension CircuitFamily {
  fileprivate func names(_ parameter: String) -> Bool { parameters.contains { $0.name == parameter } }
}
