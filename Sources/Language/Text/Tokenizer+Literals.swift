/// Lists that are data rather than speech: matrices, edges of a graph, coordinates of a vector.
enum Literal {
  /// `[[2, 1], [1, 3]]`, `[[2, -i], [i, 3]]`, `((0,1),(1,2))`: two or more inner lists of numbers; its end, and it as JSON.
  static func nested(_ scalars: [Unicode.Scalar], at start: Int) -> (json: String, end: Int)? {
    guard let (rows, end) = list(scalars, start, { list(scalars, $0) { entry(scalars, $0) } }), rows.count > 1 else {
      return nil
    }
    return ("[" + rows.map { "[" + $0.joined(separator: ",") + "]" }.joined(separator: ",") + "]", end)
  }

  /// `[1, 0]` or `(1, 0)` behind `b =`, "vector" or "right-hand side".
  static func vector(_ scalars: [Unicode.Scalar], at start: Int, after word: String?) -> (json: String, end: Int)? {
    guard let word, ["b", "vector", "side", "rhs"].contains(word),
      let (numbers, end) = list(scalars, start, { entry(scalars, $0) }), numbers.count > 1
    else { return nil }
    return ("[" + numbers.joined(separator: ",") + "]", end)
  }

  /// `0-1, 1-2 and 2-0`: two or more edges.
  static func edges(_ scalars: [Unicode.Scalar], at start: Int) -> (json: String, end: Int)? {
    var (place, end) = (start, start)
    var edges: [String] = []
    while let (a, after) = whole(scalars, place), after < scalars.count, scalars[after] == "-",
      let (b, last) = whole(scalars, after + 1)
    {
      edges.append("[\(a),\(b)]")
      end = last
      place = skip(scalars, last, ",;")
      for joint in ["and ", "& "] where matches(scalars, place, joint) { place = skip(scalars, place + joint.count, "") }
    }
    return edges.count > 1 ? ("[" + edges.joined(separator: ",") + "]", end) : nil
  }

  /// `(0,1), (1,2) and (0,2)`: two or more edges in brackets of their own, each with a weight where there is one.
  static func pairs(_ scalars: [Unicode.Scalar], at start: Int) -> (json: String, end: Int)? {
    var (place, end) = (start, start)
    var edges: [String] = []
    while let (parts, last) = list(scalars, place, { number(scalars, $0) }), parts.count == 2 || parts.count == 3 {
      edges.append("[" + parts.joined(separator: ",") + "]")
      end = last
      place = skip(scalars, last, ",;")
      for joint in ["and ", "& "] where matches(scalars, place, joint) { place = skip(scalars, place + joint.count, "") }
    }
    return edges.count > 1 ? ("[" + edges.joined(separator: ",") + "]", end) : nil
  }

  // MARK: Pieces

  private static func list<Element>(
    _ scalars: [Unicode.Scalar], _ start: Int, _ element: (Int) -> (Element, Int)?
  ) -> ([Element], Int)? {
    guard start < scalars.count, scalars[start] == "[" || scalars[start] == "(" else { return nil }
    let close: Unicode.Scalar = scalars[start] == "[" ? "]" : ")"
    var items: [Element] = []
    var place = skip(scalars, start + 1, "")
    while let (item, end) = element(place) {
      items.append(item)
      place = skip(scalars, end, ",;")
    }
    guard place < scalars.count, scalars[place] == close, !items.isEmpty else { return nil }
    return (items, place + 1)
  }

  private static func skip(_ scalars: [Unicode.Scalar], _ start: Int, _ signs: String) -> Int {
    var place = start
    while place < scalars.count, scalars[place].properties.isWhitespace || signs.unicodeScalars.contains(scalars[place]) {
      place += 1
    }
    return place
  }

  private static func matches(_ scalars: [Unicode.Scalar], _ start: Int, _ word: String) -> Bool {
    start + word.count <= scalars.count && zip(scalars[start...], word.unicodeScalars).allSatisfy { $0 == $1 }
  }

  private static func whole(_ scalars: [Unicode.Scalar], _ start: Int) -> (String, Int)? {
    var end = start
    while end < scalars.count, (48...57).contains(scalars[end].value) { end += 1 }
    guard end > start, end - start < 6 else { return nil }
    return (String(String.UnicodeScalarView(scalars[start..<end])), end)
  }

  /// A number, or the JSON text of a complex one: `1-2i`, `-i`, `"i"`, `0.5j`.
  private static func entry(_ scalars: [Unicode.Scalar], _ start: Int) -> (String, Int)? {
    if start < scalars.count, scalars[start] == "\"", let (text, end) = imaginary(scalars, start + 1), end < scalars.count,
      scalars[end] == "\""
    {
      return (text, end + 1)
    }
    return imaginary(scalars, start) ?? number(scalars, start)
  }

  /// Signs, figures and points that end in an `i` or `j` of their own.
  private static func imaginary(_ scalars: [Unicode.Scalar], _ start: Int) -> (String, Int)? {
    var end = start
    while end < scalars.count, (48...57).contains(scalars[end].value) || "+-. ".unicodeScalars.contains(scalars[end]) { end += 1 }
    guard end < scalars.count, scalars[end] == "i" || scalars[end] == "j" else { return nil }
    guard end + 1 == scalars.count || !scalars[end + 1].properties.isAlphabetic else { return nil }
    let text = scalars[start..<end].filter { $0 != " " }
    // At most a real and an imaginary part, each with one point.
    let parts = String(String.UnicodeScalarView(text)).split(omittingEmptySubsequences: true) { "+-".contains($0) }
    guard parts.count <= 2, parts.allSatisfy({ Double($0.hasPrefix(".") ? "0" + $0 : String($0)) != nil }) else { return nil }
    return ("\"" + String(String.UnicodeScalarView(text)) + "i\"", end + 1)
  }

  /// A decimal number, or a fraction of two.
  private static func number(_ scalars: [Unicode.Scalar], _ start: Int) -> (String, Int)? {
    guard let (value, end) = decimal(scalars, start) else { return nil }
    guard end < scalars.count, scalars[end] == "/", let (below, last) = decimal(scalars, end + 1), below != 0 else {
      return (value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)", end)
    }
    return ("\(value / below)", last)
  }

  private static func decimal(_ scalars: [Unicode.Scalar], _ start: Int) -> (Double, Int)? {
    var end = start
    while end < scalars.count, (48...57).contains(scalars[end].value) || "+-.eE".unicodeScalars.contains(scalars[end]) {
      end += 1
    }
    let text = String(String.UnicodeScalarView(scalars[start..<end]))
    guard end > start, let value = Double(text.hasPrefix(".") ? "0" + text : text), value.isFinite else { return nil }
    return (value, end)
  }
}
