import Core

/// What the reference simulator makes of a program: all of it exactly, or shots where that is too much.
enum Reference {
  case exact(ReferenceRun)
  case sampled(ReferenceSample)

  /// The exact result where it is affordable, else shots; refuses where neither is.
  static func of(_ program: ReferenceProgram, _ noise: ReferenceNoise, _ asked: VerifyRequest)
    throws(ReferenceRefusal) -> Reference
  {
    let observables = asked.request.observables
    do throws(ReferenceRefusal) {
      return .exact(try ReferenceRun.of(program, noise: noise, observables: observables))
    } catch let exact {
      do throws(ReferenceRefusal) {
        return .sampled(
          try ReferenceSample.of(
            program, noise: noise, observables: observables, seed: asked.run.seed))
      } catch let sampled {
        throw ReferenceRefusal("\(exact); \(sampled)")
      }
    }
  }

  /// `dense_reference`, `density_reference` or `sampled_reference`.
  var route: String {
    switch self {
    case .exact(let run): run.route
    case .sampled: "sampled_reference"
    }
  }

  /// What was done, for people.
  var words: String {
    switch self {
    case .exact: "exact simulation of the program by an independent dense reference"
    case .sampled(let sample): "\(sample.shots) shots of the program by an independent reference"
    }
  }

  /// Holds everything that `run` reports against this reference; nil where there is nothing.
  func judge(_ run: Run) -> Judgement? {
    switch self {
    case .exact(let exact): exact.judge(run)
    case .sampled(let sample): sample.judge(run)
    }
  }
}

extension ReferenceRun {
  /// Holds everything that `run` reports against this reference; nil where there is nothing.
  func judge(_ run: Run) -> Judgement? {
    var judgements: [Judgement] = []
    if run.shots > 0 { judgements.append(.counts(run, expected: distribution)) }
    if let probabilities = run.probabilities {
      judgements.append(.probabilities(run, probabilities, expected: distribution))
    }
    for given in run.expectations ?? [] {
      if let reference = expectations[given.observable] {
        judgements.append(.expectation(run, given, reference, branches: amplitude0 == nil && run.method != .densityMatrix))
      }
    }
    if let given = run.amplitude0, let reference = amplitude0 { judgements.append(.amplitude(run, given, reference)) }
    return judgements.dropFirst().reduce(judgements.first) { $0?.and($1) }
  }
}
