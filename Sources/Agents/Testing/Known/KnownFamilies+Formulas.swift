import Glibc

extension KnownFamilies {
  static func bell(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["state"])
    switch asked.text("state") ?? "phi+" {
    case "phi+", "phi-": return equal(["00", "11"], "a Bell pair of this kind shows 00 and 11 equally often")
    case "psi+", "psi-": return equal(["01", "10"], "a Bell pair of this kind shows 01 and 10 equally often")
    default: throw ReferenceRefusal("this Bell state is not known")
    }
  }

  static func uniform(_ n: Int, _ words: String) throws(ReferenceRefusal) -> KnownResult {
    guard n <= 16 else { throw ReferenceRefusal("an even distribution over \(n) bits has too many outcomes to test") }
    return equal((0..<(1 << n)).map { binary($0, n) }, words)
  }

  static func fourier(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["input"])
    let input = asked.has("input") ? try asked.bits("input") : nil
    return try uniform(
      asked.qubits(or: input?.count ?? 4), "the Fourier transform of one basis state has amplitudes of one size")
  }

  /// The sum over all amplitudes of the counting register, term by term.
  static func phaseEstimation(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["phase"])
    let n = try asked.qubits(or: 4)
    let phase = asked.number("phase") ?? 0.125
    let words = "phase estimation shows y with probability |2^-n Σ_k exp(2πi k (φ - y/2^n))|²"
    if n <= 52, let whole = Int(exactly: (phase - phase.rounded(.down)) * Double(1 << n)) {
      return equal([binary(whole, n)], words)
    }
    guard n <= 10 else { throw ReferenceRefusal("phase estimation with \(n) counting qubits") }
    let size = 1 << n
    var distribution: [String: Double] = [:]
    for outcome in 0..<size {
      let difference = phase - Double(outcome) / Double(size)
      var sum = ComplexNumber.zero
      for k in 0..<size { sum = sum + .phase(2 * .pi * Double(k) * difference) }
      distribution[binary(outcome, n)] = sum.squaredMagnitude / Double(size * size)
    }
    return KnownResult(distribution: distribution, words: words)
  }

  static func deutschJozsa(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["function", "seed"])
    let function = asked.text("function") ?? "balanced"
    if ["constant", "constant0", "constant1"].contains(function) {
      return equal([repeated("0", try asked.qubits(or: 3))], "a constant function shows all zeros in every shot")
    }
    let mask = try asked.bits("function")
    return equal([mask], "the parity with a mask shows the mask in every shot")
  }

  static func teleportation(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["theta", "phi"])
    let up = (1 + cos(asked.number("theta") ?? .pi / 3)) / 2
    var distribution: [String: Double] = [:]
    for sent in ["00", "01", "10", "11"] {
      distribution["0" + sent] = up / 4
      distribution["1" + sent] = (1 - up) / 4
    }
    return KnownResult(
      distribution: distribution.filter { $0.value > 0 },
      words: "the receiver's bit follows the message, (1 + cos θ)/2 for 0, whatever the two sent bits, which are even")
  }

  static func swapTest(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["theta"])
    let n = try asked.qubits(or: 3)
    let fidelity = pow((1 + cos(asked.number("theta") ?? .pi / 3)) / 2, Double((n - 1) / 2))
    return KnownResult(
      distribution: ["0": (1 + fidelity) / 2, "1": (1 - fidelity) / 2].filter { $0.value > 0 },
      words: "a swap test shows 0 with probability (1 + F)/2")
  }

  /// Equal bits with probability (1 + E)/2, where E is ±1/√2 and negative for the last setting alone.
  static func chsh(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only([])
    guard let label = asked.label, ["a0b0", "a0b1", "a1b0", "a1b1"].contains(label) else {
      throw ReferenceRefusal("which of the four settings it is, is not said")
    }
    let correlation = (label == "a1b1" ? -1 : 1) * 0.5.squareRoot()
    let (same, different) = ((1 + correlation) / 4, (1 - correlation) / 4)
    return KnownResult(
      distribution: ["00": same, "11": same, "01": different, "10": different],
      words: "the settings that violate the CHSH inequality most have correlations of ±1/√2")
  }

  /// The syndrome in front names the error, and the corrected bit at the right has the encoded probability.
  static func repetitionCode(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["error", "theta"])
    let error = asked.whole("error") ?? 0
    guard (-1...2).contains(error) else { throw ReferenceRefusal("an error on qubit \(error)") }
    let up = (1 + cos(asked.number("theta") ?? .pi)) / 2
    let syndrome = error < 0 ? "00" : ["11", "01", "10"][error]
    return KnownResult(
      distribution: [syndrome + "0": up, syndrome + "1": 1 - up].filter { $0.value > 1e-15 },
      words: "the syndrome names the error, and the corrected bit reads as encoded")
  }
}
