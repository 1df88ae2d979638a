import Core

/// Reads linear systems from files: JSON, or rows of numbers.
public enum LinearSystemText {
  /// The `matrix` and, where it is there, the `vector` that `text` describes, as the family `hhl` takes them.
  ///
  /// JSON is `{"matrix": [[2, 1], [1, 3]], "vector": [1, 0]}` (`A` and `b` mean the same) or the matrix alone; otherwise a row a
  /// line, numbers separated by spaces or commas, with one number more in each row for the right-hand side where there is one.
  /// Complex numbers are `1-2i` or `1-2j`, in JSON between quotation marks.
  /// - Throws: `matrix.malformed`, with the line where there is one.
  public static func read(_ text: String, name: String) throws(CircuitError) -> [String: JSONValue] {
    let first = text.first { !$0.isWhitespace }
    if first == "[" || first == "{" {
      guard let tree = try? JSON.decode(JSONValue.self, from: text) else { throw malformed(name, "this is no JSON") }
      let matrix = tree.array == nil ? tree["matrix"] ?? tree["A"] : tree
      guard let matrix else { throw malformed(name, "`matrix` is missing") }
      var result = ["matrix": matrix]
      result["vector"] = tree.array == nil ? tree["vector"] ?? tree["b"] : nil
      return result
    }
    var rows: [[JSONValue]] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split { " \t,;|[]()".contains($0) }
      guard let head = words.first, !head.hasPrefix("#"), !head.hasPrefix("%") else { continue }
      let numbers: [JSONValue] = words.compactMap { word in
        guard let number = Complex(parsing: String(word)) else { return nil }
        return number.im == 0 ? .double(number.re) : .string(String(word))
      }
      guard numbers.count == words.count else {
        throw malformed("\(name):\(index + 1)", "`\(line.prefix(40))` is no row of numbers")
      }
      rows.append(numbers)
    }
    guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }), width == rows.count || width == rows.count + 1
    else { throw malformed(name, "a matrix has as many numbers in each row as rows, or one more for the right-hand side") }
    if width == rows.count { return ["matrix": .array(rows.map { .array($0) })] }
    return [
      "matrix": .array(rows.map { .array(Array($0.dropLast())) }), "vector": .array(rows.compactMap(\.last)),
    ]
  }

  private static func malformed(_ name: String, _ reason: String) -> CircuitError {
    CircuitError("matrix.malformed", "\(name): \(reason)")
  }
}
