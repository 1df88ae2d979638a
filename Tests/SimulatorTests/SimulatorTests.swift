import Circuits
import Core
import Glibc
import Synchronization
import Testing

@testable import Simulator

@Suite struct SimulatorTests {
  private let simulator = StateVectorSimulator()

  @Test("a Bell pair gives 00 and 11 only, and both about half of the time")
  func bell() throws {
    var circuit = Circuit(qubits: 2)
    circuit.append(Gate(.h, on: [0]))
    circuit.append(Gate(.cx, on: [0, 1]))
    let result = try simulator.run(circuit, SimulationOptions(shots: 4096, seed: 1))
    #expect(Set(result.counts.keys) == ["00", "11"])
    #expect(result.counts.values.reduce(0, +) == 4096)
    #expect(abs(Double(result.counts["00"] ?? 0) - 2048) < 5 * 32)
    #expect(result.method == .statevector)
  }

  @Test("the same seed gives the same counts for 1, 2 and 4 threads, another seed others", arguments: Precision.allCases)
  func seeds(precision: Precision) throws {
    let circuit = RandomCircuit.make(qubits: 10, gates: 60, seed: 8)
    func counts(_ seed: UInt64, _ threads: Int) throws -> [String: Int] {
      try simulator.run(
        circuit, SimulationOptions(shots: 3000, seed: seed, precision: precision, threads: threads)).counts
    }
    let one = try counts(5, 1)
    #expect(try counts(5, 2) == one)
    #expect(try counts(5, 4) == one)
    #expect(try counts(6, 1) != one)
  }

  @Test("noisy and measured circuits are as reproducible")
  func treeSeeds() throws {
    var circuit = RandomCircuit.make(qubits: 5, gates: 30, seed: 9)
    circuit.addClbits("c", 5)
    circuit.measure(0, into: 0)
    circuit.operations.append(.conditional(.bit(0), then: [.gate(Gate(.h, on: [1]))], otherwise: []))
    circuit.operations.append(.reset(2))
    for qubit in 1..<5 { circuit.measure(qubit, into: qubit) }
    func counts(_ threads: Int) throws -> [String: Int] {
      try simulator.run(
        circuit,
        SimulationOptions(
          shots: 2000, seed: 2, threads: threads, noise: [NoiseEntry(channel: .depolarizing, probability: 0.01)])).counts
    }
    let one = try counts(1)
    #expect(try counts(2) == one)
    #expect(try counts(4) == one)
  }

  @Test("samples follow the exact probabilities (chi-square at a fixed seed)", arguments: [1, 2, 3] as [UInt64])
  func chiSquare(seed: UInt64) throws {
    let circuit = RandomCircuit.make(qubits: 6, gates: 80, seed: seed)
    let exact = try #require(try simulator.run(circuit, SimulationOptions(shots: 0)).probabilities)
    let shots = 100_000
    let counts = try simulator.run(circuit, SimulationOptions(shots: shots, seed: seed, threads: 2)).counts
    var statistic = 0.0, cells = 0
    for (key, p) in exact where p * Double(shots) >= 5 {
      let difference = Double(counts[key] ?? 0) - p * Double(shots)
      statistic += difference * difference / (p * Double(shots))
      cells += 1
    }
    #expect(counts.keys.allSatisfy { exact[$0] != nil })
    // Mean `cells` - 1, deviation √(2 cells): five of them are never passed by a right sampler.
    #expect(statistic < Double(cells) + 5 * (2 * Double(cells)).squareRoot())
  }

