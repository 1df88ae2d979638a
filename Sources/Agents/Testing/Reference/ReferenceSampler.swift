import Core

/// Draws shots of a noisy or measuring program as Monte Carlo wave functions (Dalibard, Castin and Mølmer, Phys. Rev.
/// Lett. 68, 580, 1992, eqs. 6 to 10), each by itself; those that took the same way so far share one state.
struct ReferenceSampler {
  private let program: ReferenceProgram
  private let noise: ReferenceNoise
  private let body: [ReferenceProgram.Step]
  private let finals: [(qubit: Int, bit: Int)]
  private let observables: [(text: String, sum: PauliSum)]
  private var random: SeededGenerator
  private var branchings: [String: [ReferenceBranching]] = [:]
  private var ways: [Way] = []
  private var result = ReferenceSample()
  /// Complex multiplications so far.
  private(set) var work = 0

  /// Shots that had the same errors and readings so far.
  private struct Way {
    var state: StateVector
    var memory: [Bool]
    /// What is still to be done, the next last.
    var pending: [Item]
    var shots: Int
  }

  private enum Item {
    case step(ReferenceProgram.Step)
    case channel(ReferenceBranching)
  }

  init(_ program: ReferenceProgram, _ noise: ReferenceNoise, observables: [String], random: SeededGenerator)
    throws(ReferenceRefusal)
  {
    self.program = program
    self.noise = noise
    self.random = random
    let isFinal = program.finalMeasurements
    body = zip(program.steps, isFinal).compactMap { $1 ? nil : $0 }
    finals = zip(program.steps, isFinal).compactMap { step, isFinal in
      if isFinal, case .measure(let qubit, let bit) = step { (qubit, bit) } else { nil }
    }
    var sums: [(text: String, sum: PauliSum)] = []
    for text in observables { sums.append((text, try PauliSum(text, qubits: program.qubits))) }
    self.observables = sums
  }

  /// Draws `shots` shots; refuses where that takes more than `limit` complex multiplications.
  mutating func draw(_ shots: Int, limit: Int = .max) throws(ReferenceRefusal) -> ReferenceSample {
    result = ReferenceSample()
    work = 0
    ways = [
      Way(
        state: StateVector(qubits: program.qubits, basis: 0), memory: Array(repeating: false, count: program.bits),
        pending: body.reversed().map { .step($0) }, shots: shots)
    ]
    while var way = ways.popLast() {
      while let item = way.pending.popLast() {
        switch item {
        case .step(let step): try perform(step, &way)
        case .channel(let branching): branch(branching, &way)
        }
        if work > limit { throw ReferenceRefusal("sampling would take more computing than the reference allows itself") }
      }
      finish(way)
    }
    return result
  }
}

extension ReferenceSampler {
  private mutating func perform(_ step: ReferenceProgram.Step, _ way: inout Way) throws(ReferenceRefusal) {
    switch step {
    case .gate(let name, let matrix, let qubits):
      apply(matrix, qubits, &way.state)
      way.pending += try channels(name, qubits).reversed().map { .channel($0) }
    case .measure(let qubit, let bit):
      let error = noise.readout(qubit)
      project(qubit, &way) { value, way, random in
        let wrong = (0..<way.shots).reduce(0) { count, _ in count + (random.unit() < error.wrong(value) ? 1 : 0) }
        var other = way
        (way.memory[bit], other.memory[bit]) = (value == 1, value == 0)
        (way.shots, other.shots) = (way.shots - wrong, wrong)
        return [way, other]
      }
    case .reset(let qubit):
      project(qubit, &way) { value, way, _ in
        if value == 1 { way.state.gate(ReferenceGates.x, [qubit]) }
        return [way]
      }
    case .conditional(let condition, let then, let otherwise):
      way.pending += (condition.holds(way.memory) ? then : otherwise).reversed().map { .step($0) }
    }
  }

  private mutating func channels(_ name: String, _ qubits: [Int]) throws(ReferenceRefusal) -> [ReferenceBranching] {
    let key = "\(name) \(qubits)"
    if let known = branchings[key] { return known }
    let found = try noise.channels(after: name, on: qubits).map { ReferenceBranching($0.kraus, $0.qubits) }
    branchings[key] = found
    return found
  }

