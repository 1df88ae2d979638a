import Core
import Glibc
import Statistics

/// Shots drawn by the reference itself, where all branches together are too many to follow.
struct ReferenceSample {
  var counts: [String: Int] = [:]
  var shots = 0
  /// Of each observable, over the shots' states.
  var moments: [String: Moments] = [:]

  /// Mean and spread of a value.
  struct Moments: Hashable {
    private var count = 0
    private var sum = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double, times: Int) {
      count += times
      sum += Double(times) * value
      squares += Double(times) * value * value
    }

    var mean: Double { sum / Double(max(1, count)) }
    var standardError: Double {
      max(0, squares / Double(max(1, count)) - mean * mean).squareRoot() / Double(max(1, count)).squareRoot()
    }
  }

  /// Draws as many shots of `program` as show most and are affordable, under a seed that belongs to `seed` and is no run's.
  static func of(
    _ program: ReferenceProgram, noise: ReferenceNoise, observables: [String], seed: UInt64
  ) throws(ReferenceRefusal) -> ReferenceSample {
    guard program.qubits <= qubits else {
      throw ReferenceRefusal("\(program.qubits) qubits are more than the \(qubits) that the reference samples")
    }
    let asRun = program.asRun
    // What a shot costs is asked of a few that are not used: stopping in the middle would favour shots with few errors.
    var pilot = try ReferenceSampler(
      asRun, noise, observables: observables, random: SeededGenerator(seed: seed, stream: Stream.pilot))
    _ = try pilot.draw(pilotShots, limit: ReferenceLimit.sampling)
    let affordable = pilotShots * (ReferenceLimit.sampling / max(1, pilot.work))
    var sampler = try ReferenceSampler(
      asRun, noise, observables: observables, random: SeededGenerator(seed: seed, stream: Stream.sample))
    return try sampler.draw(min(most, affordable))
  }

  static let qubits = 14
  /// The total variation that a sample must be able to show: many outcomes of little weight hide small ones.
  static let detectable = 0.2
  /// Shots beyond which a sample says little more about runs of some thousand.
  static let most = 16384
  private static let pilotShots = 128

  private enum Stream {
    static let pilot: UInt64 = 0x7069_6C6F_7400
    static let sample: UInt64 = 0x7665_7269_6679
  }
}

extension ReferenceSample {
  /// Holds everything that `run` reports against this sample; nil where there is nothing.
  func judge(_ run: Run) -> Judgement? {
    var judgements: [Judgement] = []
    if run.shots > 0 { judgements.append(.counts(run, against: counts, detectable: Self.detectable)) }
    if let probabilities = run.probabilities { judgements.append(.sample(counts, of: run, expected: probabilities)) }
    for given in run.expectations ?? [] {
      guard let moments = moments[given.observable] else { continue }
      judgements.append(.expectation(run, given, moments, drawn: shots))
    }
    return judgements.dropFirst().reduce(judgements.first) { $0?.and($1) }
  }
}
