import Core

/// What a family is asked for, read with its defaults and refusals.
struct FamilyArguments {
  let family: CircuitFamily
  let qubits: Int?
  let values: [String: JSONValue]

  func wrong(_ message: String) -> CircuitError { CircuitError("family.parameter", "\(family.name): \(message)") }

  /// The size: asked for, or `fixed` by a parameter, or the family's own.
  func size(fixedBy fixed: Int? = nil, because reason: String = "") throws(CircuitError) -> Int {
    if let fixed, let qubits, fixed != qubits {
      throw CircuitError("family.size", "\(family.name): \(qubits) qubits were asked for, but \(reason) has \(fixed)")
    }
    let size = fixed ?? qubits ?? family.defaultSize
    guard family.sizes.contains(size) else {
      let range = family.sizes
      let allowed =
        range.lowerBound == range.upperBound
        ? "exactly \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      throw CircuitError("family.size", "\(family.name) has \(allowed) qubits (\(family.width)), not \(size)")
    }
    return size
  }

  /// A whole number in `range`.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(CircuitError) -> Int? {
    guard let value = values[name], value != .null else { return nil }
    guard let number = value.int ?? value.string.flatMap({ Int($0) }) else {
      throw wrong("\(name) must be a whole number")
    }
    guard range.contains(number) else {
      throw wrong("\(name) must be \(range.lowerBound) to \(range.upperBound), not \(number)")
    }
    return number
  }

  /// A finite number.
  func number(_ name: String) throws(CircuitError) -> Double? {
    guard let value = values[name], value != .null else { return nil }
    guard let number = value.double ?? value.string.flatMap({ Double($0) }), number.isFinite else {
      throw wrong("\(name) must be a number")
    }
    return number
  }

  func text(_ name: String) throws(CircuitError) -> String? {
    guard let value = values[name], value != .null else { return nil }
    guard let text = value.string else { throw wrong("\(name) must be a text") }
    return text
  }

  /// A bit string as written: the last character is bit 0.
  func bits(_ name: String) throws(CircuitError) -> String? {
    guard let value = values[name], value != .null else { return nil }
    // A string of digits may have come as a number.
    guard let text = value.string ?? value.int.map({ String($0) }), !text.isEmpty,
      text.allSatisfy({ $0 == "0" || $0 == "1" })
    else { throw wrong("\(name) must be a bit string such as 1011") }
    return text
  }

  /// One bit string or a list of them, all of one length.
  func bitsList(_ name: String) throws(CircuitError) -> [String]? {
    guard let value = values[name], value != .null else { return nil }
    guard let items = value.array else { return try bits(name).map { [$0] } }
    var list: [String] = []
    for item in items {
      var single = self
      single = FamilyArguments(family: family, qubits: qubits, values: [name: item])
      if let text = try single.bits(name) { list.append(text) }
    }
    guard !list.isEmpty, Set(list.map(\.count)).count == 1 else {
      throw wrong("\(name) must be bit strings of one length")
    }
    return Array(Set(list)).sorted()
  }

  /// The generator of the parameter `seed`, 1 where it is not given.
  func generator() throws(CircuitError) -> SeededGenerator {
    SeededGenerator(seed: UInt64(bitPattern: Int64(try integer("seed", in: .min ... .max) ?? 1)))
  }
}

/// Bit strings that read like the keys of counts.
enum Bits {
  /// Bit `index`, counted from the right.
  static func at(_ index: Int, _ text: String) -> Bool {
    let bytes = text.utf8
    guard index < bytes.count else { return false }
    return bytes[bytes.index(bytes.endIndex, offsetBy: -1 - index)] == 0x31
  }

  /// `value` in `width` bits.
  static func key(_ value: Int, _ width: Int) -> String {
    let digits = String(value, radix: 2)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// `width` random bits, not all 0.
  static func random(_ width: Int, _ generator: inout SeededGenerator) -> String {
    var text = ""
    repeat { text = String((0..<width).map { _ in generator.next() >> 63 == 1 ? "1" : "0" }) } while !text.contains("1")
    return text
  }

  /// The same probability for each of the 2^width keys; nil above 4,096 of them.
  static func uniform(_ width: Int) -> [String: Double]? {
    guard width <= 12 else { return nil }
    let probability = 1 / Double(1 << width)
    return Dictionary(uniqueKeysWithValues: (0..<(1 << width)).map { (key($0, width), probability) })
  }
}

extension CircuitFamily.Parameter {
  /// The seed of whatever is drawn at random.
  static let seed = CircuitFamily.Parameter(
    name: "seed", kind: .integer, summary: "fixes what is drawn at random", standard: "1")
}
