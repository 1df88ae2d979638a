import Core

/// Results in a table: our own rows, or any with a column of bit strings and one of counts or probabilities.
struct ForeignTable {
  let name: String

  private static let keys = ["state", "bitstring", "bit_string", "bits", "measurement", "outcome", "key", "basis"]
  private static let counts = ["count", "counts", "frequency", "shots", "occurrences", "hits"]
  private static let shares = ["probability", "probabilities", "prob", "p"]

  private typealias Fault = ForeignResults.Fault

  func read(_ rows: [CSVReader.Row]) throws(ForeignResults.Fault) -> [Run] {
    guard let first = rows.first else { throw Fault(name, "it is empty") }
    let header = first.cells.map { String($0.lowercased().map { $0 == " " ? "_" : $0 }) }
    if let quantity = header.firstIndex(of: "quantity"), let key = header.firstIndex(of: "key"),
      let value = header.firstIndex(of: "value"), let run = header.firstIndex(of: "run")
    {
      return try ours(rows.dropFirst(), header, run: run, quantity: quantity, key: key, value: value)
    }
    if let key = header.firstIndex(where: Self.keys.contains) {
      guard let value = header.firstIndex(where: { Self.counts.contains($0) || Self.shares.contains($0) }) else {
        throw Fault(name, line: first.line, "there is no column of counts or probabilities (`count`, `probability`)")
      }
      let group = header.firstIndex { ["backend", "run", "label"].contains($0) }
      return try plain(
        rows.dropFirst(), key: key, value: value, group: group, sampled: Self.counts.contains(header[value]))
    }
    // Without a header: bit strings, then numbers.
    guard first.cells.count >= 2, isBits(first.cells[0]), Double(first.cells[1]) != nil else {
      throw Fault(name, line: first.line, "there is no column of bit strings (`state`, `bitstring`, `outcome`)")
    }
    let sampled = rows.allSatisfy { $0.cells.count > 1 && Int($0.cells[1]) != nil }
    return try plain(rows[...], key: 0, value: 1, group: nil, sampled: sampled)
  }

  private func isBits(_ text: String) -> Bool {
    let bits = ForeignResults.bits(text, width: nil)
    return !bits.isEmpty && bits.utf8.allSatisfy { $0 == 48 || $0 == 49 }
  }

  private func plain(
    _ rows: ArraySlice<CSVReader.Row>, key: Int, value: Int, group: Int?, sampled: Bool
  ) throws(ForeignResults.Fault) -> [Run] {
    var order: [String] = []
    var counts: [String: [String: Int]] = [:]
    var shares: [String: [String: Double]] = [:]
    for row in rows {
      guard row.cells.count > max(key, value) else { throw Fault(name, line: row.line, "there are too few columns") }
      let place = group.map { $0 < row.cells.count ? row.cells[$0] : "" } ?? ""
      if !order.contains(place) { order.append(place) }
      let bits = ForeignResults.bits(row.cells[key], width: nil)
      let text = row.cells[value]
      if sampled {
        guard let count = Int(text) ?? Double(text).flatMap({ Int(exactly: $0) }), count >= 0 else {
          throw Fault(name, line: row.line, "`\(text)` is no count")
        }
        counts[place, default: [:]][bits, default: 0] += count
      } else {
        guard let share = Double(text) else { throw Fault(name, line: row.line, "`\(text)` is no probability") }
        shares[place, default: [:]][bits, default: 0] += share
      }
    }
    var runs: [Run] = []
    for (index, place) in order.enumerated() {
      runs.append(
        try ForeignResults.run(
          "file.\(index + 1)", backend: place.isEmpty ? nil : place, counts: counts[place] ?? [:],
          probabilities: shares[place] ?? [:], name: name))
    }
    guard !runs.isEmpty else { throw Fault(name, "it holds no outcome") }
    return runs
  }

  /// The rows that `-o X.csv` and the sheet Raw Results have.
  private func ours(
    _ rows: ArraySlice<CSVReader.Row>, _ header: [String], run: Int, quantity: Int, key: Int, value: Int
  ) throws(ForeignResults.Fault) -> [Run] {
    var order: [String] = []
    var parts: [String: [CSVReader.Row]] = [:]
    for row in rows where row.cells.count > max(run, quantity, key, value) {
      if parts[row.cells[run]] == nil { order.append(row.cells[run]) }
      parts[row.cells[run], default: []].append(row)
    }
    func cell(_ row: CSVReader.Row, _ column: String) -> String? {
      header.firstIndex(of: column).flatMap { $0 < row.cells.count && !row.cells[$0].isEmpty ? row.cells[$0] : nil }
    }
    var runs: [Run] = []
    for id in order {
      guard let rows = parts[id], let first = rows.first else { continue }
      var counts: [String: Int] = [:]
      var shares: [String: Double] = [:]
      var expectations: [Run.Expectation] = []
      for row in rows {
        guard let number = Double(row.cells[value]) else {
          throw Fault(name, line: row.line, "`\(row.cells[value])` is no number")
        }
        switch row.cells[quantity] {
        case "count": counts[row.cells[key]] = Int(exactly: number)
        case "probability": shares[row.cells[key]] = number
        case "expectation": expectations.append(.init(observable: row.cells[key], value: number))
        default: break
        }
      }
      var run = try ForeignResults.run(
        id, backend: cell(first, "backend"), counts: counts, probabilities: shares, name: name)
      run.label = cell(first, "label")
      run.method = cell(first, "method").flatMap { Method(rawValue: $0) } ?? .auto
      run.seed = cell(first, "seed").flatMap { UInt64($0) } ?? 0
      run.expectations = expectations.isEmpty ? nil : expectations
      runs.append(run)
    }
    guard !runs.isEmpty else { throw Fault(name, "it holds no outcome") }
    return runs
  }
}
