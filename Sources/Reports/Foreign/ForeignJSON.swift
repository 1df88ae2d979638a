import Core

/// Results in JSON: our own records, counts by bit string, and what LRET writes.
struct ForeignJSON {
  let name: String

  private typealias Fault = ForeignResults.Fault

  func read(_ text: String) throws(ForeignResults.Fault) -> [Run] {
    let tree: JSONValue
    do { tree = try JSON.decode(JSONValue.self, from: text) } catch {
      throw Fault(name, "it is no JSON: \(ProximaError.from(error).message)")
    }
    if let runs = tree["runs"] { return try records(runs) }
    if let list = tree.array {
      var runs: [Run] = []
      for (index, item) in list.enumerated() { runs += try one(item, index + 1) }
      guard !runs.isEmpty else { throw Fault(name, "it holds no result") }
      return runs
    }
    return try one(tree, 1)
  }

  /// What `--json` and `-o X.json` print.
  private func records(_ tree: JSONValue) throws(ForeignResults.Fault) -> [Run] {
    let runs: [Run]
    do { runs = try JSON.decode([Run].self, from: JSON.encode(tree)) } catch {
      throw Fault(name, "its `runs` are not understood: \(ProximaError.from(error).message)")
    }
    guard !runs.isEmpty else { throw Fault(name, "it holds no run") }
    return runs
  }

  private func one(_ tree: JSONValue, _ number: Int) throws(ForeignResults.Fault) -> [Run] {
    let id = "file.\(number)"
    if tree["status"] != nil, tree["samples"] != nil || tree["state"] != nil || tree["expectation_values"] != nil {
      return [try lret(tree, id)]
    }
    let backend = tree["backend"]?.string ?? tree["backend_name"]?.string
    let width = tree["num_qubits"]?.int ?? tree["qubits"]?.int
    if let counts = tree["counts"] ?? tree["data"]?["counts"] ?? tree["results"]?.array?.first?["data"]?["counts"] {
      return [try table(counts, id, backend, width, sampled: true)]
    }
    if let shares = tree["probabilities"] ?? tree["quasi_dists"]?.array?.first {
      return [try table(shares, id, backend, width, sampled: false)]
    }
    guard let entries = tree.object, !entries.isEmpty, entries.values.allSatisfy({ $0.double != nil }) else {
      throw Fault(name, "there are no counts, no probabilities and no runs in it")
    }
    let sampled = entries.values.allSatisfy { $0.int != nil }
    return [try table(tree, id, nil, width, sampled: sampled)]
  }

  private func table(
    _ tree: JSONValue, _ id: String, _ backend: String?, _ width: Int?, sampled: Bool
  ) throws(ForeignResults.Fault) -> Run {
    if let list = tree.array {
      var shares: [String: Double] = [:]
      let bits = width ?? max(1, (list.count - 1).bitWidth - (list.count - 1).leadingZeroBitCount)
      for (index, value) in list.enumerated() { shares[ForeignResults.padded(UInt64(index), bits)] = value.double }
      return try ForeignResults.run(id, backend: backend, probabilities: shares, name: name)
    }
    guard let entries = tree.object else { throw Fault(name, "the counts are no object") }
    // Hexadecimal keys have no width of their own: the largest gives it.
    let widest = entries.keys.compactMap { $0.hasPrefix("0x") ? UInt64($0.dropFirst(2), radix: 16) : nil }.max()
      .map { max(1, 64 - $0.leadingZeroBitCount) }
    var counts: [String: Int] = [:]
    var shares: [String: Double] = [:]
    for (key, value) in entries {
      let bits = ForeignResults.bits(key, width: width ?? widest)
      if sampled {
        guard let count = value.int else { throw Fault(name, "the count of \(key.prefix(80)) is no whole number") }
        counts[bits, default: 0] += count
      } else {
        guard let share = value.double else { throw Fault(name, "the probability of \(key.prefix(80)) is no number") }
        shares[bits, default: 0] += share
      }
    }
    return try ForeignResults.run(id, backend: backend, counts: counts, probabilities: shares, name: name)
  }

  /// What `quantum_sim --input-json` answers: samples as integers with qubit 0 least significant, and the low-rank
  /// state L, whose rows give the probabilities.
  private func lret(_ tree: JSONValue, _ id: String) throws(ForeignResults.Fault) -> Run {
    guard tree["status"]?.string == "success" else {
      throw Fault(name, "LRET reports `\(tree["status"]?.string ?? "no status")`")
    }
    let state = try LowRankState(tree["state"], name: name)
    let samples = (tree["samples"]?.array ?? []).compactMap(\.int)
    let width = state?.qubits ?? samples.max().map { max(1, Int.bitWidth - $0.leadingZeroBitCount) }
    var counts: [String: Int] = [:]
    for sample in samples {
      guard sample >= 0 else { throw Fault(name, "the sample \(sample) is negative") }
      counts[ForeignResults.padded(UInt64(sample), width), default: 0] += 1
    }
    guard width != nil else { throw Fault(name, "there are neither samples nor a state in it") }
    var run = try ForeignResults.run(
      id, backend: "lret", counts: counts, probabilities: state?.probabilities ?? [:], name: name)
    run.method = .lowRank
    run.timing.totalSeconds = (tree["execution_time_ms"]?.double ?? 0) / 1000
    run.timing.simulateSeconds = run.timing.totalSeconds
    run.state = state?.pure
    let values = (tree["expectation_values"]?.array ?? []).compactMap(\.double)
    if !values.isEmpty { run.expectations = values.enumerated().map { .init(observable: "observable \($0.offset + 1)", value: $0.element) } }
    return run
  }
}

/// LRET's state: ρ = L L†, row-major, little-endian basis states.
private struct LowRankState {
  let rows: Int
  let columns: Int
  let re: [Double]
  let im: [Double]

  init?(_ tree: JSONValue?, name: String) throws(ForeignResults.Fault) {
    guard let tree, let rows = tree["rows"]?.int, let columns = tree["cols"]?.int else { return nil }
    re = (tree["L_real"]?.array ?? []).compactMap(\.double)
    im = (tree["L_imag"]?.array ?? []).compactMap(\.double)
    let (size, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows > 1, columns > 0, !overflow, rows & (rows - 1) == 0, re.count == size, im.count == size else {
      throw ForeignResults.Fault(name, "its state has not \(rows) x \(columns) numbers")
    }
    (self.rows, self.columns) = (rows, columns)
  }

  var qubits: Int { rows.trailingZeroBitCount }

  var probabilities: [String: Double] {
    var result: [String: Double] = [:]
    for row in 0..<rows {
      let p = (row * columns..<(row + 1) * columns).reduce(0.0) { $0 + re[$1] * re[$1] + im[$1] * im[$1] }
      if p > 1e-15 { result[ForeignResults.padded(UInt64(row), qubits)] = p }
    }
    return result
  }

  /// The state itself, where it is pure.
  var pure: [Run.Amplitude]? { columns == 1 ? zip(re, im).map { Run.Amplitude(re: $0, im: $1) } : nil }
}
