/// The page of gates in the documentation, generated from the gate table.
public enum GatePage {
  /// The page as Markdown.
  public static func markdown() -> String {
    var lines = [
      "# Gates", "",
      "Generated from the gate table in `Sources/Circuits/Gates`; a test fails where the two differ.", "",
      "Matrices are as in Qiskit: the first listed qubit is the least significant bit of a row's number. Controls come",
      "first among a gate's qubits. Angles are in radians. *Clifford* means for all parameters; `rz(pi/2)` and its like are",
      "recognised one by one. Definitions are exact, the global phase (`gphase`) included.", "",
      "| gate | qubits | parameters | what it is | controls | kind | inverse |",
      "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in GateTable.rows { lines.append(tableRow(row)) }
    lines += ["", "## Matrices of one-qubit gates and definitions", ""]
    for row in GateTable.rows { lines += section(row) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func tableRow(_ row: GateDescription) -> String {
    var kinds: [String] = []
    if row.isDiagonal { kinds.append("diagonal") }
    if row.isPermutation { kinds.append("permutation") }
    if row.isClifford { kinds.append("Clifford") }
    let controls = row.controls == 0 ? "" : "\(row.controls)" + (row.base.map { " of `\($0.rawValue)`" } ?? "")
    return
      "| `\(row.kind.rawValue)` | \(row.qubits) | \(row.parameters.joined(separator: ", ")) | \(row.summary) | \(controls) | \(kinds.joined(separator: ", ")) | \(inverse(row)) |"
  }

  private static func inverse(_ row: GateDescription) -> String {
    switch row.inverse {
    case .itself: return "itself"
    case .kind(let kind): return "`\(kind.rawValue)`"
    case .negated: return "angle negated"
    case .rule:
      let sample = Gate(row.kind, row.parameters.indices.map { Double($0 + 1) }, on: Array(0..<row.qubits))
      let parts = sample.inverse()
      if parts.count == 1, parts[0].kind == row.kind { return "other parameters or order" }
      return parts.map { "`\($0.name)`" }.joined(separator: " ")
    }
  }

  private static func section(_ row: GateDescription) -> [String] {
    var lines = ["### \(row.kind.rawValue)", ""]
    if row.parameters.isEmpty, row.qubits == 1 {
      let matrix = row.kind.matrix()
      lines.append("```")
      for line in 0..<2 { lines.append((0..<2).map { element(matrix[line, $0]) }.joined(separator: "  ")) }
      lines += ["```", ""]
    }
    if let definition = GateDefinitions.text(row.kind) {
      lines += ["```", definition, "```", ""]
    } else {
      lines += ["Not defined by others.", ""]
    }
    return lines
  }

  private static func element(_ value: Complex) -> String {
    let (re, im) = (AngleText.significant(value.re, 4), AngleText.significant(value.im, 4))
    if value.im == 0 { return value.re == 0 ? "0" : re }
    if value.re == 0 { return value.im == 1 ? "i" : value.im == -1 ? "-i" : im + "i" }
    return "\(re)\(value.im < 0 ? "" : "+")\(im)i"
  }
}
