import Core

/// What an entry of a noise model must be.
enum NoiseCheck {
  /// How far probabilities and Σ K†K may be from 1.
  static let tolerance = 1e-8

  static func check(_ entry: NoiseEntry) throws(CircuitError) {
    let name = entry.channel.rawValue
    if let qubits = entry.qubits, qubits.contains(where: { $0 < 0 }) { throw invalid("a qubit of `\(name)` is below 0") }
    switch entry.channel {
    case .thermal: try checkTimes(entry)
    case .pauli: _ = try products(entry)
    case .kraus: _ = try operators(entry)
    case .readout where entry.confusion != nil: try checkConfusion(entry)
    default:
      guard let p = entry.probability else { throw invalid("`\(name)` needs a probability") }
      guard p >= 0, p <= 1 else { throw invalid("the probability \(p) of `\(name)` is not between 0 and 1") }
    }
    try checkForeign(entry)
  }

  /// Fields that belong to other channels are a mistake, not decoration.
  private static func checkForeign(_ entry: NoiseEntry) throws(CircuitError) {
    let present: [(String, Bool, Set<NoiseChannel>)] = [
      ("paulis", entry.paulis != nil, [.pauli]), ("kraus", entry.kraus != nil, [.kraus]),
      ("confusion", entry.confusion != nil, [.readout]), ("t1", entry.t1 != nil, [.thermal]),
      ("t2", entry.t2 != nil, [.thermal]), ("gateTime", entry.gateTime != nil, [.thermal]),
      ("gateTimes", entry.gateTimes != nil, [.thermal]),
      ("probability", entry.probability != nil, Set(NoiseChannel.allCases.filter(\.hasProbability))),
    ]
    for (field, isThere, owners) in present where isThere && !owners.contains(entry.channel) {
      throw invalid("`\(field)` says nothing for `\(entry.channel.rawValue)`; take it out")
    }
    if entry.confusion != nil, entry.probability != nil {
      throw invalid("`readout` has a probability and a confusion matrix; give one of them")
    }
  }

  private static func checkTimes(_ entry: NoiseEntry) throws(CircuitError) {
    guard entry.t1 != nil || entry.t2 != nil else { throw invalid("thermal noise needs t1 or t2") }
    for time in [entry.t1, entry.t2] {
      if let time, !(time > 0) { throw invalid("relaxation times of thermal noise are above 0") }
    }
    if let t1 = entry.t1, let t2 = entry.t2, t2 > 2 * t1 * (1 + 1e-12) {
      throw invalid("t2 is more than twice t1, which no qubit can have")
    }
    for time in [entry.gateTime].compactMap(\.self) + (entry.gateTimes ?? [:]).values where !(time >= 0 && time.isFinite) {
      throw invalid("the gate times of thermal noise are not negative")
    }
  }

  private static func checkConfusion(_ entry: NoiseEntry) throws(CircuitError) {
    let rows = entry.confusion ?? []
    guard rows.count == 2, rows.allSatisfy({ $0.count == 2 }) else {
      throw invalid("a confusion matrix is [[p(0|0), p(1|0)], [p(0|1), p(1|1)]]")
    }
    for row in rows {
      guard row.allSatisfy({ (0...1).contains($0) }), abs(row[0] + row[1] - 1) <= tolerance else {
        throw invalid("each row of a confusion matrix holds probabilities that sum to 1")
      }
    }
  }

  /// The Pauli products of an entry, from labels whose rightmost letter is the gate's first qubit.
  static func products(_ entry: NoiseEntry) throws(CircuitError) -> [QuantumChannel.PauliProduct] {
    guard let paulis = entry.paulis, let width = paulis.keys.first?.count, (1...5).contains(width) else {
      throw invalid("`pauli` needs `paulis`, such as {X: 0.01, Z: 0.02}, on 1 to 5 qubits")
    }
    var result: [QuantumChannel.PauliProduct] = []
    var total = 0.0
    for (label, probability) in paulis.sorted(by: { $0.key < $1.key }) {
      guard label.count == width, label.allSatisfy({ "IXYZ".contains($0) }) else {
        throw invalid("`\(label)` is no Pauli product of \(width) letters out of I, X, Y, Z")
      }
      guard (0...1).contains(probability) else { throw invalid("the probability \(probability) of \(label) is not between 0 and 1") }
      total += probability
      result.append(.init(label.reversed().map { PauliSum.Pauli(rawValue: String($0)) }, probability))
    }
    guard total <= 1 + tolerance else { throw invalid("the probabilities of `pauli` sum to \(total), which is above 1") }
    let identity = paulis[String(repeating: "I", count: width)]
    if identity != nil, abs(total - 1) > tolerance {
      throw invalid("the probabilities of `pauli`, the identity's among them, sum to \(total) instead of 1")
    }
    return result
  }

  /// The Kraus operators of an entry, square, of one size, and complete.
  static func operators(_ entry: NoiseEntry) throws(CircuitError) -> [Matrix] {
    guard let kraus = entry.kraus, let size = kraus.first?.rows.count, size >= 2, size <= 32, size.nonzeroBitCount == 1 else {
      throw invalid("`kraus` needs operators of 2, 4, 8, 16 or 32 rows")
    }
    var sum = Matrix(dimension: size, elements: Array(repeating: .zero, count: size * size))
    var operators: [Matrix] = []
    for (index, one) in kraus.enumerated() {
      guard one.rows.count == size, one.rows.allSatisfy({ $0.count == size }) else {
        throw invalid("Kraus operator \(index + 1) is not \(size) by \(size)")
      }
      let matrix = Matrix(rows: one.rows.map { $0.map { Complex($0.re, $0.im) } })
      guard matrix.elements.allSatisfy({ abs($0.re) <= 1 + tolerance && abs($0.im) <= 1 + tolerance }) else {
        throw invalid("Kraus operator \(index + 1) has an element above 1")
      }
      let product = matrix.adjoint * matrix
      for place in sum.elements.indices { sum.elements[place] += product.elements[place] }
      operators.append(matrix)
    }
    let gap = sum.distance(to: .identity(size))
    guard gap <= tolerance else {
      throw invalid("the Kraus operators are not complete: the sum of K†K is off the identity by \(gap)")
    }
    return operators
  }

  private static func invalid(_ message: String) -> CircuitError { CircuitError("noise.invalid", message) }
}
