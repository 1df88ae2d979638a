import Core

/// Tables with sections, `[METADATA]`, `[MEASUREMENTS]`, `[STATEVECTOR]`, `[FIDELITY]`, each read for itself.
struct SectionedTable {
  let name: String

  private typealias Fault = ForeignResults.Fault

  /// Whether a cell opens a section.
  static func isSection(_ cell: String) -> Bool {
    cell.hasPrefix("[") && cell.hasSuffix("]") && cell.dropFirst().dropLast().allSatisfy { $0.isLetter || $0 == "_" }
      && cell.count > 2
  }

  func read(_ rows: [CSVReader.Row]) throws(ForeignResults.Fault) -> [Run] {
    var sections: [String: [CSVReader.Row]] = [:]
    var current = ""
    for row in rows {
      if let head = row.cells.first, Self.isSection(head) {
        current = head.dropFirst().dropLast().uppercased()
        sections[current] = []
      } else {
        sections[current, default: []].append(row)
      }
    }
    var metadata: [String: String] = [:]
    for row in sections["METADATA"] ?? [] where row.cells.count > 1 { metadata[row.cells[0].lowercased()] = row.cells[1] }
    let state = try statevector(sections["STATEVECTOR"] ?? [])
    var runs: [Run]
    if let rows = sections["MEASUREMENTS"], !rows.isEmpty {
      runs = try ForeignTable(name: name).read(rows)
    } else if let state {
      runs = [try ForeignResults.run("file.1", backend: nil, probabilities: Self.probabilities(state), name: name)]
    } else {
      throw Fault(name, "there is neither [MEASUREMENTS] nor [STATEVECTOR]")
    }
    for index in runs.indices {
      if let backend = metadata["backend"] ?? metadata["simulator"] { runs[index].backend = backend.lowercased() }
      runs[index].backendVersion = metadata["version"] ?? ""
      if state != nil { runs[index].state = state }
      if let time = (metadata["execution_time_ms"] ?? metadata["time_ms"]).flatMap(Double.init) {
        runs[index].timing.totalSeconds = time / 1000
      }
      for row in sections["FIDELITY"] ?? [] where row.cells.count > 1 {
        guard let value = Double(row.cells[1]) else { continue }
        runs[index].expectations = (runs[index].expectations ?? []) + [.init(observable: row.cells[0], value: value)]
      }
    }
    return runs
  }

  /// `index, real, imaginary` or `real, imaginary` a row, after a header or none.
  private func statevector(_ rows: [CSVReader.Row]) throws(ForeignResults.Fault) -> [Run.Amplitude]? {
    var amplitudes: [Run.Amplitude] = []
    for (place, row) in rows.enumerated() {
      let numbers = row.cells.suffix(2).compactMap { Double($0) }
      guard numbers.count == 2 else {
        if place == 0 { continue }
        throw Fault(name, line: row.line, "this is no amplitude")
      }
      amplitudes.append(Run.Amplitude(re: numbers[0], im: numbers[1]))
    }
    guard !amplitudes.isEmpty else { return nil }
    guard amplitudes.count & (amplitudes.count - 1) == 0, amplitudes.count > 1 else {
      throw Fault(name, "\(amplitudes.count) amplitudes are of no number of qubits")
    }
    return amplitudes
  }

  static func probabilities(_ state: [Run.Amplitude]) -> [String: Double] {
    let width = state.count.trailingZeroBitCount
    var result: [String: Double] = [:]
    for (index, amplitude) in state.enumerated() {
      let p = amplitude.re * amplitude.re + amplitude.im * amplitude.im
      if p > 1e-15 { result[ForeignResults.padded(UInt64(index), width)] = p }
    }
    return result
  }
}
