import Core
import Statistics
import Testing

@testable import TestingAgent

@Suite struct InstrumentTests {
  let verifier = Verifier()

  @Test("at most 1 % of 1,000 good runs are refuted")
  func falseRefutations() async throws {
    var generator = SeededGenerator(seed: 2026)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.02), NoiseEntry(channel: .readout, probability: 0.01)]
    let models = try Laboratory.all.map { ($0, try Laboratory.reference($0), [NoiseEntry]()) }
      + [(Laboratory.bell, try Laboratory.reference(Laboratory.bell, noise: noise), noise)]
    var refuted = 0
    var verified = 0
    for round in 0..<1000 {
      let (lines, reference, noise) = models[round % models.count]
      let shots = [100, 1000, 1024, 4000][round / models.count % 4]
      let counts = Laboratory.sample(reference.distribution, shots: shots, &generator)
      let asked = try Laboratory.record(lines, counts: counts, shots: shots, seed: UInt64(round), noise: noise)
      let verdict = verifier.verify(asked)
      if verdict.status == .refuted { refuted += 1 }
      if verdict.status == .verified { verified += 1 }
    }
    #expect(refuted <= 10)
    #expect(verified + refuted == 1000)
  }

  /// Whether `shots` suffice: the test of `good` rejects `bad` with a probability of at least 99.9 %.
  private func suffices(_ shots: Int, good: [String: Double], bad: [String: Double]) -> Bool {
    if bad.contains(where: { $0.value * Double(shots) > 7 && (good[$0.key] ?? 0) < 1e-9 }) { return true }
    let distance = good.reduce(0.0) { sum, cell in
      let d = (bad[cell.key] ?? 0) - cell.value
      return sum + d * d / cell.value
    }
    let degrees = Double(good.count - 1)
    let critical = Special.chiSquareQuantile(tail: Judgement.significance, degrees: degrees)
    return Special.noncentralChiSquareSurvival(
      critical, degrees: degrees, noncentrality: distance * Double(shots)) > 0.999
  }

  @Test("a planted fault is refuted in at least 99 % where the shots suffice", arguments: Fault.allCases)
  func planted(fault: Fault) async throws {
    var generator = SeededGenerator(seed: 7, stream: UInt64("\(fault)".utf8.count))
    let shots = 4000
    var planted = 0
    var refuted = 0
    for round in 0..<1600 {
      let lines = Laboratory.all[round % Laboratory.all.count]
      guard let changed = fault.applied(to: lines, &generator) else { continue }
      let good = try Laboratory.reference(lines).distribution
      let bad = try Laboratory.reference(changed).distribution
      guard suffices(shots, good: good, bad: bad) else { continue }
      planted += 1
      let counts = Laboratory.sample(bad, shots: shots, &generator)
      let verdict = verifier.verify(
        try Laboratory.record(lines, counts: counts, shots: shots, seed: UInt64(round)))
      if verdict.status == .refuted { refuted += 1 }
    }
    #expect(planted >= 100)
    #expect(Double(refuted) >= 0.99 * Double(planted))
  }

  @Test("990 shots of 1,000 are refuted every time, however they are reported")
  func missingShots() async throws {
    var generator = SeededGenerator(seed: 9)
    let p = try Laboratory.reference(Laboratory.ghz).distribution
    for round in 0..<50 {
      let counts = Laboratory.sample(p, shots: 990, &generator)
      var asked = try Laboratory.record(Laboratory.ghz, counts: counts, shots: 1000, seed: UInt64(round))
      #expect(verifier.verify(asked).status == .refuted)
      asked.run.shots = 990
      #expect(verifier.verify(asked).status == .refuted)
    }
  }

  @Test("noise that was asked for and not applied is refuted")
  func noNoise() async throws {
    var generator = SeededGenerator(seed: 10)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.05)]
    let ideal = try Laboratory.reference(Laboratory.ghz).distribution
    let noisy = try Laboratory.reference(Laboratory.ghz, noise: noise).distribution
    for (p, status) in [(ideal, Verification.Status.refuted), (noisy, .verified)] {
      let counts = Laboratory.sample(p, shots: 1000, &generator)
      let asked = try Laboratory.record(Laboratory.ghz, counts: counts, shots: 1000, seed: 1, noise: noise)
      let verdict = verifier.verify(asked)
      #expect(verdict.status == status)
      #expect(verdict.route == "density_reference")
    }
  }
}
