import Circuits
import Core
import Testing

@testable import Simulator

/// Agreement with Stim, Aer and Cirq.
@Suite(.serialized, .enabled(if: Python.interpreter != nil, "PROXIMA_TEST_PYTHON is not set")) struct PeerTests {
  /// A circuit of gates that every peer has under a name of its own.
  private func plain(qubits: Int, gates: Int, seed: UInt64) -> Circuit {
    var numbers = SeededGenerator(seed: seed)
    let kinds: [GateKind] = [.h, .x, .y, .z, .s, .sdg, .t, .tdg, .rx, .ry, .rz, .cx, .cz, .swap]
    var circuit = Circuit(qubits: qubits)
    for _ in 0..<gates {
      guard let kind = kinds.randomElement(using: &numbers) else { continue }
      let angles = (0..<kind.parameterCount).map { _ in (numbers.unit() - 0.5) * 4 * .pi }
      circuit.append(Gate(kind, angles, on: Array((0..<qubits).shuffled(using: &numbers).prefix(kind.qubits))))
    }
    return circuit
  }

  /// Probabilities by index.
  private func table(_ result: SimulationResult, qubits: Int) throws -> [Double] {
    var table = [Double](repeating: 0, count: 1 << qubits)
    for (key, value) in try #require(result.probabilities) { table[Int(key, radix: 2) ?? 0] = value }
    return table
  }

  @Test("detectors and logical errors of noisy surface codes are as frequent as Stim says", arguments: [3, 5])
  func surfaceCodes(distance: Int) throws {
    let lines = try Python.run(
      """
      import stim
      c = stim.Circuit.generated('surface_code:rotated_memory_z', distance=\(distance), rounds=\(distance),
        after_clifford_depolarization=0.01, after_reset_flip_probability=0.01, before_measure_flip_probability=0.01,
        before_round_data_depolarization=0.01)
      d, o = c.compile_detector_sampler(seed=5).sample(100000, separate_observables=True)
      print(int(d.sum()), int(o.any(axis=1).sum()), c.num_detectors)
      print(str(c).replace('\\n', '|'))
      """, input: "")
    let theirs = Python.numbers(lines[0])
    let shots = 40_000
    let text = lines[1].split(separator: "|").joined(separator: "\n")
    let result = try StimSimulation(parsing: text, file: "surface.stim").run(SimulationOptions(shots: shots, seed: 7))
    let ours = try #require(result.detectors)
    // Detectors of a shot are correlated: the spread of their number is at most some times that of as many coins.
    let (a, b) = (Double(ours.fired) / Double(shots), theirs[0] / 1e5)
    #expect(abs(a - b) < 6 * (4 * b / Double(shots)).squareRoot(), "\(a) detectors a shot, \(b) by Stim")
    let (x, y) = (Double(ours.logicalErrors) / Double(shots), theirs[1] / 1e5)
    #expect(abs(x - y) < 6 * (y / Double(shots) + y / 1e5).squareRoot(), "logical errors \(x), \(y) by Stim")
  }

  @Test("each detector of a noisy surface code of distance 11 fires as often as Stim's, and each pair of neighbours together")
  func wideSurfaceCode() throws {
    let lines = try Python.run(
      """
      import stim
      c = stim.Circuit.generated('surface_code:rotated_memory_z', distance=11, rounds=11,
        after_clifford_depolarization=0.003, after_reset_flip_probability=0.003, before_measure_flip_probability=0.003,
        before_round_data_depolarization=0.003)
      d, o = c.compile_detector_sampler(seed=5).sample(20000, separate_observables=True)
      print(c.num_detectors, int(o.sum()))
      print(*d.sum(axis=0))
      print(*(d[:, 1:] & d[:, :-1]).sum(axis=0))
      print(str(c.flattened()).replace('\\n', '|'))
      """, input: "")
    let count = try #require(Python.numbers(lines[0]).first.map { Int($0) })
    #expect(count == 120 * 11)
    let (single, pairs) = (Python.numbers(lines[1]), Python.numbers(lines[2]))
    // Detectors as observables, whose values are told for each shot; the code's own is the first.
    var index = 0
    let text = lines[3].split(separator: "|").map { line -> String in
      guard line.hasPrefix("DETECTOR") else { return String(line) }
      index += 1
      return "OBSERVABLE_INCLUDE(\(index))" + (line.firstIndex(of: "r").map { " " + line[$0...] } ?? "")
    }
    let shots = 5000
    let simulation = try StimSimulation(parsing: text.joined(separator: "\n"), file: "surface.stim")
    let counts = try simulation.run(SimulationOptions(shots: shots, seed: 7)).counts
    #expect(counts.values.reduce(0, +) == shots)
    var (ours, together) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count - 1))
    var flips = 0
    for (key, times) in counts {
      let bits = key.utf8.reversed().map { $0 == 0x31 }
      if bits[0] { flips += times }
      for place in 0..<count where bits[place + 1] {
        ours[place] += times
        if place + 1 < count, bits[place + 2] { together[place] += times }
      }
    }
    func agrees(_ mine: Int, _ theirs: Double) -> Bool {
      let (a, b) = (Double(mine) / Double(shots), theirs / 20_000)
      let both = (Double(mine) + theirs + 2) / Double(shots + 20_000)
      return abs(a - b) < 6 * (both / Double(shots) + both / 20_000).squareRoot()
    }
    #expect(agrees(flips, Python.numbers(lines[0])[1]))
    for place in 0..<count { #expect(agrees(ours[place], single[place]), "detector \(place)") }
    for place in 0..<count - 1 { #expect(agrees(together[place], pairs[place]), "detectors \(place) and \(place + 1)") }
  }

  @Test("random Clifford circuits are sampled as Stim samples them", arguments: 0..<4)
  func clifford(seed: UInt64) throws {
    let circuit = RandomClifford.make(qubits: 6, count: 60, seed: 90 + seed)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.02)]
    let text = try StimCircuit(circuit.measured, noise: noise).description
    let lines = try Python.run(
      """
      import sys, collections, stim
      s = stim.Circuit(sys.stdin.read()).compile_sampler(seed=3).sample(40000)
      for key, count in collections.Counter(''.join('1' if b else '0' for b in reversed(row)) for row in s).items():
        print(key, count)
      """, input: text)
    var theirs: [String: Int] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      theirs[String(words[0])] = Int(words[1])
    }
    #expect(theirs.values.reduce(0, +) == 40_000)
    let ours = try StabilizerMethod().run(circuit, SimulationOptions(shots: 40_000, seed: seed, noise: noise)).counts
    for key in Set(theirs.keys).union(ours.keys) {
      let (x, y) = (Double(ours[key] ?? 0), Double(theirs[key] ?? 0))
      #expect(abs(x - y) < 6 * (x + y + 4).squareRoot(), "\(key)")
    }
  }

  @Test("probabilities under noise are those of Aer's density matrix", arguments: 0..<4)
  func aerNoise(seed: UInt64) throws {
    let qubits = 3 + Int(seed)
    let circuit = plain(qubits: qubits, gates: 40, seed: seed)
    let noise = [
      NoiseEntry(channel: .depolarizing, probability: 0.03),
      NoiseEntry(channel: .amplitudeDamping, probability: 0.05, gates: ["1q"]),
    ]
    let lines = try Python.run(
      """
      import sys
      from qiskit import QuantumCircuit
      from qiskit_aer import AerSimulator
      from qiskit_aer.noise import NoiseModel, depolarizing_error, amplitude_damping_error
      model = NoiseModel()
      one = depolarizing_error(0.03 * 4 / 3, 1).compose(amplitude_damping_error(0.05))
      model.add_all_qubit_quantum_error(one, ['h', 'x', 'y', 'z', 's', 'sdg', 't', 'tdg', 'rx', 'ry', 'rz'])
      model.add_all_qubit_quantum_error(depolarizing_error(0.03 * 16 / 15, 2), ['cx', 'cz', 'swap'])
      c = QuantumCircuit.from_qasm_str(sys.stdin.read())
      c.save_probabilities()
      r = AerSimulator(method='density_matrix', noise_model=model, fusion_enable=False).run(c, shots=1).result()
      print(*r.data()['probabilities'])
      """, input: try OpenQASM.write2(circuit))
    let theirs = Python.numbers(lines[0])
    let ours = try table(DensityMethod().run(circuit, SimulationOptions(shots: 0, noise: noise)), qubits: qubits)
    #expect(theirs.count == ours.count)
    for (x, y) in zip(ours, theirs) { #expect(abs(x - y) < 1e-10) }
  }

  @Test("probabilities under noise are those of Cirq's density matrix", arguments: 0..<3)
  func cirqNoise(seed: UInt64) throws {
    let qubits = 3 + Int(seed)
    let circuit = plain(qubits: qubits, gates: 30, seed: 20 + seed)
    let noise = [NoiseEntry(channel: .depolarizing, probability: 0.02)]
    var lines = ["import cirq, numpy as np", "q = cirq.LineQubit.range(\(qubits))", "c = cirq.Circuit()"]
    for case .gate(let gate) in circuit.operations {
      // The matrix, so that Cirq's own conventions of names and phases do not matter; its first qubit is the highest.
      let values = gate.matrix.elements.map { "complex(\($0.re),\($0.im))" }.joined(separator: ",")
      let on = gate.qubits.reversed().map { "q[\($0)]" }.joined(separator: ",")
      let size = gate.matrix.dimension
      lines.append("c.append(cirq.MatrixGate(np.array([\(values)]).reshape(\(size),\(size))).on(\(on)))")
      lines.append("c.append(cirq.depolarize(0.02, n_qubits=\(gate.qubits.count)).on(\(on)))")
    }
    lines.append("r = cirq.DensityMatrixSimulator(dtype=np.complex128).simulate(c, qubit_order=q[::-1])")
    lines.append("print(*np.real(np.diag(r.final_density_matrix)))")
    let theirs = Python.numbers(try Python.run(lines.joined(separator: "\n"), input: "")[0])
    let ours = try table(DensityMethod().run(circuit, SimulationOptions(shots: 0, noise: noise)), qubits: qubits)
    #expect(theirs.count == ours.count)
    for (x, y) in zip(ours, theirs) { #expect(abs(x - y) < 1e-8) }
  }

  @Test("circuits of benchmark sets up to 12 qubits have the probabilities of Aer's state vector, by every method of ours")
  func families() throws {
    var circuits: [(name: String, circuit: Circuit)] = []
    for (name, size) in [("ghz", 12), ("w", 9), ("qft", 10), ("qaoa", 10), ("bernstein_vazirani", 11), ("ising", 10), ("grover", 6)] {
      if let family = CircuitFamily.named(name), let built = try? family.build(qubits: size) { circuits.append((name, built)) }
    }
    circuits.append(("random", plain(qubits: 12, gates: 200, seed: 4)))
    #expect(circuits.count >= 5)
    for (name, full) in circuits {
      var circuit = full
      circuit.operations.removeAll { if case .measure = $0 { true } else { false } }
      let lines = try Python.run(
        """
        import sys
        from qiskit import QuantumCircuit, transpile
        from qiskit_aer import AerSimulator
        c = QuantumCircuit.from_qasm_str(sys.stdin.read())
        s = AerSimulator(method='statevector')
        c = transpile(c, s, optimization_level=0)
        c.save_probabilities()
        print(*s.run(c, shots=1).result().data()['probabilities'])
        """, input: try OpenQASM.write2(circuit))
      let theirs = Python.numbers(lines[0])
      for method in [StateVectorMethod(), MatrixProductMethod(), AutomaticMethod()] as [any SimulationMethod] {
        // Classical bits that nothing writes any more would take the place of the qubits.
        var bare = Circuit(qubits: circuit.qubitCount)
        bare.operations = circuit.operations
        let ours = try table(method.run(bare, SimulationOptions(shots: 0)), qubits: bare.qubitCount)
        #expect(theirs.count == ours.count)
        #expect(zip(ours, theirs).allSatisfy { abs($0 - $1) < 1e-8 }, "\(name) by \(method.method.rawValue)")
      }
    }
  }
}
