import Core
import Statistics
import Testing

/// The verdict tested as an instrument: what it calls when it is known what is right.
@Suite struct VerdictInstrumentTests {
  private func verdict(
    _ p: [String: Double], _ q: [String: Double], shots: Int, _ generator: inout SeededGenerator
  ) throws -> Comparison {
    let runs = [run("a", sample(p, shots: shots, &generator)), run("b", sample(q, shots: shots, &generator))]
    return try #require(ComparisonVerdict.judge(runs))
  }

  @Test("over 2,000 comparisons of equal distributions at 10,000 shots at most 1 % are called a disagreement")
  func falseAlarms() throws {
    var generator = SeededGenerator(seed: 20_261_121)
    var alarms = 0
    for round in 0..<2000 {
      let cells = [2, 4, 8, 16, 32, 64][round % 6]
      let p = MiniCircuit.random(qubits: [1, 2, 3, 4, 5, 6][round % 6], seed: UInt64(round)).distribution
      #expect(p.count <= cells)
      if try verdict(p, p, shots: 10_000, &generator).verdict == .disagree { alarms += 1 }
    }
    #expect(alarms <= 20, "\(alarms) false alarms")
  }

  /// Whether so many shots on both sides reject with a probability of at least 99.9 %.
  private func suffices(_ p: [String: Double], _ q: [String: Double], shots: Int) -> Bool {
    let keys = Set(p.keys).union(q.keys)
    let noncentrality = keys.reduce(0.0) { sum, key in
      let (x, y) = (p[key] ?? 0, q[key] ?? 0)
      return sum + (x + y > 1e-9 ? (x - y) * (x - y) / (x + y) : 0)
    } * Double(shots)
    let critical = Special.chiSquareQuantile(tail: VerdictRule.rejection, degrees: Double(max(1, keys.count - 1)))
    return Special.noncentralChiSquareSurvival(
      critical, degrees: Double(max(1, keys.count - 1)), noncentrality: noncentrality) > 0.999
  }

  @Test("a planted fault is found in at least 99 % where the shots suffice", arguments: MiniCircuit.Fault.allCases)
  func planted(fault: MiniCircuit.Fault) throws {
    var generator = SeededGenerator(seed: 5, stream: UInt64("\(fault)".utf8.count))
    var planted = 0
    var found = 0
    // An angle off by 0.1 carries at most 0.01 of information a shot: it takes more of them.
    let shots = fault == .wrongAngle ? 50_000 : 10_000
    for round in 0..<600 where planted < 150 {
      let circuit = MiniCircuit.random(qubits: 1 + round % 4, seed: UInt64(1000 + round))
      guard let changed = fault.applied(to: circuit, &generator) else { continue }
      let (p, q) = (circuit.distribution, changed.distribution)
      guard suffices(p, q, shots: shots) else { continue }
      planted += 1
      if try verdict(p, q, shots: shots, &generator).verdict == .disagree { found += 1 }
    }
    #expect(planted >= 100, "\(planted) faults that the shots can show")
    #expect(Double(found) >= 0.99 * Double(planted), "\(found) of \(planted)")
  }

  @Test("where the shots do not suffice the verdict is inconclusive and says how many would", arguments: MiniCircuit.Fault.allCases)
  func tooFew(fault: MiniCircuit.Fault) throws {
    var generator = SeededGenerator(seed: 6, stream: UInt64("\(fault)".utf8.count))
    var silent = 0
    for round in 0..<200 {
      let circuit = MiniCircuit.random(qubits: 2 + round % 3, seed: UInt64(5000 + round))
      guard let changed = fault.applied(to: circuit, &generator) else { continue }
      let comparison = try verdict(circuit.distribution, changed.distribution, shots: 100, &generator)
      #expect(comparison.verdict != .agree, "100 shots cannot show agreement")
      if comparison.verdict == .inconclusive {
        silent += 1
        #expect((comparison.shotsNeeded ?? 0) > 1000)
      }
    }
    #expect(silent > 0)
  }
}
