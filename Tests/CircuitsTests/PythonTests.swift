import Circuits
import Core
import Foundation
import Testing

/// Checks against Qiskit and Cirq; they run where PROXIMA_TEST_PYTHON names a Python that has both.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"] != nil)) struct PythonTests {
  /// Runs a script and gives back what it printed.
  static func run(_ script: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "circuits-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "script.py")
    try Data(script.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: try #require(ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"]))
    process.arguments = [file.path()]
    let (output, errors) = (Pipe(), folder.appending(path: "errors"))
    try Data().write(to: errors)
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let said = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    #expect(process.terminationStatus == 0, "\(said)")
    return String(decoding: printed, as: UTF8.self)
  }

  /// Python that compares the operator of `circuit` with a matrix to a global phase.
  static func comparison(_ texts: [(name: String, make: String, matrix: Matrix)]) -> String {
    var script = "import numpy as np\n"
    for (name, make, matrix) in texts {
      let values = matrix.elements.map { "complex(\($0.re),\($0.im))" }.joined(separator: ",")
      script += make
      script += "expected = np.array([\(values)]).reshape(\(matrix.dimension), -1)\n"
      script += "overlap = abs(np.vdot(expected, found)) / expected.shape[0]\n"
      script += "print('\(name)', 'same' if abs(overlap - 1) < 1e-9 else overlap)\n"
    }
    return script
  }

  @Test("Qiskit reads our OpenQASM 2 as the same unitary, for every gate and for random circuits")
  func qasm2() throws {
    var cases: [(String, String, Matrix)] = []
    for (name, circuit) in Self.circuits() {
      let text = try OpenQASM.write2(circuit)
      cases.append(
        (
          name,
          "from qiskit import QuantumCircuit\nfrom qiskit.quantum_info import Operator\nfound = Operator(QuantumCircuit.from_qasm_str('''\(text)''')).data\n",
          DenseReference.unitary(circuit)
        ))
    }
    try Self.expectSame(Self.run(Self.comparison(cases)), cases.count)
  }

  @Test("our Qiskit scripts build the same unitary")
  func qiskit() throws {
    var cases: [(String, String, Matrix)] = []
    for (name, circuit) in Self.circuits() {
      let script = try Self.building(Qiskit.script(circuit))
      let make =
        script
        + "\nfrom qiskit.quantum_info import Operator\nfound = Operator(circuit.remove_final_measurements(inplace=False)).data\n"
      cases.append((name, make, DenseReference.unitary(circuit)))
    }
    try Self.expectSame(Self.run(Self.comparison(cases)), cases.count)
  }

  @Test("our Cirq scripts build the same unitary")
  func cirq() throws {
    var cases: [(String, String, Matrix)] = []
    for (name, circuit) in Self.circuits() {
      let script = try Self.building(Cirq.script(circuit))
      let make =
        script + """

          circuit = cirq.Circuit(op for op in circuit.all_operations() if not cirq.is_measurement(op))
          found = circuit.unitary(qubit_order=list(reversed(qubits)), qubits_that_should_be_present=qubits)

          """
      cases.append((name, make, DenseReference.unitary(circuit)))
    }
    try Self.expectSame(Self.run(Self.comparison(cases)), cases.count)
  }

  @Test(
    "scripts of every family run and print counts as expected",
    arguments: CircuitFamily.all.filter(\.isAvailable).map(\.name))
  func families(_ name: String) throws {
    let family = try #require(CircuitFamily.named(name))
    let design = try #require(try family.designs(qubits: nil, parameters: [:]).first)
    for script in [
      try Qiskit.script(design.circuit, options: .init(shots: 2000, seed: 5)),
      try Cirq.script(design.circuit, options: .init(shots: 2000, seed: 5)),
    ] {
      var counts: [String: Int] = [:]
      for line in try Self.run(script).split(separator: "\n") {
        let words = line.split(separator: " ")
        counts[String(words[0])] = Int(words[1])
      }
      #expect(counts.values.reduce(0, +) == 2000)
      let expected = DenseReference.distribution(design.circuit)
      var variation = 0.0
      for key in Set(expected.keys).union(counts.keys) {
        variation += abs(expected[key, default: 0] - Double(counts[key, default: 0]) / 2000) / 2
      }
      // The mean of the total variation of n keys is below sqrt(n / (2π shots)).
      #expect(variation < 0.03 + 1.5 * (Double(expected.count) / (2 * .pi * 2000)).squareRoot(), "\(counts)")
    }
  }

  /// The part of a script before it runs anything.
  static func building(_ script: String) -> String {
    script.range(of: "\nsimulator").map { String(script[..<$0.lowerBound]) } ?? script
  }

  static func circuits() -> [(String, Circuit)] {
    var list: [(String, Circuit)] = []
    for kind in GateKind.allCases where kind != .gphase {
      var circuit = Circuit(name: kind.rawValue, qubits: kind.qubits)
      circuit.append(GateTableTests.sample(kind))
      list.append((kind.rawValue, circuit))
    }
    for seed in 0..<30 { list.append(("seed\(seed)", RandomCircuits.gates(seed: UInt64(seed), qubits: 4, count: 8))) }
    return list
  }

  static func expectSame(_ output: String, _ count: Int) throws {
    let lines = output.split(separator: "\n")
    #expect(lines.count == count)
    for line in lines { #expect(line.hasSuffix(" same"), "\(line)") }
  }
}
