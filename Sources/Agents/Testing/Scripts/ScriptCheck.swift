import Core
import FoundationEssentials
import Glibc
import Sandbox

/// Checks a run by the script that the crew wrote for it, run by real Qiskit or Cirq inside the sandbox.
///
/// The script shares neither kernels nor machine with the run. It was written by an agent, so where there is no sandbox it
/// is not run, and the verdict says so.
public struct ScriptCheck: Sendable {
  private let interpreters: ScriptInterpreters
  private let sandbox: @Sendable () async throws(SandboxError) -> SandboxRunner
  private let time: any TimeSource

  /// `sandbox` finds the machine's sandbox, or says why there is none.
  public init(
    _ interpreters: ScriptInterpreters, time: any TimeSource = SystemTime(),
    sandbox: @escaping @Sendable () async throws(SandboxError) -> SandboxRunner = { () async throws(SandboxError) in
      try await SandboxRunner.find()
    }
  ) {
    self.interpreters = interpreters
    self.sandbox = sandbox
    self.time = time
  }

  /// The verdict on `asked.run` by the first of `scripts` that can be run here.
  public func verify(_ asked: VerifyRequest, scripts: [Artifact]) async -> Verification {
    let start = time.now
    var verdict = await judge(asked, scripts)
    verdict.seconds = time.now.seconds(since: start)
    return verdict
  }

  private func judge(_ asked: VerifyRequest, _ scripts: [Artifact]) async -> Verification {
    guard asked.run.error == nil, asked.run.shots > 0 else { return Self.open("the run has no counts to compare with") }
    if asked.request.noise.contains(where: \.isActive) { return Self.open("the scripts have no noise") }
    if asked.request.initialState != nil { return Self.open("the scripts begin with |0…0⟩, the run with a state from a file") }
    var missing: [String] = []
    for dialect in Self.independent(of: asked.run.backend) {
      guard let script = scripts.first(where: { $0.dialect == dialect }), let text = script.text else { continue }
      guard interpreters.find(dialect) != nil else {
        missing.append(dialect)
        continue
      }
      guard SHA256.hexadecimal(text) == script.sha256 else { return Self.open("the \(dialect) script is not the one that was recorded") }
      switch await run(text, dialect) {
      case .counts(let counts): return verdict(counts, asked.run, dialect)
      case .failed(let why): return Self.open("the \(dialect) script \(why)")
      case .notRun(let why): return Self.open("the \(dialect) script was not run: \(why)")
      }
    }
    if missing.isEmpty { return Self.open("the crew wrote no script for it that is independent of \(asked.run.backend)") }
    return Self.open(
      "the script was not run: \(missing.joined(separator: " and ")) \(missing.count > 1 ? "are" : "is") not installed here"
        + " (`proxima backends install aer`, or PROXIMA_PYTHON)")
  }

  /// What became of a script.
  enum Outcome: Sendable, Hashable {
    case counts([String: Int])
    /// It ran, and did not print counts.
    case failed(String)
    /// It was not run at all.
    case notRun(String)
  }

  /// Runs `script` in the sandbox, and nowhere else.
  func run(_ script: String, _ dialect: String) async -> Outcome {
    guard let interpreter = interpreters.find(dialect) else { return .notRun("\(dialect) is not installed here") }
    var command = SandboxCommand(
      executable: interpreter.python, arguments: ["-I", "/scratch/script.py"],
      files: ["script.py": Data(script.utf8)], readable: interpreter.readable)
    // One thread: each reserves address space, which is limited.
    for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"] {
      command.environment[name] = "1"
    }
    command.environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command.environment["TMPDIR"] = "/scratch"
    let outcome: SandboxOutcome
    do throws(SandboxError) {
      outcome = try await sandbox().run(command, limits: Self.limits)
    } catch { return .notRun(error.message) }
    guard outcome.succeeded else { return .failed("did not run through: \(Self.words(outcome))") }
    guard let counts = Self.counts(String(decoding: outcome.output, as: UTF8.self)) else { return .failed("printed no counts") }
    return .counts(counts)
  }

  private func verdict(_ counts: [String: Int], _ run: Run, _ dialect: String) -> Verification {
    let name = dialect == "qiskit" ? "Qiskit" : "Cirq"
    let judgement = Judgement.counts(run, against: counts)
    var verdict = Verification(
      status: judgement.outcome == .passed ? .verified : (judgement.outcome == .failed ? .refuted : .unverified),
      route: "script.\(dialect)", reference: "the \(dialect) script of the crew, run by real \(name) in the sandbox",
      reason: judgement.words)
    (verdict.statistic, verdict.pValue) = (judgement.statistic, judgement.pValue)
    return verdict
  }

  /// The dialects whose simulators are not those of `backend`.
  static func independent(of backend: String) -> [String] {
    switch backend {
    case "aer": ["cirq"]
    case "cirq", "qsim": ["qiskit"]
    default: ["qiskit", "cirq"]
    }
  }

  /// What a script may use: more memory than other sandboxed work, for it simulates.
  static var limits: SandboxLimits {
    var limits = SandboxLimits()
    limits.wallSeconds = 180
    limits.cpuSeconds = 120
    limits.memoryBytes = 4 << 30
    limits.processes = 64
    limits.openFiles = 1024
    return limits
  }

  /// `key value` lines as counts; nil where a line is something else.
  static func counts(_ output: String) -> [String: Int]? {
    var counts: [String: Int] = [:]
    for line in output.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      guard words.count == 2, let count = Int(words[1]), count >= 0, words[0].utf8.allSatisfy({ $0 == 48 || $0 == 49 }),
        counts.updateValue(count, forKey: String(words[0])) == nil
      else { return nil }
    }
    return counts.isEmpty ? nil : counts
  }

  private static func words(_ outcome: SandboxOutcome) -> String {
    switch outcome.ending {
    case .timedOut: return "it took longer than \(Int(limits.wallSeconds)) s"
    case .outputTooLarge: return "it printed too much"
    case .memoryExceeded: return "it needs more memory than \(limits.memoryBytes >> 30) GiB"
    case .exited(let status):
      let last = String(decoding: outcome.errors, as: UTF8.self).split(whereSeparator: \.isNewline).last ?? ""
      return "status \(status)" + (last.isEmpty ? "" : ", \(last.prefix(200))")
    }
  }

  private static func open(_ reason: String) -> Verification {
    Verification(status: .unverified, route: "none", reason: reason)
  }
}
