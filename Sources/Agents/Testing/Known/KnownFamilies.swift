import Core
import Glibc

/// The distributions that theory knows, each derived here from the request and from nothing else.
enum KnownFamilies {
  /// The result of the family that `circuit` asks for; `label` may carry the value of a sweep such as `qubits=4`.
  static func result(_ circuit: CircuitRequest, label: String?) throws(ReferenceRefusal) -> KnownResult {
    let asked = FamilyRequest(circuit, label: label)
    guard let rule = rules[circuit.family] else {
      throw ReferenceRefusal("theory gives no distribution for the family `\(circuit.family)`")
    }
    let result = try rule(asked)
    guard result.distribution.count <= ReferenceLimit.outcomes else {
      throw ReferenceRefusal("more than \(ReferenceLimit.outcomes) outcomes")
    }
    return result
  }

  private typealias Rule = @Sendable (FamilyRequest) throws(ReferenceRefusal) -> KnownResult

  private static let rules: [String: Rule] = [
    "bell": { (asked) throws(ReferenceRefusal) in try bell(asked) },
    "ghz": { (asked) throws(ReferenceRefusal) in
      try asked.only([])
      let n = try asked.qubits(or: 3)
      return equal([repeated("0", n), repeated("1", n)], "a GHZ state shows all zeros and all ones equally often")
    },
    "w": { (asked) throws(ReferenceRefusal) in
      try asked.only([])
      let n = try asked.qubits(or: 3)
      guard n <= 2000 else { throw ReferenceRefusal("a W state of \(n) qubits") }
      let keys = (0..<n).map { one in String((0..<n).map { $0 == one ? "1" : "0" }) }
      return equal(keys, "a W state shows each string with a single one equally often")
    },
    "cluster": { (asked) throws(ReferenceRefusal) in
      try asked.only(["graph"])
      return try uniform(asked.qubits(or: 4), "controlled phases leave the even superposition of all strings even")
    },
    "qft": { (asked) throws(ReferenceRefusal) in try fourier(asked) },
    "inverse_qft": { (asked) throws(ReferenceRefusal) in try fourier(asked) },
    "phase_estimation": { (asked) throws(ReferenceRefusal) in try phaseEstimation(asked) },
    "grover": { (asked) throws(ReferenceRefusal) in try grover(asked) },
    "deutsch_jozsa": { (asked) throws(ReferenceRefusal) in try deutschJozsa(asked) },
    "bernstein_vazirani": { (asked) throws(ReferenceRefusal) in
      try asked.only(["secret", "seed"])
      return equal([try asked.bits("secret")], "Bernstein and Vazirani's algorithm reads the secret in every shot")
    },
    "simon": { (asked) throws(ReferenceRefusal) in try simon(asked) },
    "teleportation": { (asked) throws(ReferenceRefusal) in try teleportation(asked) },
    "superdense_coding": { (asked) throws(ReferenceRefusal) in
      try asked.only(["message"])
      return equal([try asked.bits("message", or: "10")], "superdense coding delivers both bits in every shot")
    },
    "swap_test": { (asked) throws(ReferenceRefusal) in try swapTest(asked) },
    "chsh": { (asked) throws(ReferenceRefusal) in try chsh(asked) },
    "bit_flip_code": { (asked) throws(ReferenceRefusal) in try repetitionCode(asked) },
    "phase_flip_code": { (asked) throws(ReferenceRefusal) in try repetitionCode(asked) },
    "adder": { (asked) throws(ReferenceRefusal) in
      try asked.only(["a", "b"])
      let n = try asked.qubits(or: 4)
      guard n <= 60 else { throw ReferenceRefusal("numbers of \(n) bits") }
      let sum = (asked.whole("a") ?? (1 << n) - 1) + (asked.whole("b") ?? 1)
      return equal([binary(sum, n + 1)], "the sum of the two numbers, with its carry in front")
    },
  ]

