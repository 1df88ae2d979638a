import Backends
import Circuits
import Core
import Glibc
import Simulator
import Statistics
import Testing

@testable import Executors

/// One suite over every backend: every gate, every channel, conditions, readout errors, against a dense reference.
@Suite(.serialized, .enabled(if: !RealBackends.names.isEmpty, "PROXIMA_TEST_PYTHON names no backend")) struct ConformanceTests {
  private func run(_ name: String, _ circuit: Circuit, _ change: (inout RunRequest) -> Void) async throws -> Run {
    let executor = try #require(RealBackends.executors[name])
    var request = RunRequest(qasm: try OpenQASM.write3(circuit), backend: name, shots: 0, seed: 4711, threads: 1)
    change(&request)
    return try await executor.run(request)
  }

  /// Turns each qubit so that no amplitude is alike another; by Clifford gates where a backend has no others.
  static func turn(_ circuit: inout Circuit, _ clifford: Bool, _ round: Int) {
    for qubit in 0..<circuit.qubitCount {
      if clifford {
        circuit.append(.h, [], qubit)
        if (qubit + round) % 2 == 0 { circuit.append(.s, [], qubit) }
        if qubit + 1 < circuit.qubitCount { circuit.append(.cx, [], qubit, qubit + 1) }
      } else {
        let angle = 0.4 + 0.3 * Double(qubit) + 0.17 * Double(round)
        circuit.append(.u, [angle, 1.1 * angle, -0.7 * angle], qubit)
      }
    }
  }

  /// What a backend's own arithmetic allows: qsim and Stim's state vectors are single precision.
  static func precision(_ name: String) -> Double { name == "qsim" || name == "stim" ? 1e-5 : 1e-9 }

  private static func angle(_ place: Int, _ clifford: Bool) -> Double {
    clifford ? Double.pi / 2 * Double(place + 1) : 0.37 + 0.41 * Double(place)
  }

  static func key(_ state: Int, _ qubits: Int) -> String {
    String(String(repeating: "0", count: qubits) + String(state, radix: 2)).suffix(qubits).description
  }

  @Test("every gate of the table gives the exact probabilities", arguments: RealBackends.names)
  func gates(_ name: String) async throws {
    let manifest = try #require(RealBackends.library[name])
    let cliffordOnly = manifest.methods.allSatisfy { $0.method == .stabilizer }
    var tried = 0
    for kind in GateKind.allCases where kind != .gphase {
      let angles = (0..<kind.parameterCount).map { Self.angle($0, cliffordOnly) }
      let gate = Gate(kind, angles, on: Array((0..<kind.qubits).reversed()))
      // Written out, `ecr` becomes gates that are outside the Clifford group one by one.
      guard !cliffordOnly || gate.isClifford && kind != .ecr else { continue }
      var circuit = Circuit(qubits: kind.qubits)
      Self.turn(&circuit, cliffordOnly, 0)
      circuit.append(gate)
      Self.turn(&circuit, cliffordOnly, 1)
      let expected = DenseReference.run(circuit)
      let found = try await run(name, circuit) { _ in }
      let probabilities = try #require(found.probabilities, "\(name) \(kind)")
      for (state, value) in expected.probabilities.enumerated() {
        let other = probabilities[Self.key(state, kind.qubits)] ?? 0
        #expect(abs(other - value) < Self.precision(name), "\(name), \(kind), state \(state): \(other), not \(value)")
      }
      tried += 1
    }
    #expect(tried >= (cliffordOnly ? 15 : GateKind.allCases.count - 1))
  }

  @Test("bit 0 is rightmost, registers are joined, unmeasured bits stay 0", arguments: RealBackends.names)
  func order(_ name: String) async throws {
    var circuit = Circuit(qubits: 3)
    circuit.addClbits("a", 2)
    circuit.addClbits("b", 2)
    circuit.append(.x, [], 2)
    circuit.append(.x, [], 0)
    circuit.measure(2, into: 0)
    circuit.measure(1, into: 1)
    circuit.measure(0, into: 3)
    let sampled = try await run(name, circuit) { $0.shots = 100 }
    #expect(sampled.counts == ["1001": 100])
    if RealBackends.library[name]?.supports.contains(.exact) == true {
      let exact = try await run(name, circuit) { _ in }
      #expect(abs((exact.probabilities?["1001"] ?? 0) - 1) < 1e-6)
    }
  }

  @Test("expectation values agree with the reference", arguments: RealBackends.names)
  func expectations(_ name: String) async throws {
    let manifest = try #require(RealBackends.library[name])
    guard manifest.supports.contains(.expectations) else { return }
    let clifford = manifest.methods.allSatisfy { $0.method == .stabilizer }
    var circuit = Circuit(qubits: 3)
    Self.turn(&circuit, clifford, 0)
    let names = ["Z0", "0.5*X0 Y1 - 2*Z2", "Y0 Y1 X2"]
    let expected = DenseReference.run(circuit)
    let found = try await run(name, circuit) { $0.observables = names }
    for (index, text) in names.enumerated() {
      let value = expected.expectation(try PauliSum(parsing: text))
      #expect(abs((found.expectations?[index].value ?? 9) - value) < Self.precision(name), "\(name) \(text)")
    }
  }

  @Test("a pure state is told where it is wanted, and is that of our own simulator", arguments: RealBackends.names)
  func states(_ name: String) async throws {
    let manifest = try #require(RealBackends.library[name])
    guard manifest.entry(.statevector) != nil else { return }
    var circuit = Circuit(qubits: 3)
    Self.turn(&circuit, false, 0)
    circuit.append(.ccx, [], 2, 0, 1)
    Self.turn(&circuit, false, 1)
    let native = try await NativeExecutor().run(
      { var one = RunRequest(qasm: try OpenQASM.write3(circuit), shots: 50, seed: 1); one.wantsState = true; return one }())
    for shots in [0, 50] {
      let found = try await run(name, circuit) { ($0.shots, $0.method, $0.wantsState) = (shots, .statevector, true) }
      let fidelity = try #require(StateOverlap.fidelity(found.state, native.state), "\(name)")
      #expect(abs(fidelity - 1) < Self.precision(name), "\(name): \(fidelity)")
      #expect(try await run(name, circuit) { ($0.shots, $0.method) = (shots, .statevector) }.state == nil)
    }
  }

  @Test("the same seed gives the same counts, another one others", arguments: RealBackends.names)
  func seeds(_ name: String) async throws {
    var circuit = Circuit(qubits: 4)
    Self.turn(&circuit, true, 0)
    let first = try await run(name, circuit) { $0.shots = 500 }
    #expect(try await run(name, circuit) { $0.shots = 500 }.counts == first.counts)
    #expect(try await run(name, circuit) { $0.shots = 500; $0.seed = 99 }.counts != first.counts)
    #expect(first.counts.values.reduce(0, +) == 500)
  }

  @Test("a measurement in the midst decides what follows, or is refused", arguments: RealBackends.names)
  func teleportation(_ name: String) async throws {
    let text = """
      OPENQASM 2.0; include "qelib1.inc"; qreg q[3]; creg a[1]; creg b[1]; creg c[1];
      x q[0]; h q[1]; cx q[1],q[2]; cx q[0],q[1]; h q[0]; measure q[0] -> a[0]; measure q[1] -> b[0];
      if(b==1) x q[2]; if(a==1) z q[2]; reset q[0]; measure q[2] -> c[0];
      """
    let executor = try #require(RealBackends.executors[name])
    let request = RunRequest(qasm: text, backend: name, shots: 400, seed: 3, threads: 1)
    let features = executor.manifest.supports
    guard features.isSuperset(of: [.midCircuit, .conditions, .reset]) else {
      await #expect(throws: ProximaError.self) { try await executor.run(request) }
      return
    }
    let run = try await executor.run(request)
    #expect(run.counts.keys.allSatisfy { $0.hasPrefix("1") })
    #expect(run.counts.count == 4)
  }
}
