/// An observable: a sum of products of Pauli operators, written `0.5*Z0 Z1 - X2`.
public struct PauliSum: Hashable, Sendable {
  /// The operators of one qubit.
  public enum Pauli: String, Hashable, Sendable, CaseIterable { case x = "X", y = "Y", z = "Z" }

  /// One product: qubits ascending, none twice; without factors it is the identity.
  public struct Term: Hashable, Sendable {
    public var coefficient: Double
    public var factors: [Factor]

    public init(_ coefficient: Double, _ factors: [Factor]) {
      self.coefficient = coefficient
      self.factors = factors.sorted { $0.qubit < $1.qubit }
    }
  }

  /// One operator on one qubit.
  public struct Factor: Hashable, Sendable {
    public var pauli: Pauli
    public var qubit: Int

    public init(_ pauli: Pauli, _ qubit: Int) {
      self.pauli = pauli
      self.qubit = qubit
    }
  }

  public var terms: [Term]

  public init(_ terms: [Term]) { self.terms = terms }

  /// The number of qubits it needs at least.
  public var qubits: Int { (terms.flatMap(\.factors).map(\.qubit).max() ?? -1) + 1 }
  /// Whether only Z and the identity occur.
  public var isDiagonal: Bool { terms.allSatisfy { $0.factors.allSatisfy { $0.pauli == .z } } }

  /// Reads `text`; throws `observable.malformed` with the column, counted from 1.
  public init(parsing text: String) throws(ProximaError) {
    var reader = PauliReader(text)
    terms = try reader.sum()
  }

  /// Throws `observable.qubit` where it names a qubit that `count` qubits do not have.
  public func check(qubits count: Int, name: String) throws(ProximaError) {
    if qubits > count {
      throw ProximaError(
        "observable.qubit", "`\(name)` speaks of qubit \(qubits - 1), and the circuit has qubits 0 to \(count - 1)",
        remedy: "qubits are counted from 0", exit: .badInput)
    }
  }
}

/// Reads a Pauli sum, byte by byte.
private struct PauliReader {
  private let text: String
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func sum() throws(ProximaError) -> [PauliSum.Term] {
    var terms: [PauliSum.Term] = []
    skipSpace()
    repeat {
      var sign = 1.0
      var signed = false
      while let byte = peek, byte == 0x2B || byte == 0x2D {  // + -
        if byte == 0x2D { sign = -sign }
        signed = true
        step()
      }
      if !terms.isEmpty, !signed { throw fail("+ or - between terms is missing") }
      terms.append(try term(sign))
    } while peek != nil
    return terms
  }

  /// A number, Pauli factors, or both, joined by `*` or spaces.
  private mutating func term(_ sign: Double) throws(ProximaError) -> PauliSum.Term {
    var coefficient = sign
    var factors: [PauliSum.Factor] = []
    var seen = false
    while let byte = peek, byte != 0x2B, byte != 0x2D {
      if (0x30...0x39).contains(byte) || byte == 0x2E {
        if seen { throw fail("a number has to stand before the operators of its term") }
        coefficient *= try number()
      } else if let factor = try operatorFactor() {
        if factors.contains(where: { $0.qubit == factor.qubit }) { throw fail("qubit \(factor.qubit) stands twice in one term") }
        factors.append(factor)
      }
      seen = true
      if peek == 0x2A {  // *
        step()
        if peek == nil || peek == 0x2B || peek == 0x2D { throw fail("something has to follow `*`") }
      }
    }
    if !seen { throw fail("a term such as `0.5*Z0 Z1` is missing") }
    return PauliSum.Term(coefficient, factors)
  }

  /// `X0`, `y12`, `Z_3`; nil for an identity, with or without a qubit.
  private mutating func operatorFactor() throws(ProximaError) -> PauliSum.Factor? {
    guard let byte = peek else { return nil }
    let letter = Character(UnicodeScalar(byte)).uppercased()
    let pauli = PauliSum.Pauli(rawValue: letter)
    guard pauli != nil || letter == "I" else { throw fail("X, Y, Z, I or a number is expected") }
    at += 1
    if at < bytes.count, bytes[at] == 0x5F { at += 1 }
    let digits = bytes[at...].prefix { (0x30...0x39).contains($0) }
    guard let pauli else {
      at += digits.count
      skipSpace()
      return nil
    }
    guard let qubit = Int(String(decoding: digits, as: UTF8.self)), qubit < 1 << 20 else {
      throw fail("\(letter) needs the number of its qubit, such as \(letter)0")
    }
    at += digits.count
    skipSpace()
    return PauliSum.Factor(pauli, qubit)
  }

  private mutating func number() throws(ProximaError) -> Double {
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      let exponentSign = (byte == 0x2B || byte == 0x2D) && at > start && bytes[at - 1] | 0x20 == 0x65
      guard (0x30...0x39).contains(byte) || byte == 0x2E || byte | 0x20 == 0x65 || exponentSign else { break }
      at += 1
    }
    guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)), value.isFinite else {
      at = start
      throw fail("this is not a number")
    }
    skipSpace()
    return value
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func step() {
    at += 1
    skipSpace()
  }

  private mutating func skipSpace() { while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 } }

  private func fail(_ reason: String) -> ProximaError {
    ProximaError(
      "observable.malformed", "`\(text)`, column \(at + 1): \(reason)",
      remedy: "write a sum of Pauli products, such as `0.5*Z0 Z1 - X2`", exit: .badInput)
  }
}
