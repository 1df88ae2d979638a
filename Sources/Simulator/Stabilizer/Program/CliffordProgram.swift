import CKernels

/// A Clifford circuit as steps of the kernels: gates of twelve kinds, measurements with numbered records, Pauli noise.
struct CliffordProgram {
  /// What a step does, by the kernels' numbers.
  enum Kind: Int32, CaseIterable {
    case cx, cy, cz, swap, x, y, z, h, s, sdg, sx, sxdg
    case measure, reset, feedback
    case flip, depolarize1, depolarize2, depolarize, channel, correlated, elseCorrelated
  }

  /// A step of the kernels; `b` and `c` as `Stabilizer.h` says.
  struct Step: Hashable {
    var kind: Kind
    var a: Int
    var b = 0
    var c = -1
  }

  /// A Pauli operator on one qubit, as bits: 1 is X, 2 is Z, 3 is Y.
  struct Target: Hashable {
    var qubit: Int
    var pauli: Int

    var packed: Int32 { Int32(qubit << 2 | pauli) }
  }

  var qubits: Int
  private(set) var steps: [px_step32] = []
  /// How many measurements there are.
  private(set) var records = 0
  /// The qubit of each record.
  private(set) var measuredQubits: [Int32] = []
  /// Probabilities of noise, each once.
  private(set) var probabilities: [Double] = []
  private(set) var targets: [Int32] = []
  private(set) var cases: [px_case] = []
  private var classes: [Double: Int] = [:]
  private(set) var hasNoise = false

  init(qubits: Int) { self.qubits = qubits }

  /// Appends a gate; `b` is the second qubit of a gate on two.
  mutating func gate(_ kind: Kind, _ a: Int, _ b: Int = 0) { append(kind, a, b, -1) }

  /// Appends a measurement of Z that is read wrong with probability `flip`; its record's number is returned.
  @discardableResult mutating func measure(_ qubit: Int, flip: Double = 0) -> Int {
    append(.measure, qubit, records, flip > 0 ? number(of: flip) : -1)
    measuredQubits.append(Int32(qubit))
    records += 1
    return records - 1
  }

  mutating func reset(_ qubit: Int) { append(.reset, qubit, 0, -1) }

  /// The Pauli `pauli` on `qubit` where record `record` is 1.
  mutating func feedback(_ pauli: Int, on qubit: Int, where record: Int) { append(.feedback, qubit, record, pauli) }

  /// With the probability, the Pauli.
  mutating func flip(_ pauli: Int, on qubit: Int, _ probability: Double) {
    noise(.flip, qubit, pauli, probability)
  }

  /// With the probability, one of the non-identity Paulis on `qubits` together, uniformly.
  mutating func depolarize(_ qubits: [Int], _ probability: Double) {
    switch qubits.count {
    case 0: break
    case 1: noise(.depolarize1, qubits[0], 0, probability)
    case 2: noise(.depolarize2, qubits[0], qubits[1], probability)
    default:
      targets += qubits.map { Int32($0 << 2) }
      noise(.depolarize, targets.count - qubits.count, qubits.count, probability)
    }
  }

  /// One of `choices` with its probability, or nothing.
  mutating func channel(_ choices: [(probability: Double, targets: [Target])]) {
    let chosen = choices.filter { $0.probability > 0 }
    let total = chosen.reduce(0) { $0 + $1.probability }
    guard total > 0 else { return }
    let first = cases.count
    var sum = 0.0
    for choice in chosen {
      sum += choice.probability
      cases.append(
        px_case(up_to: sum / total, first: Int32(targets.count), count: Int32(choice.targets.count)))
      targets += choice.targets.map(\.packed)
    }
    noise(.channel, first, chosen.count, min(1, total))
  }

  /// The product of `product` with the probability; with `unlessEarlier`, only where none before it in the chain happened.
  mutating func correlated(_ product: [Target], _ probability: Double, unlessEarlier: Bool) {
    targets += product.map(\.packed)
    noise(unlessEarlier ? .elseCorrelated : .correlated, targets.count - product.count, product.count, probability)
  }

  private mutating func noise(_ kind: Kind, _ a: Int, _ b: Int, _ probability: Double) {
    if probability <= 0, kind != .correlated { return }
    hasNoise = true
    append(kind, a, b, number(of: probability))
  }

  private mutating func number(of probability: Double) -> Int {
    if let known = classes[probability] { return known }
    classes[probability] = probabilities.count
    probabilities.append(probability)
    return probabilities.count - 1
  }

  private mutating func append(_ kind: Kind, _ a: Int, _ b: Int, _ c: Int) {
    steps.append(px_step32(op: kind.rawValue, a: Int32(a), b: Int32(b), c: Int32(c)))
  }

  /// The same as the kernels see it, for as long as `body` runs.
  func withKernelProgram<T>(_ body: (UnsafePointer<px_clifford>) throws(SimulatorError) -> T) throws(SimulatorError) -> T {
    let result: Result<T, SimulatorError> = steps.withUnsafeBufferPointer { steps in
      probabilities.withUnsafeBufferPointer { probabilities in
        targets.withUnsafeBufferPointer { targets in
          cases.withUnsafeBufferPointer { cases in
            var program = px_clifford(
              qubits: Int32(qubits), records: Int32(records), classes: Int32(probabilities.count),
              steps: steps.baseAddress, probabilities: probabilities.baseAddress, targets: targets.baseAddress,
              cases: cases.baseAddress)
            do throws(SimulatorError) {
              return .success(try body(&program))
            } catch {
              return .failure(error)
            }
          }
        }
      }
    }
    return try result.get()
  }
}
