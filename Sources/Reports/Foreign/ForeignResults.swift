import Core

/// Results that came from elsewhere, read into runs. Their bit strings are taken to be as in Qiskit.
public enum ForeignResults {
  /// Why a file is not understood, with the line where there is one.
  public struct Fault: ProximaErrorConvertible, Hashable, Sendable {
    public var proxima: ProximaError

    /// Any other reason for which nothing could be read.
    public init(_ error: ProximaError) { proxima = error }

    init(_ name: String, line: Int? = nil, _ why: String) {
      let place = line.map { "\(name):\($0)" } ?? name
      proxima = ProximaError(
        "results.malformed", "\(place): \(why)",
        remedy: "give counts or probabilities by bit string: CSV with a header, JSON, or XLSX", exit: .badInput)
    }
  }

  /// The runs in the text of a JSON or CSV file called `name`.
  public static func read(_ text: String, name: String) throws(Fault) -> [Run] {
    let start = text.first { !$0.isWhitespace }
    if start == "{" || (start == "[" && !text.contains("[MEASUREMENTS]") && !text.contains("[METADATA]")) {
      return try ForeignJSON(name: name).read(text)
    }
    let rows = CSVReader.rows(text)
    if rows.contains(where: { $0.cells.count >= 1 && SectionedTable.isSection($0.cells[0]) }) {
      return try SectionedTable(name: name).read(rows)
    }
    return try ForeignTable(name: name).read(rows)
  }

  /// The runs in the sheets of a workbook: of the first that holds results.
  public static func read(_ sheets: [ReportAnswer.Sheet], name: String) throws(Fault) -> [Run] {
    var first: Fault?
    for sheet in sheets {
      let rows = sheet.rows.enumerated().map { CSVReader.Row(line: $0.offset + 1, cells: $0.element) }
      do throws(Fault) { return try ForeignTable(name: "\(name), sheet \(sheet.name)").read(rows) } catch {
        if first == nil { first = error }
      }
    }
    throw first ?? Fault(name, "it has no sheet")
  }

  /// A run of what was read, checked: bit strings of one length, counts whole and not negative, probabilities that add
  /// up to 1.
  static func run(
    _ id: String, backend: String?, counts: [String: Int] = [:], probabilities: [String: Double] = [:], name: String
  ) throws(Fault) -> Run {
    let keys = Array(counts.keys) + Array(probabilities.keys)
    guard let width = keys.first?.utf8.count, width > 0 else { throw Fault(name, "it holds no outcome") }
    for key in keys {
      guard key.utf8.allSatisfy({ $0 == 48 || $0 == 49 }) else { throw Fault(name, "`\(key.prefix(80))` is no bit string") }
      guard key.utf8.count == width else { throw Fault(name, "bit strings of \(width) and of \(key.utf8.count) bits") }
    }
    if let negative = counts.first(where: { $0.value < 0 }) { throw Fault(name, "the count of \(negative.key) is negative") }
    let sum = probabilities.values.reduce(0, +)
    if !probabilities.isEmpty, !(abs(sum - 1) <= 1e-3) { throw Fault(name, "the probabilities add up to \(sum), not to 1") }
    if probabilities.values.contains(where: { !($0 >= -1e-9) }) { throw Fault(name, "a probability is negative") }
    var shots = 0
    for count in counts.values {
      let (total, overflow) = shots.addingReportingOverflow(count)
      guard !overflow else { throw Fault(name, "the counts add up to more than a number holds") }
      shots = total
    }
    var run = Run(
      id: id, backend: backend ?? "elsewhere", backendVersion: "", method: .auto, host: "elsewhere", qubits: width,
      shots: shots, seed: 0, precision: .double, circuit: CircuitSummary(qubits: width, clbits: width, depth: 0, gates: [:]))
    run.counts = counts
    run.probabilities = probabilities.isEmpty ? nil : probabilities
    return run
  }

  /// A key as a bit string: spaces between registers go, hexadecimal and decimal become binary where the width is known.
  static func bits(_ key: String, width: Int?) -> String {
    let plain = String(key.filter { !$0.isWhitespace && $0 != "|" && $0 != ">" && $0 != "⟩" && $0 != "'" })
    if plain.hasPrefix("0x"), let value = UInt64(plain.dropFirst(2), radix: 16) { return padded(value, width) }
    if plain.hasPrefix("0b") { return String(plain.dropFirst(2)) }
    return plain
  }

  /// A number in binary, bit 0 rightmost.
  static func padded(_ value: UInt64, _ width: Int?) -> String {
    let digits = String(value, radix: 2)
    return String(repeating: "0", count: max(0, (width ?? 0) - digits.utf8.count)) + digits
  }
}