  @Test("teleportation by feed-forward carries any state")
  func teleportation() throws {
    var circuit = Circuit(qubits: 3)
    let a = circuit.addClbits("a", 1), b = circuit.addClbits("b", 1), out = circuit.addClbits("out", 1)
    circuit.append(Gate(.ry, [1.2], on: [0]))
    circuit.append(Gate(.rz, [0.4], on: [0]))
    circuit.append(Gate(.h, on: [1]))
    circuit.append(Gate(.cx, on: [1, 2]))
    circuit.append(Gate(.cx, on: [0, 1]))
    circuit.append(Gate(.h, on: [0]))
    circuit.measure(0, into: a.lowerBound)
    circuit.measure(1, into: b.lowerBound)
    circuit.operations.append(.conditional(.bit(b.lowerBound), then: [.gate(Gate(.x, on: [2]))], otherwise: []))
    circuit.operations.append(.conditional(.bit(a.lowerBound), then: [.gate(Gate(.z, on: [2]))], otherwise: []))
    circuit.append(Gate(.rz, [-0.4], on: [2]))
    circuit.append(Gate(.ry, [-1.2], on: [2]))
    circuit.measure(2, into: out.lowerBound)
    let result = try simulator.run(circuit, SimulationOptions(shots: 4000, seed: 3))
    // The state is undone: the last register, leftmost, reads 0 always; the others are all equally likely.
    #expect(Set(result.counts.keys) == ["000", "001", "010", "011"])
    #expect(result.counts.values.allSatisfy { abs($0 - 1000) < 5 * 28 })
  }

  @Test("a loop runs until its measurement says so, and reset begins again")
  func loopAndReset() throws {
    var circuit = Circuit(qubits: 2, clbits: 2)
    circuit.append(Gate(.h, on: [0]))
    circuit.measure(0, into: 0)
    circuit.operations.append(
      .whileLoop(
        .unary(.not, .bit(0)),
        body: [.reset(0), .gate(Gate(.h, on: [0])), .gate(Gate(.x, on: [1])), .reset(1), .measure(qubit: 0, clbit: 0)]))
    circuit.measure(1, into: 1)
    let result = try simulator.run(circuit, SimulationOptions(shots: 2000, seed: 4))
    #expect(result.counts == ["01": 2000])
  }

  @Test("an endless loop is an error, not a hang")
  func endless() throws {
    var circuit = Circuit(qubits: 1, clbits: 1)
    circuit.operations.append(.whileLoop(.value(.bool(true)), body: [.barrier([0])]))
    #expect(throws: SimulatorError.self) { try simulator.run(circuit, SimulationOptions(shots: 1)) }
  }

  @Test("shots that cannot have a copy of the state run again from the start, with the same numbers")
  func fewCopies() throws {
    var circuit = RandomCircuit.make(qubits: 4, gates: 20, seed: 10)
    circuit.addClbits("c", 4)
    for qubit in 0..<4 {
      circuit.measure(qubit, into: qubit)
      circuit.append(Gate(.h, on: [qubit]))
    }
    let program = try Program(circuit, noise: [])
    func histogram(copies: Int) throws -> [String: Int] {
      let pool = try WorkerPool(threads: 1)
      let tree = ShotTree(
        program, observables: [], copies: copies, finished: { _ in },
        makeState: { () throws(SimulatorError) in
          try StateVector(qubits: 4, precision: .double, pool: pool, control: RunControl())
        })
      try tree.run((0..<300).map { Shot(seed: UInt64($0)) })
      return tree.histogram.counts
    }
    #expect(try histogram(copies: 0) == histogram(copies: 20))
  }

  @Test("expectation values are exact for any Pauli sum", arguments: Precision.allCases)
  func expectations(precision: Precision) throws {
    let circuit = RandomCircuit.make(qubits: 7, gates: 70, seed: 12)
    var reference = DenseReference(qubits: 7)
    reference.amplitudes = DenseReference.state(of: circuit)
    for text in ["Z0", "X0 X1 - 2*Y5", "0.5*Z0 Z6 + Y1 Y2 Y3 - X4 Y5 Z6", "3 - X6", "Y0 X6 Z3"] {
      let sum = try PauliSum(parsing: text)
      let result = try simulator.run(circuit, SimulationOptions(shots: 0, precision: precision, observables: [sum]))
      let value = try #require(result.expectations.first)
      #expect(abs(value.value - reference.expectation(of: sum)) < (precision == .double ? 1e-12 : 1e-5))
      #expect(value.standardError == nil)
    }
  }

