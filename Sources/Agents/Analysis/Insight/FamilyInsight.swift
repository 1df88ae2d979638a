import Core
import Glibc
import Statistics

/// What a family's result means beyond its counts: the figure that the algorithm is run for, from the record alone.
struct FamilyInsight {
  let family: String
  let parameters: [String: JSONValue]
  let runs: [Run]
  let expected: [String: Double]?
  let qubits: Int?
  let noise: [NoiseEntry]

  init?(_ request: Request, runs: [Run], expected: [String: Double]?) {
    guard let circuit = request.circuit, let first = runs.first, first.shots > 0 || first.expectations != nil else { return nil }
    family = circuit.family
    var parameters = request.defaults.filter { $0.key != "qubits" && $0.key != "shots" }
    for (name, value) in circuit.parameters ?? [:] { parameters[name] = value }
    self.parameters = parameters
    self.runs = runs
    qubits = circuit.qubits
    noise = request.effectiveNoise
    self.expected = expected
  }

  /// The first run's counts, and how many shots they are.
  var counts: [String: Int] { runs.first?.counts ?? [:] }
  var shots: Int { counts.values.reduce(0, +) }
  var width: Int { counts.keys.first?.utf8.count ?? 0 }

  /// A share of the shots with its 95 % interval.
  struct Share {
    var hits: Int
    var of: Int
    var value: Double { of > 0 ? Double(hits) / Double(of) : 0 }
    var interval: (low: Double, high: Double) { of > 0 ? Intervals.wilson(hits, of: of) : (0, 1) }
    var words: String {
      "\(Figures.percent(value)) (95 % interval \(Figures.percent(interval.low)) to \(Figures.percent(interval.high)))"
    }
  }

  /// The share of the shots whose key passes `test`.
  func share(where test: (String) -> Bool) -> Share {
    Share(hits: counts.reduce(0) { $0 + (test($1.key) ? $1.value : 0) }, of: shots)
  }

  /// The most frequent key, ties by key.
  var top: String? { counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key }

  func add(to insight: inout Insight) {
    if shots > 0 { addCommon(&insight) }
    let before = insight
    addFamily(&insight)
    // What the family is run for is what the result means; the shares of the outcomes come after it.
    guard insight.summary == before.summary, let first = insight.findings.first, first != before.findings.first else { return }
    insight.findings.removeFirst()
    insight.summary = first + ". " + before.summary
  }

  private func addFamily(_ insight: inout Insight) {
    switch family {
    case "bell", "ghz", "cat", "w": if shots > 0 { addEntangled(&insight) }
    case "grover", "deutsch_jozsa", "bernstein_vazirani", "simon": if shots > 0 { addSearch(&insight) }
    case "phase_estimation", "amplitude_estimation", "shor", "hhl": if shots > 0 { addEstimate(&insight) }
    case "teleportation", "superdense_coding", "chsh", "swap_test", "adder": if shots > 0 { addProtocol(&insight) }
    case "vqe", "qaoa": addVariational(&insight)
    case "random", "quantum_volume": if shots > 0 { addSampling(&insight) }
    case "bit_flip_code", "phase_flip_code", "shor_code", "steane_code": if shots > 0 { addCode(&insight) }
    case "surface_code": if shots > 0 { addDecoding(&insight) }
    case "quantum_walk", "ising", "heisenberg": if shots > 0 { addDynamics(&insight) }
    default: break
    }
  }

  /// Records a share under `name`, with the ends of its interval, and tells it.
  func tell(_ share: Share, _ name: String, _ words: String, _ insight: inout Insight) {
    insight.statistics[name] = share.value
    insight.statistics[name + "_low"] = share.interval.low
    insight.statistics[name + "_high"] = share.interval.high
    insight.findings.insert(words + (words.hasSuffix(" in") ? " " : ": ") + share.words, at: 0)
  }
}

extension FamilyInsight {
  /// What any counts show: the mean number of ones, and how much one qubit tells of the others.
  private func addCommon(_ insight: inout Insight) {
    let weight = counts.reduce(0.0) { $0 + Double($1.key.utf8.count { $0 == 49 } * $1.value) } / Double(max(1, shots))
    insight.statistics["mean_ones"] = weight
    guard (2...24).contains(width), counts.count <= 65_536 else { return }
    let information = mutualInformation
    insight.statistics["mutual_information_bits"] = information
    guard family == "bell" || family == "ghz" || family == "w" || family == "cluster" || family == "qasm" else { return }
    insight.findings.append(
      "Qubit 0 tells \(Figures.significant(information)) bits about the others. Correlation in one basis agrees with"
        + " entanglement and does not prove it; an observable such as X0 X1 would")
  }

  /// I(A; B) in bits between the rightmost bit A and the rest B, from the frequencies.
  private var mutualInformation: Double {
    var ones = 0.0
    var rest: [Substring: (zero: Double, one: Double)] = [:]
    let total = Double(max(1, shots))
    for (key, count) in counts {
      let share = Double(count) / total
      let isOne = key.last == "1"
      if isOne { ones += share }
      rest[key.dropLast(), default: (0, 0)].zero += isOne ? 0 : share
      rest[key.dropLast(), default: (0, 0)].one += isOne ? share : 0
    }
    var sum = 0.0
    for key in rest.keys.sorted() {
      guard let part = rest[key] else { continue }
      let both = part.zero + part.one
      if part.zero > 0 { sum += part.zero * log2(part.zero / (both * (1 - ones))) }
      if part.one > 0 { sum += part.one * log2(part.one / (both * ones)) }
    }
    return max(0, sum)
  }

  private func addEntangled(_ insight: inout Insight) {
    if family == "w" {
      let share = share { $0.utf8.count { $0 == 49 } == 1 }
      tell(share, "single_excitation_share", "Exactly one qubit reads 1 in", &insight)
    } else if family != "bell" || parameters["state"]?.string.map({ $0.hasPrefix("phi") }) ?? true {
      let share = share { !$0.contains("1") || !$0.contains("0") }
      tell(share, "all_equal_share", "All qubits read the same in", &insight)
    } else {
      tell(self.share { $0.contains("1") && $0.contains("0") }, "all_different_share", "The two qubits differ in", &insight)
    }
  }
}
