import Core
import Statistics
import Testing

@Suite struct LikelyReasonTests {
  private let circuit = MiniCircuit.random(qubits: 4, seed: 9)

  private func reason(
    _ p: [String: Double], _ q: [String: Double], noise: [NoiseEntry] = [], ideal: [String: Double]? = nil,
    _ change: (inout Run) -> Void = { _ in }
  ) throws -> Comparison {
    var generator = SeededGenerator(seed: 3)
    var runs = [run("a", sample(p, shots: 20_000, &generator)), run("b", sample(q, shots: 20_000, &generator))]
    change(&runs[1])
    var comparison = try #require(ComparisonVerdict.judge(runs))
    ComparisonVerdict.explain(&comparison, runs, knowing: .init(noise: noise) { _ in ideal })
    return comparison
  }

  @Test("reversed bits are recognised, and so are two that changed places")
  func bitOrder() throws {
    let p = circuit.distribution
    let reversed = Dictionary(uniqueKeysWithValues: p.map { (String($0.key.reversed()), $0.value) })
    let whole = try reason(p, reversed)
    #expect(whole.verdict == .disagree)
    #expect(whole.reason == "bit_order")
    #expect(whole.notes.contains { $0.contains("the other way round") })
    let swapped = Dictionary(
      uniqueKeysWithValues: p.map { key, value in
        var bits = Array(key)
        bits.swapAt(2, 3)
        return (String(bits), value)
      })
    let two = try reason(p, swapped)
    #expect(two.reason == "bit_order")
    #expect(two.notes.contains { $0.contains("bits 0 and 1") })
  }

  @Test("noise in another convention is told by how much further it goes, and noise that is missing as missing")
  func noise() throws {
    var (clean, some, more) = (circuit, circuit, circuit)
    (clean.noise, some.noise, more.noise) = (0, 0.15, 0.2)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.15)]
    let convention = try reason(some.distribution, more.distribution, noise: noise, ideal: clean.distribution)
    #expect(convention.reason == "noise_convention")
    #expect(convention.notes.contains { $0.contains("times as far") })
    let missing = try reason(some.distribution, clean.distribution, noise: noise, ideal: clean.distribution)
    #expect(missing.reason == "noise_convention")
    #expect(missing.notes.contains { $0.contains("not applied") })
  }

  @Test("a method that truncates is suspected, and where nothing else explains it a bug")
  func truncationOrBug() throws {
    var other = circuit
    other.gates.removeFirst(3)
    #expect(try reason(circuit.distribution, other.distribution) { $0.method = .mps }.reason == "truncation")
    let bug = try reason(circuit.distribution, other.distribution)
    #expect(bug.reason == "bug")
    #expect(bug.recommendation == "Trust neither until it is known which is right")
  }

  @Test("a third that sides with one decides, and the other is the outlier")
  func arbiter() throws {
    var generator = SeededGenerator(seed: 4)
    var wrong = circuit
    wrong.gates.removeFirst(2)
    let runs = [
      run("a", sample(circuit.distribution, shots: 20_000, &generator)),
      run("b", sample(wrong.distribution, shots: 20_000, &generator)),
      run("c", sample(circuit.distribution, shots: 20_000, &generator)),
    ]
    var comparison = try #require(ComparisonVerdict.judge(runs))
    ComparisonVerdict.explain(&comparison, runs, knowing: .init(arbiter: "run-c"))
    #expect(comparison.arbiter == "c")
    #expect(comparison.outliers == ["b"])
    #expect(comparison.notes.contains("c was brought in as a third: it agrees with a and not with b"))
    #expect(comparison.recommendation?.hasPrefix("Use ") == true)
    #expect(comparison.recommendation?.contains("Use b") == false)
  }

  @Test("a run that an independent check refuted is the outlier of two")
  func refuted() throws {
    let runs = [run("a", ["0": 900, "1": 100]), run("b", ["0": 500, "1": 500])]
    var comparison = try #require(ComparisonVerdict.judge(runs))
    ComparisonVerdict.explain(&comparison, runs, knowing: .init(refuted: ["run-a"]))
    #expect(comparison.outliers == ["a"])
    #expect(!comparison.notes.contains { $0.hasPrefix("no majority") })
  }

  @Test("pure states are compared by fidelity and trace distance, whatever their global phase")
  func states() throws {
    var a = run("a", ["0": 5000, "1": 5000])
    var b = run("b", ["0": 5000, "1": 5000])
    a.state = [.init(re: 0.6, im: 0), .init(re: 0, im: 0.8)]
    b.state = [.init(re: 0, im: 0.6), .init(re: -0.8, im: 0)]
    let same = try #require(ComparisonVerdict.judge([a, b])?.pairs.first)
    #expect(abs((same.stateFidelity ?? 0) - 1) < 1e-12)
    #expect((same.traceDistance ?? 1) < 1e-6)
    b.state = [.init(re: 0.6, im: 0), .init(re: 0, im: -0.8)]
    let other = try #require(ComparisonVerdict.judge([a, b])?.pairs.first)
    #expect(abs((other.stateFidelity ?? 0) - 0.0784) < 1e-9)
    #expect(abs((other.traceDistance ?? 0) - 0.96) < 1e-3)
  }

  @Test("the deviation that the shots explain is what samples show on average")
  func chance() {
    let p = circuit.distribution
    var generator = SeededGenerator(seed: 12)
    var sum = 0.0
    for _ in 0..<200 {
      sum += Distance.totalVariation(
        Counts.frequencies(sample(p, shots: 1000, &generator)), Counts.frequencies(sample(p, shots: 3000, &generator)))
    }
    #expect(abs(sum / 200 / ChanceDistance.expected(p, n: 1000, m: 3000) - 1) < 0.05)
  }
}