  private static func grover(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["marked", "iterations"])
    let given = asked.has("marked") ? try asked.bitStrings("marked") : nil
    let n = try asked.qubits(or: given?[0].count ?? 3)
    let marked = given ?? [repeated("1", n)]
    guard marked.allSatisfy({ $0.count == n }), n <= 16 else { throw ReferenceRefusal("marked strings of another width") }
    let size = Double(1 << n)
    let share = Double(marked.count) / size
    let angle = asin(share.squareRoot())
    let rounds = asked.whole("iterations") ?? max(0, Int((Double.pi / (4 * angle) - 0.5).rounded()))
    let success = pow(sin(Double(2 * rounds + 1) * angle), 2)
    var distribution: [String: Double] = [:]
    for index in 0..<(1 << n) {
      let key = binary(index, n)
      distribution[key] =
        marked.contains(key) ? success / Double(marked.count) : (1 - success) / (size - Double(marked.count))
    }
    return KnownResult(
      distribution: distribution,
      words: "Grover's search after \(rounds) rounds finds a marked string with probability sin²((2k+1)θ)")
  }

  private static func simon(_ asked: FamilyRequest) throws(ReferenceRefusal) -> KnownResult {
    try asked.only(["secret", "seed"])
    let secret = try asked.bits("secret")
    let n = secret.count
    guard n <= 16, let mask = Int(secret, radix: 2) else { throw ReferenceRefusal("a secret of \(n) bits") }
    let keys = (0..<(1 << n)).filter { ($0 & mask).nonzeroBitCount % 2 == 0 }.map { binary($0, n) }
    return equal(keys, "Simon's algorithm shows equally often the strings orthogonal to the secret, and no others")
  }

  static func equal(_ keys: [String], _ words: String) -> KnownResult {
    KnownResult(
      distribution: Dictionary(keys.map { ($0, 1 / Double(keys.count)) }, uniquingKeysWith: +), words: words)
  }

  static func repeated(_ digit: String, _ count: Int) -> String { String(repeating: digit, count: count) }

  /// `value` in `width` binary digits, bit 0 rightmost.
  static func binary(_ value: Int, _ width: Int) -> String {
    String((0..<width).reversed().map { value >> $0 & 1 == 1 ? "1" : "0" })
  }
}

/// A request for a family, read with care: what is not understood is refused.
struct FamilyRequest {
  private let circuit: CircuitRequest
  /// Which circuit of several, or the value of a sweep.
  let label: String?
  private let sweep: (name: String, value: Int)?

  init(_ circuit: CircuitRequest, label: String?) {
    self.circuit = circuit
    self.label = label
    let parts = (label ?? "").split(separator: "=").map(String.init)
    sweep = parts.count == 2 ? Int(parts[1]).map { (parts[0], $0) } : nil
  }

  /// Refuses parameters other than `names`.
  func only(_ names: Set<String>) throws(ReferenceRefusal) {
    let given = Set((circuit.parameters ?? [:]).keys)
    let unknown = given.subtracting(names).sorted()
    if !unknown.isEmpty {
      throw ReferenceRefusal("theory here does not know the parameter \(unknown.joined(separator: ", "))")
    }
  }

  /// The width; a sweep over it counts more than the request, and `fallback` where neither says it.
  func qubits(or fallback: Int? = nil) throws(ReferenceRefusal) -> Int {
    let width = sweep?.name == "qubits" ? sweep?.value : circuit.qubits
    guard let n = width ?? fallback else { throw ReferenceRefusal("the request does not say how many qubits") }
    guard (1...100_000).contains(n) else { throw ReferenceRefusal("\(n) qubits") }
    return n
  }

  func whole(_ name: String) -> Int? {
    let value = circuit.parameters?[name]
    return sweep?.name == name ? sweep?.value : value?.int ?? value?.string.flatMap { Int($0) }
  }

  func number(_ name: String) -> Double? {
    let value = circuit.parameters?[name]
    return value?.double ?? value?.string.flatMap { Double($0) }
  }

  func text(_ name: String) -> String? { circuit.parameters?[name]?.string }

  func has(_ name: String) -> Bool { circuit.parameters?[name] != nil }

  /// A bit string, `fallback` where the request leaves it to the family.
  func bits(_ name: String, or fallback: String? = nil) throws(ReferenceRefusal) -> String {
    if !has(name), let fallback { return fallback }
    let strings = try bitStrings(name)
    guard strings.count == 1 else { throw ReferenceRefusal("`\(name)` holds several") }
    return strings[0]
  }

  /// One bit string or several of one width.
  func bitStrings(_ name: String) throws(ReferenceRefusal) -> [String] {
    let value = circuit.parameters?[name]
    // A string of digits may have come as a number.
    let strings = (value?.array ?? [value ?? .null]).compactMap { $0.string ?? $0.int.map(String.init) }
    guard let first = strings.first, !first.isEmpty, strings.allSatisfy({ $0.count == first.count }),
      strings.allSatisfy({ $0.allSatisfy { $0 == "0" || $0 == "1" } })
    else { throw ReferenceRefusal("the request does not say `\(name)`") }
    return Set(strings).sorted()
  }
}