  private mutating func apply(_ matrix: SquareMatrix, _ qubits: [Int], _ state: inout StateVector) {
    work += matrix.dimension << program.qubits
    state.apply(matrix, qubits)
  }

  /// Goes on with the largest part of the shots and leaves the others for later.
  private mutating func goOn(_ parts: [Way], _ way: inout Way) {
    let taken = parts.filter { $0.shots > 0 }
    guard let largest = taken.indices.max(by: { taken[$0].shots < taken[$1].shots }) else { return }
    way = taken[largest]
    for index in taken.indices where index != largest { ways.append(taken[index]) }
  }

  /// Each shot takes one of the operators, K with probability ‖Kψ‖².
  private mutating func branch(_ branching: ReferenceBranching, _ way: inout Way) {
    var images: [StateVector?] = Array(repeating: nil, count: branching.kraus.count)
    if branching.mixture == nil {
      for index in images.indices {
        var image = way.state
        apply(branching.kraus[index], branching.qubits, &image)
        images[index] = image
      }
    }
    let weights = branching.mixture ?? images.map { $0?.weight ?? 0 }
    let shares = shares(of: way.shots, weights)
    var parts: [Way] = []
    for index in shares.indices where shares[index] > 0 {
      var part = way
      part.shots = shares[index]
      if let image = images[index] {
        part.state = image.scaled(1 / weights[index])
      } else if !branching.isIdle[index] {
        apply((1 / weights[index].squareRoot()) * branching.kraus[index], branching.qubits, &part.state)
      }
      parts.append(part)
    }
    goOn(parts, &way)
  }

  /// How many of `shots` independent draws fall to each weight.
  private mutating func shares(of shots: Int, _ weights: [Double]) -> [Int] {
    var shares = Array(repeating: 0, count: weights.count)
    let total = weights.reduce(0, +)
    for _ in 0..<shots {
      var left = random.unit() * total
      let place = weights.firstIndex { weight in
        left -= weight
        return left < 0
      }
      shares[place ?? weights.indices.last { weights[$0] > 0 } ?? 0] += 1
    }
    return shares
  }

  /// Measures `qubit` in each shot; `next` says what becomes of those that read 0, or 1.
  private mutating func project(
    _ qubit: Int, _ way: inout Way, _ next: (Int, inout Way, inout SeededGenerator) -> [Way]
  ) {
    work += 2 << program.qubits
    let projected = [way.state.projected(qubit, 0), way.state.projected(qubit, 1)]
    let weights = projected.map(\.weight)
    let shares = shares(of: way.shots, weights)
    var parts: [Way] = []
    for value in 0...1 where shares[value] > 0 {
      var part = way
      part.shots = shares[value]
      part.state = projected[value].scaled(1 / weights[value])
      parts += next(value, &part, &random)
    }
    goOn(parts, &way)
  }

  /// Reads off the final measurements and the observables.
  private mutating func finish(_ way: Way) {
    work += 1 << program.qubits
    result.shots += way.shots
    for (text, sum) in observables {
      let value = sum.terms.reduce(0) {
        $0 + $1.coefficient * way.state.expectation($1.factors.map(\.matrix), $1.factors.map(\.qubit))
      }
      result.moments[text, default: .init()].add(value, times: way.shots)
      work += 2 * sum.terms.count << program.qubits
    }
    var cumulative: [Double] = []
    cumulative.reserveCapacity(way.state.amplitudes.count)
    var total = 0.0
    for amplitude in way.state.amplitudes {
      total += amplitude.squaredMagnitude
      cumulative.append(total)
    }
    for _ in 0..<way.shots {
      let index = Self.place(of: random.unit() * total, cumulative)
      var memory = way.memory
      for final in finals {
        let bit = index >> final.qubit & 1
        let isWrong = random.unit() < noise.readout(final.qubit).wrong(bit)
        memory[final.bit] = (bit == 1) != isWrong
      }
      result.counts[String(memory.reversed().map { $0 ? "1" : "0" }), default: 0] += 1
    }
  }

  /// The first index whose cumulative weight exceeds `target`.
  private static func place(of target: Double, _ cumulative: [Double]) -> Int {
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
