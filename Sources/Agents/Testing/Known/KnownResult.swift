import Core

/// What theory says about the result of a family without noise, derived from the request alone.
struct KnownResult {
  /// Probability of each counts key.
  var distribution: [String: Double]
  /// Where it comes from.
  var words: String

  /// The known result of what was asked; refuses where there is noise, an unknown family, or a parameter that this code
  /// does not know.
  static func of(_ asked: VerifyRequest) throws(ReferenceRefusal) -> KnownResult {
    if asked.request.noise.contains(where: \.isActive) {
      throw ReferenceRefusal("theory is only used without noise")
    }
    return try KnownFamilies.result(asked.circuit, label: asked.request.label)
  }

  /// Counts and probabilities held against theory; nil where the run has neither.
  func judge(_ run: Run) -> Judgement? {
    var judgements: [Judgement] = []
    if run.shots > 0 { judgements.append(.counts(run, expected: distribution)) }
    if let probabilities = run.probabilities {
      judgements.append(.probabilities(run, probabilities, expected: distribution))
    }
    return judgements.dropFirst().reduce(judgements.first) { $0?.and($1) }
  }
}
