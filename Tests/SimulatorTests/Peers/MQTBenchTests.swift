import Circuits
import Core
import Foundation
import Testing

@testable import Simulator

/// Whole states of MQT Bench circuits of 16 to 20 qubits beside those of Qiskit Aer and Cirq: some of them in every test,
/// all where PROXIMA_MQT_BENCH=all (`Scripts/agreement-mqt.sh`).
@Suite(.serialized, .enabled(if: Python.interpreter != nil, "PROXIMA_TEST_PYTHON is not set")) struct MQTBenchTests {
  private static let takesAll = ProcessInfo.processInfo.environment["PROXIMA_MQT_BENCH"] == "all"
  /// Circuits of more gates than this are left out, and named.
  private static let mostGates = takesAll ? 20_000 : 3000

  /// Writes the circuits wanted as OpenQASM, as MQT Bench's algorithm level has them, and what the peers are to run.
  private static let writer = """
    import os, sys, warnings
    warnings.filterwarnings('ignore')
    from mqt.bench import BenchmarkLevel, get_benchmark
    from mqt.bench.benchmarks import get_available_benchmark_names
    from qiskit import qasm2, qpy, transpile
    folder, most, wanted = sys.stdin.read().split('|')
    if wanted == 'all':
      wanted = [(name, size) for name in get_available_benchmark_names() for size in (16, 18, 20)]
    else:
      wanted = [(word.split(':')[0], int(word.split(':')[1])) for word in wanted.split()]
    for name, size in wanted:
      try:
        circuit = get_benchmark(name, BenchmarkLevel.ALG, size)
        circuit.remove_final_measurements()
        plain = transpile(circuit, basis_gates=['u', 'cx'], optimization_level=0)
        try:
          text = qasm2.dumps(circuit)
        except Exception:
          text = qasm2.dumps(plain)
      except Exception as error:
        print('left-out', name, size, type(error).__name__)
        continue
      if set(plain.count_ops()) - {'u', 'cx', 'barrier'} or plain.size() > int(most):
        print('left-out', name, size, plain.size(), 'operations')
        continue
      path = os.path.join(folder, f'{name}_{size}')
      with open(path + '.qasm', 'w') as out: out.write(text)
      with open(path + '.qpy', 'wb') as out: qpy.dump(plain, out)
      print('circuit', f'{name}_{size}')
    """

  /// Prints, for each, by how much our state differs at most from Cirq's and its overlap with it, and the same of Aer's;
  /// global phases apart.
  private static let comparer = """
    import sys, warnings
    warnings.filterwarnings('ignore')
    import cirq, numpy as np
    from qiskit import qpy
    from qiskit_aer import AerSimulator
    for path in sys.stdin.read().split():
      ours = np.load(path + '.npy')
      with open(path + '.qpy', 'rb') as file: circuit = qpy.load(file)[0]
      q = cirq.LineQubit.range(circuit.num_qubits)
      program = cirq.Circuit()
      for step in circuit.data:
        if step.operation.name == 'barrier': continue
        on = [q[circuit.find_bit(bit).index] for bit in step.qubits]
        program.append(cirq.CNOT(*on) if step.operation.name == 'cx' else cirq.MatrixGate(step.operation.to_matrix()).on(*on))
      simulator = cirq.Simulator(dtype=np.complex128)
      theirs = [simulator.simulate(program, qubit_order=q[::-1]).final_state_vector]
      circuit.save_statevector()
      theirs.append(np.asarray(AerSimulator(method='statevector').run(circuit).result().data()['statevector']))
      found = []
      for state in theirs:
        overlap = np.vdot(state, ours)
        found += [abs(ours - state * overlap / abs(overlap)).max(), abs(overlap)]
      print(*found, flush=True)
    """

  @Test("the whole state of each is Aer's and Cirq's to 1e-10", .timeLimit(.minutes(60)))
  func states() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mqt-\(UUID().uuidString)").path()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let some = "ae:16 ghz:20 qft:16 wstate:17 graphstate:18 vqe_real_amp:16 qpeexact:16"
    let lines = try Python.run(Self.writer, input: "\(folder)|\(Self.mostGates)|\(Self.takesAll ? "all" : some)")
    let names = lines.filter { $0.hasPrefix("circuit ") }.map { String($0.dropFirst(8)) }
    if Self.takesAll { print(lines.filter { $0.hasPrefix("left-out") }.joined(separator: "\n")) }
    #expect(names.count >= (Self.takesAll ? 30 : 7), "\(lines)")
    for name in names {
      let path = folder + "/" + name
      let read = try OpenQASM.parse(String(contentsOfFile: path + ".qasm", encoding: .utf8), file: name)
      var circuit = Circuit(qubits: read.qubitCount)
      circuit.operations = read.operations
      var options = SimulationOptions(shots: 0)
      options.stateFile = path + ".npy"
      _ = try StateVectorMethod().run(circuit, options)
    }
    let compared = try Python.run(Self.comparer, input: names.map { folder + "/" + $0 }.joined(separator: "\n"))
    #expect(compared.count == names.count)
    for (name, line) in zip(names, compared) {
      let numbers = Python.numbers(line)
      #expect(numbers.count == 4)
      #expect(numbers[0] < 1e-10 && abs(numbers[1] - 1) < 1e-10, "\(name): \(line) beside Cirq")
      #expect(numbers[2] < 1e-10 && abs(numbers[3] - 1) < 1e-10, "\(name): \(line) beside Aer")
      if Self.takesAll { print(name, "differs by at most", max(numbers[0], numbers[2])) }
    }
  }
}
