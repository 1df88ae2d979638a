import Circuits
import Core
import Foundation
import Testing

/// The decoder beside PyMatching on the same shots, drawn by Stim from our circuit and noise; they run where
/// PROXIMA_TEST_PYTHON names a Python that has both. `PROXIMA_DECODER_SHOTS` makes the comparison longer.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"] != nil)) struct PyMatchingTests {
  /// The circuit in Stim's format, depolarizing noise of `p` after each gate, readout errors of `q`.
  static func stim(_ circuit: Circuit, _ plan: DetectorPlan, _ p: Double, _ q: Double) -> String {
    var lines: [String] = []
    var record: [Int: Int] = [:]
    for operation in circuit.operations {
      switch operation {
      case .gate(let gate):
        let qubits = gate.qubits.map(String.init).joined(separator: " ")
        lines.append("\(gate.kind.rawValue.uppercased()) \(qubits)")
        lines.append("DEPOLARIZE\(gate.qubits.count)(\(p)) \(qubits)")
      case .measure(let qubit, let bit):
        record[bit] = record.count
        lines.append("M(\(q)) \(qubit)")
      case .reset(let qubit): lines.append("R \(qubit)")
      default: break
      }
    }
    func records(_ bits: [Int]) -> String {
      bits.map { "rec[\((record[$0] ?? 0) - record.count)]" }.joined(separator: " ")
    }
    for bits in plan.detectors { lines.append("DETECTOR " + records(bits)) }
    for (index, bits) in plan.observables.enumerated() { lines.append("OBSERVABLE_INCLUDE(\(index)) " + records(bits)) }
    return lines.joined(separator: "\n")
  }

  /// For each shot the detectors that fired and whether the observable flipped; last how often PyMatching was wrong.
  static func script(_ stim: String, shots: Int) -> String {
    """
    import stim, pymatching
    circuit = stim.Circuit('''\(stim)''')
    model = circuit.detector_error_model(decompose_errors=True)
    detectors, flips = circuit.compile_detector_sampler(seed=7).sample(\(shots), separate_observables=True)
    guesses = pymatching.Matching.from_detector_error_model(model).decode_batch(detectors)
    for fired, flip in zip(detectors, flips):
        print(int(flip[0]), *fired.nonzero()[0])
    print('wrong', int((guesses[:, 0] != flips[:, 0]).sum()))
    """
  }

  @Test("it is wrong at most 1.1 times as often as PyMatching, and less often the larger the distance")
  func compare() throws {
    let shots = ProcessInfo.processInfo.environment["PROXIMA_DECODER_SHOTS"].flatMap(Int.init) ?? 12_000
    let (p, q) = (0.003, 0.003)
    let family = try #require(CircuitFamily.named("surface_code"))
    var rates: [Double] = []
    for distance in [3, 5, 7] {
      let design = try #require(try family.designs(parameters: ["distance": .int(distance)]).first)
      let plan = try #require(design.detectors)
      var decoder = try MatchingDecoder(
        design.circuit, plan: plan,
        noise: [NoiseEntry(channel: .depolarizing, probability: p), NoiseEntry(channel: .readout, probability: q)])
      let printed = try PythonTests.run(Self.script(Self.stim(design.circuit, plan, p, q), shots: shots))
      var (ours, theirs, seen) = (0, 0, 0)
      for line in printed.split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.first == "wrong" {
          theirs = Int(words[1]) ?? 0
          continue
        }
        let fired = words.dropFirst().compactMap { Int($0) }
        if (decoder.decode(fired) & 1 == 1) != (words.first == "1") { ours += 1 }
        seen += 1
      }
      #expect(seen == shots && theirs > 0)
      print("decoder: distance \(distance), \(shots) shots, p = \(p): wrong \(ours) times, PyMatching \(theirs)")
      // Explanations of equal weight may be chosen differently: three standard errors of a few differing shots.
      let slack = 3 * (0.05 * Double(theirs) + 1).squareRoot()
      #expect(Double(ours) <= 1.1 * Double(theirs) + slack, "distance \(distance): \(ours) against \(theirs)")
      rates.append(Double(ours) / Double(shots))
    }
    #expect(rates == rates.sorted(by: >) && Set(rates).count == 3, "\(rates)")
  }
}