  @Test("keys have bit 0 rightmost and the register declared first rightmost")
  func keys() throws {
    var circuit = Circuit(qubits: 3)
    let first = circuit.addClbits("first", 1), second = circuit.addClbits("second", 2)
    circuit.append(Gate(.x, on: [2]))
    circuit.measure(0, into: first.lowerBound)
    circuit.measure(2, into: second.lowerBound + 1)
    #expect(try simulator.run(circuit, SimulationOptions(shots: 5)).counts == ["100": 5])
  }

  @Test("a circuit too large is refused with the bytes it would need and those that are free")
  func tooLarge() throws {
    var circuit = Circuit(qubits: 40)
    circuit.append(Gate(.h, on: [0]))
    for qubit in 0..<40 { circuit.append(Gate(.rx, [0.3], on: [qubit])) }
    for qubit in 0..<39 { circuit.append(Gate(.cx, on: [qubit, qubit + 1])) }
    for qubit in 0..<40 { circuit.append(Gate(.rx, [0.3], on: [qubit])) }
    let budget = MemoryBudget(free: 1 << 30, total: 1 << 34)
    do throws(SimulatorError) {
      _ = try simulator.run(circuit, SimulationOptions(shots: 1, budget: budget))
      Issue.record("it ran")
    } catch {
      #expect(error.code == "simulator.too_large")
      #expect(error.exit == .unavailable)
      #expect(error.message.contains("1073741824 are free"))
    }
    #expect(SimulatorError.tooLarge(qubits: 5, needed: 10, free: 5, total: 20).exit == .tryLater)
  }

  @Test("an aborted run ends with an error")
  func abort() throws {
    let circuit = RandomCircuit.make(qubits: 18, gates: 200, seed: 1, matrices: false)
    let control = RunControl()
    do throws(SimulatorError) {
      _ = try simulator.run(circuit, SimulationOptions(shots: 1), control: control) { fraction in
        if fraction < 0.9 { control.abort() }
      }
      Issue.record("it was not aborted")
    } catch {
      #expect(error.code == "simulator.aborted")
    }
  }

  @Test("a paused run does nothing until it is resumed, and then ends as if it had never stopped")
  func pause() throws {
    let circuit = RandomCircuit.make(qubits: 18, gates: 100, seed: 6, matrices: false)
    let options = SimulationOptions(shots: 20, seed: 1, threads: 1)
    let control = RunControl()
    let heard = Mutex<[Double]>([])
    let atPause = Mutex<(before: Int, after: Int)?>(nil)
    let result = try simulator.run(circuit, options, control: control) { fraction in
      let count = heard.withLock { $0.append(fraction); return $0.count }
      guard count == 2 else { return }
      control.pause()
      // Somebody else looks at the paused run for a while, then lets it go on.
      _ = try? DedicatedThread.start("resumer") {
        usleep(50_000)
        atPause.withLock { $0 = (count, heard.withLock { $0.count }) }
        control.resume()
      }
    }
    let seen = try #require(atPause.withLock { $0 })
    #expect(seen.before == seen.after)
    #expect(!control.isPaused)
    #expect(try simulator.run(circuit, options).counts == result.counts)
  }

  @Test("progress grows to 1")
  func progress() throws {
    let heard = Mutex<[Double]>([])
    let circuit = RandomCircuit.make(qubits: 17, gates: 60, seed: 2, matrices: false)
    _ = try simulator.run(circuit, SimulationOptions(shots: 10)) { fraction in heard.withLock { $0.append(fraction) } }
    let values = heard.withLock { $0 }
    #expect(values == values.sorted())
    #expect(values.last == 1)
    #expect(values.count > 3)
  }
}
