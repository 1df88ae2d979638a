import Core

extension FamilyArguments {
  /// Rows of finite numbers, real or complex.
  func matrix(_ name: String) throws(CircuitError) -> [[Complex]]? {
    guard let value = values[name], value != .null else { return nil }
    guard let rows = list(value) else { throw wrong("\(name) must be rows of numbers such as [[2,1],[1,3]]") }
    var result: [[Complex]] = []
    for row in rows {
      guard let numbers = row.array?.compactMap(Complex.init(entry:)), numbers.count == row.array?.count else {
        throw wrong("\(name) must be rows of numbers such as [[2,1],[1,3]] or [[2,\"-i\"],[\"i\",3]]")
      }
      result.append(numbers)
    }
    return result
  }

  /// Finite numbers, real or complex.
  func vector(_ name: String) throws(CircuitError) -> [Complex]? {
    guard let value = values[name], value != .null else { return nil }
    guard let items = list(value), case let numbers = items.compactMap(Complex.init(entry:)), numbers.count == items.count
    else { throw wrong("\(name) must be numbers such as [1,0] or [1,\"2i\"]") }
    return numbers
  }

  /// A list, or the JSON text of one.
  private func list(_ value: JSONValue) -> [JSONValue]? {
    if let text = value.string { return (try? JSON.decode(JSONValue.self, from: text))?.array }
    return value.array
  }
}

extension Complex {
  /// An entry of a matrix: a finite number, or a text such as `1-2i`, `-i` or `0.5j`.
  init?(entry: JSONValue) {
    if let number = entry.double {
      guard number.isFinite else { return nil }
      self.init(number)
    } else if let text = entry.string {
      self.init(parsing: text)
    } else {
      return nil
    }
  }

  /// `2`, `-1.5e-3`, `1-2i`, `i`, `-0.5j`; nil for anything else.
  init?(parsing text: String) {
    let letters = Array(text.filter { !$0.isWhitespace })
    guard let last = letters.last else { return nil }
    guard last == "i" || last == "j" else {
      guard let value = Double(text), value.isFinite else { return nil }
      self.init(value)
      return
    }
    let body = letters.dropLast()
    // The sign between the parts is the last one that does not belong to an exponent.
    let cut = body.indices.last { "+-".contains(body[$0]) && ($0 == 0 || !"eE".contains(body[$0 - 1])) } ?? 0
    let (first, second) = (String(body[..<cut]), String(body[cut...]))
    guard let re = first.isEmpty ? 0 : Double(first),
      let im = ["", "+"].contains(second) ? 1 : second == "-" ? -1 : Double(second), re.isFinite, im.isFinite
    else { return nil }
    self.init(re, im)
  }
}
