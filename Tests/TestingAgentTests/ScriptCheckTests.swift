import Core
import FoundationEssentials
import Sandbox
import Testing

@testable import TestingAgent

/// Whether this machine can run a sandbox at all; where it cannot, the tests that need one are reported as skipped.
private func hasSandbox() async -> Bool { (try? await SandboxRunner.find()) != nil }

/// The interpreter with real Qiskit and Cirq that the tests run against.
private let realInterpreters = ScriptInterpreters(
  home: .current,
  environment: ["PROXIMA_PYTHON": ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"] ?? ""])

/// Whether the sandbox can start that interpreter.
private func hasRealPython() async -> Bool {
  await ScriptCheck(realInterpreters).run("print('0', 1)", "qiskit") == .counts(["0": 1])
}

@Suite struct ScriptCheckTests {
  /// A folder like a Python environment: the system's interpreter, and packages that are only names, or the real ones
  /// where `PROXIMA_PYTHON` has them.
  private func withEnvironment(
    _ packages: [String], _ body: (ScriptInterpreters, String) async throws -> Void
  ) async throws {
    let folder = "/tmp/proxima-scripts-\(UInt64.random(in: 0...UInt64.max))"
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    for package in packages {
      try files.createDirectory(
        atPath: "\(folder)/lib/python3.11/site-packages/\(package)", withIntermediateDirectories: true)
    }
    try files.createSymbolicLink(atPath: folder + "/bin/python", withDestinationPath: "/usr/bin/python3")
    let home = Home(environment: ["PROXIMA_HOME": folder + "/home"])
    try await body(ScriptInterpreters(home: home, environment: ["PROXIMA_PYTHON": folder + "/bin/python"]), folder)
  }

  private func script(_ text: String, _ dialect: String = "qiskit") -> Artifact {
    Artifact(kind: .code, dialect: dialect, sha256: SHA256.hexadecimal(text), by: "code_expert", text: text)
  }

  private func bell(_ counts: [String: Int]) throws -> VerifyRequest {
    try Laboratory.record(Laboratory.bell, counts: counts, shots: counts.values.reduce(0, +), seed: 3)
  }

  private let good = "print('00', 2010)\nprint('11', 1990)\n"

  @Test("without a sandbox the script is not run, and the verdict says so")
  func noSandbox() async throws {
    try await withEnvironment(["qiskit", "qiskit_aer"]) { interpreters, _ in
      let check = ScriptCheck(interpreters) { () async throws(SandboxError) in throw SandboxError.none("not here") }
      let verdict = await check.verify(try bell(["00": 2000, "11": 2000]), scripts: [script(good)])
      #expect(verdict.status == .unverified)
      #expect(verdict.reason?.contains("was not run") == true && verdict.reason?.contains("no sandbox") == true)
    }
  }

  @Test("where Qiskit is not installed the verdict says how to get it")
  func notInstalled() async throws {
    try await withEnvironment([]) { interpreters, _ in
      let verdict = await ScriptCheck(interpreters).verify(try bell(["00": 2000, "11": 2000]), scripts: [script(good)])
      #expect(verdict.status == .unverified)
      #expect(verdict.reason?.contains("backends install aer") == true)
    }
  }

  @Test(
    "a script that comes to the same counts verifies, one that comes to others refutes",
    .enabled("this machine has no usable bubblewrap") { await hasSandbox() })
  func verdicts() async throws {
    try await withEnvironment(["qiskit", "qiskit_aer"]) { interpreters, _ in
      let check = ScriptCheck(interpreters)
      let asked = try bell(["00": 2000, "11": 2000])
      let verified = await check.verify(asked, scripts: [script(good)])
      #expect(verified.status == .verified, "\(verified)")
      #expect(verified.route == "script.qiskit")
      let refuted = await check.verify(asked, scripts: [script("print('00', 3000)\nprint('11', 1000)\n")])
      #expect(refuted.status == .refuted)
      let broken = await check.verify(asked, scripts: [script("raise SystemExit(3)\n")])
      #expect(broken.status == .unverified && broken.reason?.contains("status 3") == true)
      let silent = await check.verify(asked, scripts: [script("print('hello world again')\n")])
      #expect(silent.status == .unverified && silent.reason?.contains("no counts") == true)
      var forged = script(good)
      forged.sha256 = "00"
      let other = await check.verify(asked, scripts: [forged])
      #expect(other.status == .unverified)
    }
  }

  @Test(
    "the script sees neither the network nor the owner's files",
    .enabled("this machine has no usable bubblewrap") { await hasSandbox() })
  func confined() async throws {
    try await withEnvironment(["qiskit", "qiskit_aer"]) { interpreters, folder in
      let secret = folder + "/../secret-\(UInt64.random(in: 0...UInt64.max))"
      try Data("x".utf8).write(to: URL(filePath: secret))
      defer { try? FileManager.default.removeItem(atPath: secret) }
      let text = """
        import os, socket
        seen = os.path.exists("\(secret)")
        try:
            socket.create_connection(("127.0.0.1", 22), 1)
            seen = True
        except OSError:
            pass
        try:
            open("/usr/written", "w")
            seen = True
        except OSError:
            pass
        print("1" if seen else "0", 4000)
        """
      guard case .counts(let counts) = await ScriptCheck(interpreters).run(text, "qiskit") else {
        Issue.record("the script did not run")
        return
      }
      #expect(counts == ["0": 4000])
    }
  }

  @Test(
    "a real script of the crew, run by real Qiskit or Cirq, verifies a good run and refutes a wrong one",
    .enabled("PROXIMA_TEST_PYTHON names no interpreter that the sandbox can start, or there is no bubblewrap") { await hasRealPython() })
  func real() async throws {
    let real = realInterpreters
    let qiskit = """
      from qiskit import QuantumCircuit, transpile
      from qiskit_aer import AerSimulator
      circuit = QuantumCircuit(2, 2)
      circuit.h(0)
      circuit.cx(0, 1)
      circuit.measure([0, 1], [0, 1])
      result = AerSimulator().run(circuit, shots=4000, seed_simulator=5).result()
      for key, value in sorted(result.get_counts().items()):
          print(key, value)
      """
    let cirq = """
      import cirq
      a, b = cirq.LineQubit.range(2)
      circuit = cirq.Circuit(cirq.H(a), cirq.CNOT(a, b), cirq.measure(b, a, key="m"))
      counts = cirq.Simulator(seed=5).run(circuit, repetitions=4000).histogram(key="m")
      for key, value in sorted(counts.items()):
          print(format(key, "02b"), value)
      """
    let scripts = [script(qiskit), script(cirq, "cirq")]
    let good = await ScriptCheck(real).verify(try bell(["00": 2000, "11": 2000]), scripts: scripts)
    #expect(good.status == .verified, "\(good)")
    let wrong = await ScriptCheck(real).verify(try bell(["00": 2000, "01": 2000]), scripts: scripts)
    #expect(wrong.status == .refuted, "\(wrong)")
  }

  @Test(
    "the vote: a script that runs to the right counts is voted for, others against, what cannot run is an abstention",
    .enabled("this machine has no usable bubblewrap") { await hasSandbox() })
  func vote() async throws {
    try await withEnvironment(["qiskit", "qiskit_aer"]) { interpreters, _ in
      let voter = ScriptVoter(ScriptCheck(interpreters))
      func request(_ text: String, _ dialect: String = "qiskit") -> ReviewRequest {
        ReviewRequest(
          artifact: script(text, dialect), qasm: Laboratory.bell.joined(separator: "\n"), shots: 4000, seed: 1, round: 3)
      }
      let items = [
        request(good), request("print('01', 4000)"), request("print('00', 10)\nprint('11', 12)"), request("1/0"),
        request(good, "cirq"),
      ]
      let reviews = await voter.vote(ReviewBatch(items: items)).reviews
      #expect(reviews.map(\.approved) == [true, false, false, false])
      #expect(reviews.allSatisfy { $0.reviewer == AgentName.testingAgent && $0.subject == "code.qiskit" && $0.round == 3 })
    }
  }

  @Test("a check by one simulator is not done with the same simulator")
  func independence() {
    #expect(ScriptCheck.independent(of: "aer") == ["cirq"])
    #expect(ScriptCheck.independent(of: "qsim") == ["qiskit"])
    #expect(ScriptCheck.independent(of: "native") == ["qiskit", "cirq"])
  }
}
