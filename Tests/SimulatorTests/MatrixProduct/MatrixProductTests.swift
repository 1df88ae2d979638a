import Circuits
import Core
import Testing

@testable import Simulator

@Suite struct MatrixProductTests {
  private let mps = MatrixProductMethod()

  @Test("random circuits agree with the state vector to 1e-10", arguments: 0..<20)
  func exact(seed: UInt64) throws {
    let qubits = 2 + Int(seed) % 7
    let circuit = RandomCircuit.make(qubits: qubits, gates: 50, seed: seed)
    var options = SimulationOptions(shots: 0)
    options.observables = try ["X0 Y1", "Z0 - 0.5*Y1", "Z0 Z\(qubits - 1)"].map { try PauliSum(parsing: $0) }
    let ours = try mps.run(circuit, options), exact = try StateVectorSimulator().run(circuit, options)
    let table = try #require(ours.probabilities), reference = try #require(exact.probabilities)
    for key in Set(table.keys).union(reference.keys) {
      #expect(abs((table[key] ?? 0) - (reference[key] ?? 0)) < 1e-10)
    }
    let (a, b) = (try #require(ours.amplitude0), try #require(exact.amplitude0))
    #expect((a - b).magnitude < 1e-10)
    for (x, y) in zip(ours.expectations, exact.expectations) { #expect(abs(x.value - y.value) < 1e-10) }
    #expect(try #require(ours.truncationError) < 1e-5)
  }

  @Test("measurements, resets and control on the way give the distribution of the state vector", arguments: 0..<6)
  func dynamic(seed: UInt64) throws {
    var circuit = RandomClifford.make(qubits: 4, count: 30, seed: 40 + seed, dynamic: true)
    circuit.append(.ry, [0.7], 1)
    circuit.append(.cx, [], 1, 3)
    let options = SimulationOptions(shots: 20_000, seed: seed)
    let a = try mps.run(circuit, options), b = try StateVectorSimulator().run(circuit, options)
    for key in Set(a.counts.keys).union(b.counts.keys) {
      let (x, y) = (Double(a.counts[key] ?? 0), Double(b.counts[key] ?? 0))
      #expect(abs(x - y) < 5.5 * (x + y + 4).squareRoot(), "\(key)")
    }
  }

  @Test("the error that is reported bounds the error that is made", arguments: [1e-1, 1e-2, 1e-4])
  func truncation(accuracy: Double) throws {
    let circuit = RandomCircuit.make(qubits: 10, gates: 120, seed: 3)
    var options = SimulationOptions(shots: 0)
    options.accuracy = accuracy
    let ours = try mps.run(circuit, options)
    let exact = try StateVectorSimulator().run(circuit, SimulationOptions(shots: 0))
    let bound = try #require(ours.truncationError)
    #expect(bound <= accuracy)
    #expect(bound > 0)
    let table = try #require(ours.probabilities), reference = try #require(exact.probabilities)
    let distance = Set(table.keys).union(reference.keys).reduce(0) { $0 + abs((table[$1] ?? 0) - (reference[$1] ?? 0)) } / 2
    #expect(distance <= bound + 1e-9)
  }

  @Test("a GHZ state of 100 qubits keeps a bond of 2, and its samples are all equal bits")
  func wide() throws {
    var circuit = Circuit(qubits: 100)
    circuit.append(.h, [], 0)
    for qubit in 1..<100 { circuit.append(.cx, [], qubit - 1, qubit) }
    circuit.append(.cx, [], 99, 0)
    var options = SimulationOptions(shots: 1000, seed: 3)
    options.observables = [try PauliSum(parsing: "Z1 Z99"), try PauliSum(parsing: "Z7")]
    let result = try mps.run(circuit, options)
    #expect(result.counts.count == 2)
    #expect(abs(result.expectations[0].value - 1) < 1e-10)
    #expect(abs(result.expectations[1].value) < 1e-10)
    #expect(try #require(result.truncationError) < 1e-6)
  }

  @Test("gates on the same two qubits become one, in either order of the two, and a bond that they undo is never there")
  func pairs() throws {
    var circuit = Circuit(qubits: 4)
    for qubit in 0..<4 { circuit.append(.h, [], qubit) }
    for (a, b) in [(0, 1), (2, 1), (3, 1)] {
      circuit.append(.cz, [], a, b)
      circuit.append(.t, [], a)
      circuit.append(.cz, [], b, a)
    }
    let result = try mps.run(circuit, SimulationOptions(shots: 0))
    #expect(result.rank == 1)
    let exact = try StateVectorSimulator().run(circuit, SimulationOptions(shots: 0))
    let (a, b) = (try #require(result.amplitude0), try #require(exact.amplitude0))
    #expect((a - b).magnitude < 1e-12)
  }

  @Test("the same seed gives the same counts, another seed others")
  func seeds() throws {
    let circuit = RandomCircuit.make(qubits: 6, gates: 40, seed: 11)
    func counts(_ seed: UInt64, _ threads: Int) throws -> [String: Int] {
      try mps.run(circuit, SimulationOptions(shots: 2000, seed: seed, threads: threads)).counts
    }
    let one = try counts(1, 1)
    #expect(try counts(1, 2) == one)
    #expect(try counts(2, 1) != one)
  }

  @Test("LAPACK and Jacobi's rotations find the same singular values")
  func lapack() throws {
    var numbers = SeededGenerator(seed: 4)
    for (rows, columns) in [(60, 60), (120, 110), (64, 56), (20, 64), (64, 20)] {
      let random = { (0..<rows * columns).map { _ in Double.random(in: -1...1, using: &numbers) } }
      let matrix = Planes(rows: rows, columns: columns, re: random(), im: random())
      let lapack = try #require(Lapack(control: RunControl()))
      let a = try SingularValues(of: matrix, weight: 0, bond: nil, lapack: lapack)
      let b = try SingularValues(of: matrix, weight: 0, bond: nil, lapack: nil)
      #expect(a.values.count == b.values.count)
      for (x, y) in zip(a.values, b.values) { #expect(abs(x - y) < 1e-10) }
      // What the vectors span is all of the matrix.
      let back = matrix.timesAdjoint(a.vectors) * a.vectors
      #expect(zip(back.re, matrix.re).allSatisfy { abs($0 - $1) < 1e-10 } && zip(back.im, matrix.im).allSatisfy { abs($0 - $1) < 1e-10 })
    }
  }

  @Test("noise between gates is refused")
  func noise() throws {
    var options = SimulationOptions(shots: 10)
    options.noise = [NoiseEntry(channel: .depolarizing, probability: 0.1)]
    let error = #expect(throws: SimulatorError.self) { try mps.run(RandomCircuit.make(qubits: 3, gates: 5, seed: 1), options) }
    #expect(error?.code == "simulator.noise")
  }
}
