import Core

/// One way in which noise can go wrong, and what it changes.
public struct ErrorMechanism: Hashable, Sendable {
  /// How likely it is in one shot.
  public var probability: Double
  /// The detectors that it makes fire, in rising order.
  public var detectors: [Int]
  /// The logical observables that it flips, bit by bit.
  public var observables: UInt64
}

extension ErrorMechanism {
  /// All single errors of `circuit` under `noise` that a detector or an observable of `plan` notices.
  ///
  /// Errors are carried forward to the measurements by walking the circuit backward: at each place stands, for each qubit,
  /// what an X and what a Z there would change. The X and the Z part of an error are taken apart, as matching does.
  /// - Throws: `decoder.gate` for what is no Clifford circuit without conditions, `noise.…` for a wrong noise model.
  public static func all(
    in circuit: Circuit, plan: DetectorPlan, noise: [NoiseEntry]
  ) throws(CircuitError) -> [ErrorMechanism] {
    guard plan.observables.count <= 64 else { throw CircuitError("decoder.observables", "at most 64 observables are decoded") }
    var walk = BackwardWalk(circuit, plan, try NoiseProgram(noise))
    for operation in circuit.operations.reversed() { try walk.pass(operation) }
    return walk.found
  }
}

/// The walk from the last operation to the first.
private struct BackwardWalk {
  /// Detectors, then observables, that an X (a Z) on each qubit would change.
  private var x: [[Int]]
  private var z: [[Int]]
  /// What each classical bit is part of.
  private let uses: [[Int]]
  private let detectorCount: Int
  private var written: Set<Int> = []
  private var noise: NoiseProgram
  private(set) var found: [ErrorMechanism] = []

  init(_ circuit: Circuit, _ plan: DetectorPlan, _ noise: NoiseProgram) {
    x = Array(repeating: [], count: circuit.qubitCount)
    z = x
    var uses: [[Int]] = Array(repeating: [], count: circuit.clbitCount)
    for (index, bits) in (plan.detectors + plan.observables).enumerated() {
      for bit in bits where uses.indices.contains(bit) { uses[bit].toggle(index) }
    }
    self.uses = uses
    detectorCount = plan.detectors.count
    self.noise = noise
  }

  mutating func pass(_ operation: Operation) throws(CircuitError) {
    switch operation {
    case .gate(let gate):
      for channel in noise.channels(after: gate.name, on: gate.qubits).reversed() { record(channel) }
      try pass(gate)
    case .measure(let qubit, let bit):
      // A bit that is written again later says nothing of this measurement.
      let changed = written.insert(bit).inserted ? uses[bit] : []
      let error = noise.readout(qubit)
      record(changed, (error.zeroAsOne + error.oneAsZero) / 2)
      x[qubit] = x[qubit].symmetricDifference(changed)
      z[qubit] = []
    case .reset(let qubit):
      x[qubit] = []
      z[qubit] = []
    case .barrier, .delay: break
    default: throw Self.unable("conditions and loops")
    }
  }

  private mutating func pass(_ gate: Gate) throws(CircuitError) {
    let qubits = gate.qubits
    guard gate.controlStates.isEmpty else { throw Self.unable("the gate `\(gate.name)`") }
    switch gate.kind {
    case .id, .x, .y, .z: break
    case .h: swap(&x[qubits[0]], &z[qubits[0]])
    case .s, .sdg: x[qubits[0]] = x[qubits[0]].symmetricDifference(z[qubits[0]])
    case .cx:
      x[qubits[0]] = x[qubits[0]].symmetricDifference(x[qubits[1]])
      z[qubits[1]] = z[qubits[1]].symmetricDifference(z[qubits[0]])
    case .cz:
      x[qubits[0]] = x[qubits[0]].symmetricDifference(z[qubits[1]])
      x[qubits[1]] = x[qubits[1]].symmetricDifference(z[qubits[0]])
    case .swap:
      x.swapAt(qubits[0], qubits[1])
      z.swapAt(qubits[0], qubits[1])
    default: throw Self.unable("the gate `\(gate.name)`")
    }
  }

  private static func unable(_ what: String) -> CircuitError {
    CircuitError("decoder.gate", "a circuit with \(what) cannot be decoded: only Clifford gates, measurements and resets")
  }

