import Core
import Statistics

@testable import TestingAgent

/// Programs, and executors that run them rightly or with a planted fault, all from the reference.
enum Laboratory {
  static func program(_ qubits: Int, _ lines: [String], measured: Bool = true) -> [String] {
    ["OPENQASM 2.0;", "include \"qelib1.inc\";", "qreg q[\(qubits)];", "creg c[\(qubits)];"] + lines
      + (measured ? ["measure q -> c;"] : [])
  }

  static let bell = program(2, ["h q[0];", "cx q[0],q[1];"])
  static let ghz = program(4, ["h q[0];", "cx q[0],q[1];", "cx q[1],q[2];", "cx q[2],q[3];"])
  /// A hardware-efficient ansatz with angles that make every outcome differ.
  static let ansatz = program(
    4,
    (0..<3).flatMap { layer in
      (0..<4).map { "ry(\(0.4 + 0.35 * Double($0) + 0.2 * Double(layer))) q[\($0)];" }
        + (0..<4).map { "rz(\(0.9 - 0.2 * Double($0))) q[\($0)];" } + ["cx q[0],q[1];", "cx q[2],q[3];", "cx q[1],q[2];"]
    })
  static let feedback = program(
    3,
    [
      "ry(1.1) q[0];", "h q[1];", "cx q[1],q[2];", "cx q[0],q[1];", "h q[0];", "measure q[0] -> c[0];",
      "if(c==1) z q[2];", "reset q[1];", "rx(0.7) q[1];",
    ])
  static let all = [bell, ghz, ansatz, feedback]

  static func reference(_ lines: [String], noise: [NoiseEntry] = []) throws -> ReferenceRun {
    let read = try ProgramReader.read(lines.joined(separator: "\n"))
    return try ReferenceRun.of(read.program, noise: ReferenceNoise(noise), observables: [])
  }

  static func sample(_ p: [String: Double], shots: Int, _ generator: inout SeededGenerator) -> [String: Int] {
    let keys = p.keys.sorted()
    let sampler = AliasSampler(keys.map { p[$0] ?? 0 })
    var counts: [String: Int] = [:]
    for _ in 0..<shots { counts[keys[sampler.draw(&generator)], default: 0] += 1 }
    return counts
  }

  /// A request and the record of a run with these counts.
  static func record(
    _ lines: [String], counts: [String: Int], shots: Int, seed: UInt64, noise: [NoiseEntry] = [],
    circuit: CircuitRequest = CircuitRequest(family: "qasm")
  ) throws -> VerifyRequest {
    let qasm = lines.joined(separator: "\n")
    let qubits = try ProgramReader.read(qasm).program.qubits
    var run = Run(
      id: "r", backend: "native", backendVersion: "1", method: .statevector, host: "here", qubits: qubits, shots: shots,
      seed: seed, precision: .double, circuit: CircuitSummary(qubits: qubits, clbits: qubits, depth: 1, gates: [:]))
    run.counts = counts
    return VerifyRequest(
      circuit: circuit, qasm: qasm, request: RunRequest(qasm: qasm, shots: shots, seed: seed, noise: noise), run: run)
  }
}

/// A fault that an executor may have.
enum Fault: CaseIterable {
  case swappedQubits, droppedGate, wrongAngle

  /// What the executor runs instead; nil where the fault does not apply at this place.
  func applied(to lines: [String], _ generator: inout SeededGenerator) -> [String]? {
    let gates = lines.indices.filter { index in
      ["h ", "cx ", "ry(", "rz(", "rx(", "x "].contains { lines[index].hasPrefix($0) }
    }
    guard !gates.isEmpty else { return nil }
    let place = gates[Int.random(in: 0..<gates.count, using: &generator)]
    var changed = lines
    switch self {
    case .droppedGate: changed.remove(at: place)
    case .swappedQubits:
      for index in place..<changed.count where gates.contains(index) {
        changed[index] = changed[index].replacing("q[0]", with: "q[#]").replacing("q[1]", with: "q[0]")
          .replacing("q[#]", with: "q[1]")
      }
    case .wrongAngle:
      guard let open = changed[place].firstIndex(of: "("), let close = changed[place].firstIndex(of: ")"),
        let angle = Double(changed[place][changed[place].index(after: open)..<close])
      else { return nil }
      changed[place].replaceSubrange(changed[place].index(after: open)..<close, with: "\(angle + 0.2)")
    }
    return changed
  }
}
