import Core
import Statistics
import Testing

@testable import TestingAgent

/// Where a program is too large to be followed exactly, the reference draws shots: these must be of the same law.
@Suite struct SampledReferenceTests {
  private let lines = Laboratory.program(3, [
    "h q[0];", "cx q[0],q[1];", "ry(0.9) q[2];", "measure q[2] -> c[2];", "if (c == 4) x q[1];", "reset q[2];",
    "rx(0.7) q[2];", "cx q[1],q[2];", "measure q[0] -> c[0];", "measure q[1] -> c[1];", "measure q[2] -> c[2];",
  ], measured: false)

  private static let models: [[NoiseEntry]] = {
    var pauli = NoiseEntry(channel: .pauli, gates: ["cx"])
    pauli.paulis = ["XZ": 0.1, "IY": 0.2]
    var kraus = NoiseEntry(channel: .kraus, gates: ["1q"])
    kraus.kraus = [.init([[.init(1), .init(0)], [.init(0), .init(0.8)]]), .init([[.init(0), .init(0, 0.6)], [.init(0), .init(0)]])]
    var readout = NoiseEntry(channel: .readout)
    readout.confusion = [[0.95, 0.05], [0.2, 0.8]]
    var thermal = NoiseEntry(channel: .thermal, t1: 1e-6, t2: 0.7e-6)
    thermal.gateTimes = ["1q": 50e-9, "cx": 300e-9]
    return [
      [], [NoiseEntry(channel: .depolarizing, probability: 0.1)], [NoiseEntry(channel: .amplitudeDamping, probability: 0.2)],
      [NoiseEntry(channel: .phaseDamping, probability: 0.3), NoiseEntry(channel: .bitFlip, probability: 0.1)],
      [pauli], [kraus], [readout], [thermal, readout],
    ]
  }()

  @Test("shots of the reference follow the exact distribution, under every channel", arguments: models.indices)
  func law(_ index: Int) throws {
    let noise = try ReferenceNoise(Self.models[index])
    let read = try ProgramReader.read(lines.joined(separator: "\n")).program
    let exact = try ReferenceRun.of(read, noise: noise, observables: ["Z0 Z1", "0.5*X0 - Y2"])
    let sample = try ReferenceSample.of(
      read, noise: noise, observables: ["Z0 Z1", "0.5*X0 - Y2"], seed: UInt64(index))
    #expect(sample.shots == ReferenceSample.most)
    #expect(GoodnessOfFit.test(sample.counts, expected: exact.distribution, seed: 1).pValue > 1e-4)
    for (text, value) in exact.expectations {
      let moments = try #require(sample.moments[text])
      #expect(abs(moments.mean - value.value) <= 5 * moments.standardError + 1e-9, "\(text)")
    }
  }

  private func ghz(_ qubits: Int) -> [String] {
    ["h q[0];"] + (1..<qubits).map { "cx q[\($0 - 1)],q[\($0)];" } + (0..<qubits).map { "measure q[\($0)] -> c[\($0)];" }
  }

  @Test("a noisy state too wide for the density reference is verified shot by shot, and one without its noise refuted")
  func wide() throws {
    let lines = Laboratory.program(10, ghz(10), measured: false)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.02)]
    var other = try ReferenceSampler(
      try ProgramReader.read(lines.joined(separator: "\n")).program, ReferenceNoise(noise), observables: [], random: SeededGenerator(seed: 77))
    let noisy = try other.draw(2000).counts
    let silent = [String(repeating: "0", count: 10): 1000, String(repeating: "1", count: 10): 1000]
    for (counts, status) in [(noisy, Verification.Status.verified), (silent, .refuted)] {
      let verdict = Verifier().verify(try Laboratory.record(lines, counts: counts, shots: 2000, seed: 3, noise: noise))
      #expect(verdict.status == status)
      #expect(verdict.route == "sampled_reference")
    }
  }

  @Test("probabilities that a run reports are held against the reference's shots")
  func probabilities() throws {
    let read = try ProgramReader.read(lines.joined(separator: "\n")).program
    let noise = try ReferenceNoise(Self.models[1])
    let sample = try ReferenceSample.of(read, noise: noise, observables: [], seed: 4)
    let exact = try ReferenceRun.of(read, noise: noise, observables: []).distribution
    var run = try Laboratory.record(lines, counts: [:], shots: 0, seed: 4).run
    run.probabilities = exact
    #expect(sample.judge(run)?.outcome == .passed)
    run.probabilities = try ReferenceRun.of(read, noise: ReferenceNoise([]), observables: []).distribution
    #expect(sample.judge(run)?.outcome == .failed)
  }

  @Test("what is too wide to be sampled is refused with both reasons")
  func tooWide() throws {
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.02)]
    let zeros = String(repeating: "0", count: 15)
    let verdict = Verifier().verify(
      try Laboratory.record(Laboratory.program(15, ghz(15), measured: false), counts: [zeros: 10], shots: 10, seed: 3, noise: noise))
    #expect(verdict.status == .unverified)
    #expect(verdict.reason?.contains("15 noisy qubits") == true && verdict.reason?.contains("samples") == true)
  }
}