  /// Takes the X and the Z part of each Pauli of `channel` apart, and adds up how likely each part is.
  private mutating func record(_ channel: QuantumChannel) {
    let width = channel.qubits.count
    var parts = (x: Array(repeating: 0.0, count: 1 << width), z: Array(repeating: 0.0, count: 1 << width))
    for (xMask, zMask, probability) in channel.pauliWeights {
      parts.x[xMask] += probability
      parts.z[zMask] += probability
    }
    for mask in 1..<(1 << width) {
      let hit = (0..<width).filter { mask >> $0 & 1 == 1 }.map { channel.qubits[$0] }
      recordPart(hit.map { x[$0] }, parts.x[mask])
      recordPart(hit.map { z[$0] }, parts.z[mask])
    }
  }

  /// A part that more than two detectors see is taken apart by qubits.
  private mutating func recordPart(_ symptoms: [[Int]], _ probability: Double) {
    let whole = symptoms.reduce([]) { $0.symmetricDifference($1) }
    if whole.count(where: { $0 < detectorCount }) <= 2 { return record(whole, probability) }
    for symptom in symptoms { record(symptom, probability) }
  }

  private mutating func record(_ symptom: [Int], _ probability: Double) {
    guard probability > 0, !symptom.isEmpty else { return }
    let detectors = symptom.filter { $0 < detectorCount }
    let observables = symptom.reduce(UInt64(0)) { $1 < detectorCount ? $0 : $0 | 1 << UInt64($1 - detectorCount) }
    found.append(ErrorMechanism(probability: probability, detectors: detectors, observables: observables))
  }
}

extension QuantumChannel {
  /// Its Pauli twirl without the identity: masks of the qubits with X or Y, and with Z or Y, and the probability.
  fileprivate var pauliWeights: [(x: Int, z: Int, probability: Double)] {
    let width = qubits.count
    let products = (1..<(1 << (2 * width))).map { QuantumChannel.product($0, width: width, 0) }
    func masks(_ product: PauliProduct) -> (x: Int, z: Int) {
      product.factors.enumerated().reduce((0, 0)) { masks, factor in
        let bit = 1 << factor.offset
        return switch factor.element {
        case nil: masks
        case .x: (masks.0 | bit, masks.1)
        case .y: (masks.0 | bit, masks.1 | bit)
        case .z: (masks.0, masks.1 | bit)
        }
      }
    }
    func weights(_ list: [PauliProduct]) -> [(x: Int, z: Int, probability: Double)] {
      list.map { product in
        let (x, z) = masks(product)
        return (x, z, product.probability)
      }
    }
    switch form {
    case .depolarizing(let p):
      return products.map { product in
        let (x, z) = masks(product)
        return (x, z, p / Double(products.count))
      }
    case .pauli(let list): return weights(list)
    case .damping(let gamma):
      let phase = (2 - gamma - 2 * (1 - gamma).squareRoot()) / 4
      return [(1, 0, gamma / 4), (1, 1, gamma / 4), (0, 1, phase)]
    case .kraus(let operators):
      // The twirl's weight of P is Σ |tr(P K)|² / 4^k.
      return weights(
        products.map { product in
          let matrix = product.matrix
          let weight = operators.reduce(0.0) { sum, one in
            let trace = matrix * one
            let total = (0..<trace.dimension).reduce(Complex.zero) { $0 + trace.elements[$1 * trace.dimension + $1] }
            return sum + total.re * total.re + total.im * total.im
          }
          return PauliProduct(product.factors, weight / Double(1 << (2 * width)))
        })
    }
  }
}

extension [Int] {
  fileprivate mutating func toggle(_ value: Int) { self = symmetricDifference([value]) }

  /// What stands in just one of two rising lists.
  fileprivate func symmetricDifference(_ other: [Int]) -> [Int] {
    if other.isEmpty { return self }
    if isEmpty { return other }
    var result: [Int] = []
    var (i, j) = (0, 0)
    while i < count || j < other.count {
      if j == other.count || i < count && self[i] < other[j] {
        result.append(self[i])
        i += 1
      } else if i == count || other[j] < self[i] {
        result.append(other[j])
        j += 1
      } else {
        (i, j) = (i + 1, j + 1)
      }
    }
    return result
  }
}
