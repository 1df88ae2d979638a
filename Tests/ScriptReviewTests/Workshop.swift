import Circuits
import Core

@testable import ScriptReview

/// Right scripts of many circuits, and the ways to spoil them.
enum Workshop {
  /// Programs of families and of random gates.
  static func circuits() throws -> [Circuit] {
    var list: [Circuit] = []
    for name in ["bell", "ghz", "w", "qft", "inverse_qft", "grover", "bernstein_vazirani", "simon", "phase_estimation", "teleportation", "superdense_coding", "swap_test", "adder", "cluster", "bit_flip_code", "ising"] {
      if let family = CircuitFamily.named(name), family.isAvailable { list.append(try family.build()) }
    }
    for seed in 0..<84 {
      let parameters: [String: JSONValue] = ["seed": .int(seed), "depth": .int(3 + seed % 5)]
      if let family = CircuitFamily.named("random") { list.append(try family.build(qubits: 2 + seed % 4, parameters: parameters)) }
    }
    return list
  }

  static func request(_ circuit: Circuit, _ dialect: String, shots: Int = 1000, seed: UInt64 = 42) throws -> ReviewRequest {
    let options = ScriptOptions(shots: shots, seed: seed)
    let text = dialect == "cirq" ? try Cirq.script(circuit, options: options) : try Qiskit.script(circuit, options: options)
    return request(text, qasm: try OpenQASM.write3(circuit), dialect, shots: shots, seed: seed)
  }

  static func request(_ text: String, qasm: String, _ dialect: String, shots: Int = 1000, seed: UInt64 = 42) -> ReviewRequest {
    let artifact = Artifact(
      kind: .code, dialect: dialect, sha256: SHA256.hexadecimal(text), by: AgentName.codeExpert, text: text)
    return ReviewRequest(artifact: artifact, qasm: qasm, shots: shots, seed: seed, round: 1)
  }
}

/// One way to spoil a script: the changed lines, and the line that a reviewer must name.
struct Mutation: Sendable {
  var name: String
  /// Changes one line; nil where it does not apply to it.
  var change: @Sendable (String) -> [String]?

  /// The mutants of `script` at every line where the mutation applies.
  func mutants(of script: String) -> [(text: String, line: Int)] {
    let lines = script.components(separator: "\n")
    return lines.indices.compactMap { index in
      guard let replacement = change(lines[index]) else { return nil }
      var changed = lines
      changed.replaceSubrange(index...index, with: replacement)
      return (changed.joined(separator: "\n"), index + 1)
    }
  }

  static func swapped(_ text: String, _ a: String, _ b: String) -> String? {
    guard text.contains(a) else { return nil }
    return text.replacing(a, with: "@@").replacing(b, with: a).replacing("@@", with: b)
  }

  static let all: [Mutation] = [
    Mutation(name: "another gate") { line in
      for (a, b) in [("circuit.h(", "circuit.x("), ("circuit.cx(", "circuit.cy("), ("circuit.t(", "circuit.s("), ("cirq.H(", "cirq.X("), ("cirq.CNOT(", "cirq.CZ("), ("circuit.rx(", "circuit.ry("), ("cirq.rx(", "cirq.ry(")] where line.contains(a) {
        return [line.replacing(a, with: b)]
      }
      return nil
    },
    Mutation(name: "qubits exchanged") { line in
      guard line.contains("cx(q[0], q[1]") || line.contains("CNOT(qubits[0], qubits[1]") else { return nil }
      return swapped(line, "[0]", "[1]").map { [$0] }
    },
    Mutation(name: "another angle") { line in
      for start in ["circuit.rx(", "circuit.ry(", "circuit.rzz(", "cirq.rx(", "cirq.ry("] {
        if line.contains(start) { return [line.replacing(start, with: start + "0.2 + ", maxReplacements: 1)] }
      }
      return nil
    },
    Mutation(name: "gate dropped") { line in
      line.hasPrefix("circuit.h(") || line.hasPrefix("circuit.cx(") || line.hasPrefix("circuit.append(cirq.H(") ? [] : nil
    },
    Mutation(name: "gate twice") { line in
      line.hasPrefix("circuit.cx(") || line.hasPrefix("circuit.append(cirq.CNOT(") || line.hasPrefix("circuit.t(") ? [line, line] : nil
    },
    Mutation(name: "measured into another bit") { line in
      line.contains("circuit.measure(") && line.contains("[0])") ? [line.replacing("[0])", with: "[1])")] : nil
    },
    Mutation(name: "measured twice") { line in line.contains("measure(") ? [line, line] : nil },
    Mutation(name: "other shots") { line in
      line.contains("shots=1000") || line.contains("repetitions=1000") ? [line.replacing("=1000", with: "=990")] : nil
    },
    Mutation(name: "other seed") { line in
      line.contains("seed_simulator=42") || line.contains("seed=42") ? [line.replacing("=42", with: "=43")] : nil
    },
    Mutation(name: "import that is not used") { line in
      line.hasPrefix("from qiskit_aer import") || line == "import cirq" ? [line, line == "import cirq" ? "import sympy" : "from math import pi"] : nil
    },
    Mutation(name: "unknown method") { line in
      line.hasPrefix("circuit.h(") ? [line.replacing("circuit.h(", with: "circuit.hadamard(")] : nil
    },
    Mutation(name: "counts of the wrong order") { line in
      line.hasPrefix("order = [\"m") ? [line.replacing("order = [\"m", with: "order = [\"m9")] : nil
    },
  ]
}

extension String {
  func components(separator: Character) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
