import Circuits

/// What a script was understood to do.
struct ScriptReading {
  var qubits = 0
  var clbits = 0
  var steps: [ScriptOperation] = []
  var problems: [Remark] = []
  var shots: (value: Int, line: Int)?
  var seed: (value: Int, line: Int)?
  /// Bits from left to right as the script prints them; nil for a missing bit, empty where the language orders them.
  var order: (names: [Int?], line: Int)?
  /// Which parts of running and printing were seen, by name.
  var parts: [String: Int] = [:]
  /// Where the circuit ends.
  var end = 1
  var lastLine = 1

  /// A remark on a line.
  struct Remark: Hashable {
    var criterion: String
    var line: Int
    var text: String
  }

  mutating func object(_ line: Int, _ text: String, _ criterion: String = "correctness") {
    problems.append(Remark(criterion: criterion, line: line, text: text))
  }

  /// Notes that part `name` was seen; a second time is a problem.
  mutating func saw(_ name: String, _ line: Int) {
    if let first = parts[name] {
      object(line, "\(name) stands here again, after line \(first)", "best_practices")
    } else {
      parts[name] = line
    }
  }

  /// Notes that the parts of `names` are missing.
  mutating func require(_ names: [String]) {
    for name in names where parts[name] == nil { object(lastLine, "\(name) is missing", "completeness") }
  }
}
