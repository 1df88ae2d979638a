import Core
import Testing

@testable import TestingAgent

@Suite struct VerifierTests {
  let verifier = Verifier()

  private func bell(_ change: (inout VerifyRequest) -> Void = { _ in }) throws -> VerifyRequest {
    var asked = try Laboratory.record(
      Laboratory.bell, counts: ["00": 510, "11": 490], shots: 1000, seed: 5, circuit: CircuitRequest(family: "bell"))
    change(&asked)
    return asked
  }

  @Test("a good Bell pair is verified by theory, with the numbers")
  func good() async throws {
    let verdict = verifier.verify(try bell())
    #expect(verdict.status == .verified)
    #expect(verdict.route == "known_distribution")
    #expect((verdict.pValue ?? 0) > 0.3)
    #expect(verdict.seconds != nil)
    #expect(verdict.reference?.contains("Bell") == true)
    #expect(verdict.reference?.contains("dense reference") == true)
  }

  @Test("a record that is not of what was asked for is refuted")
  func records() async throws {
    let changes: [(String, (inout VerifyRequest) -> Void)] = [
      ("seed", { $0.run.seed = 6 }), ("backend", { $0.run.backend = "aer" }), ("program", { $0.request.qasm += "\n" }),
      ("label", { $0.run.label = "x" }), ("order", { $0.run.bitOrder = "big" }), ("stored", { $0.run.cached = "r0" }),
      ("method", { $0.request.method = .stabilizer }), ("width", { $0.run.counts = ["0": 500, "1": 500] }),
      ("mixed", { $0.run.counts = ["00": 500, "111": 500] }), ("digits", { $0.run.counts = ["00": 500, "1a": 500] }),
      ("sign", { $0.run.counts = ["00": 1001, "11": -1] }), ("qubits", { $0.run.qubits = 3 }),
      ("observable", { $0.request.observables = ["Z0"] }),
    ]
    for (name, change) in changes {
      let verdict = verifier.verify(try bell(change))
      #expect(verdict.status == .refuted, "\(name)")
      #expect(verdict.route == "record")
    }
  }

  @Test("a designer's wrong circuit is refuted by theory though it ran rightly")
  func wrongDesign() async throws {
    let lines = Laboratory.program(2, ["h q[0];", "h q[1];"])
    let counts = ["00": 250, "01": 250, "10": 250, "11": 250]
    let asked = try Laboratory.record(lines, counts: counts, shots: 1000, seed: 1, circuit: CircuitRequest(family: "bell"))
    let verdict = verifier.verify(asked)
    #expect(verdict.status == .refuted)
    #expect(verdict.route == "known_distribution")
  }

  @Test("what no route reaches is unverified, with the reason")
  func unverified() async throws {
    let lines = Laboratory.program(40, ["h q;"])
    let zeros = String(repeating: "0", count: 40)
    let verdict = verifier.verify(try Laboratory.record(lines, counts: [zeros: 10], shots: 10, seed: 1))
    #expect(verdict.status == .unverified)
    #expect(verdict.route == "none")
    #expect(verdict.reason?.contains("40 qubits") == true)
  }

  @Test("a wide GHZ state is verified by theory where no reference reaches")
  func wide() async throws {
    let lines = Laboratory.program(60, ["h q[0];"] + (1..<60).map { "cx q[0],q[\($0)];" })
    let (zeros, ones) = (String(repeating: "0", count: 60), String(repeating: "1", count: 60))
    let circuit = CircuitRequest(family: "ghz", qubits: 60)
    let asked = try Laboratory.record(lines, counts: [zeros: 480, ones: 520], shots: 1000, seed: 1, circuit: circuit)
    #expect(verifier.verify(asked).status == .verified)
    let wrong = try Laboratory.record(lines, counts: [zeros: 400, ones: 600], shots: 1000, seed: 1, circuit: circuit)
    #expect(verifier.verify(wrong).status == .refuted)
  }

  @Test("a failed run and a program that is not understood are unverified")
  func failed() async throws {
    var asked = try bell()
    asked.run.status = .failed
    #expect(verifier.verify(asked).status == .unverified)
    asked = try Laboratory.record(Laboratory.bell, counts: ["00": 10], shots: 10, seed: 1)
    asked.qasm = "OPENQASM 3;\nfor int i in [0:3] { }"
    asked.request.qasm = asked.qasm
    let verdict = verifier.verify(asked)
    #expect(verdict.status == .unverified)
    #expect(verdict.reason?.contains("not read") == true)
  }

  @Test("exact probabilities, expectation values and the amplitude are held to 1e-9")
  func exact() async throws {
    var asked = try Laboratory.record(Laboratory.bell, counts: [:], shots: 0, seed: 1)
    asked.request.observables = ["Z0 Z1", "0.5*X0 X1 - 2*Y0 Y1"]
    asked.run.probabilities = ["00": 0.5, "11": 0.5]
    asked.run.amplitude0 = Run.Amplitude(re: 0.5.squareRoot(), im: 0)
    asked.run.expectations = [
      Run.Expectation(observable: "Z0 Z1", value: 1), Run.Expectation(observable: "0.5*X0 X1 - 2*Y0 Y1", value: 2.5),
    ]
    #expect(verifier.verify(asked).status == .verified)
    var wrong = asked
    wrong.run.probabilities = ["00": 0.5 + 1e-6, "11": 0.5 - 1e-6]
    #expect(verifier.verify(wrong).status == .refuted)
    wrong = asked
    wrong.run.expectations?[1].value = 2.5 + 1e-7
    #expect(verifier.verify(wrong).status == .refuted)
    wrong = asked
    wrong.run.amplitude0?.re = 0.7
    #expect(verifier.verify(wrong).status == .refuted)
    wrong = asked
    wrong.run.probabilities = nil
    wrong.run.expectations = nil
    wrong.run.amplitude0 = nil
    wrong.request.observables = []
    #expect(verifier.verify(wrong).status == .unverified)
  }
}
