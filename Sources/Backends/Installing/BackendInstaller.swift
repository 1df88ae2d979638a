import Core
import FoundationEssentials
import Glibc

/// Installs a Python backend into an environment of its own, one pinned package after the other: what an interrupted
/// installation has finished is not done again.
public struct BackendInstaller: Sendable {
  private let installation: BackendInstallation
  private let environment: [String: String]

  /// One thing to do; `run` blocks.
  public struct Step: Sendable {
    public let label: String
    public let run: @Sendable () throws(ProximaError) -> Void
  }

  /// The installer of what `installation` describes; `environment` names the interpreter to begin with.
  public init(_ installation: BackendInstallation, environment: [String: String]) {
    self.installation = installation
    self.environment = environment
  }

  private var python: String { installation.folder + "/bin/python" }

  private var requirements: [String] { installation.manifest.start.requirements }

  /// What is left to do to have the pinned packages; the record of a finished installation is `finish`'s.
  public func steps() throws(ProximaError) -> [Step] {
    let (python, folder) = (python, installation.folder)
    var steps: [Step] = []
    if !works {
      let base = try basePython()
      steps.append(
        Step(label: "making an environment with \(base)") { () throws(ProximaError) in
          try Self.makeFolder(folder)
          try self.call(base, ["-m", "venv", "--clear", folder], failing: "the environment was not made", 300)
        })
    }
    let present = installed()
    let missing = requirements.filter { !present.contains(Self.normal($0)) }
    for (index, pin) in missing.enumerated() {
      let name = pin.replacing("==", with: " ")
      steps.append(
        Step(label: "installing \(name) (\(index + 1) of \(missing.count))") { () throws(ProximaError) in
          try self.call(
            python,
            [
              "-m", "pip", "install", "--no-deps", "--no-input", "--disable-pip-version-check", "--quiet", "--prefer-binary",
              "--retries", "3", "--timeout", "30", pin,
            ], failing: "\(pin) was not installed", 1800)
        })
    }
    return steps
  }

  /// Writes down that everything is there; `python` is another interpreter that has the packages already.
  public func finish(version: String, adopting python: String? = nil) throws(ProximaError) {
    let record = BackendInstallation.Record(
      python: python ?? self.python, requirements: requirements, version: version, managed: python == nil)
    try Self.makeFolder(installation.folder)
    do {
      let data = try JSON.encode(record, pretty: true)
      try data.write(to: URL(filePath: installation.recordPath), options: .atomic)
    } catch {
      throw ProximaError(
        "backend.cannot_write", "cannot write \(installation.recordPath)", remedy: "free space or rights there", exit: .cannotWrite)
    }
  }

  /// Takes back `finish`: the backend is not there any more, its packages still are.
  public func unfinish() { unlink(installation.recordPath) }

  /// Removes everything that `install` brought; false where there was nothing.
  public func remove() throws(ProximaError) -> Bool {
    guard access(installation.folder, F_OK) == 0 else { return false }
    // Gone at once, whatever happens to what is behind the name.
    unfinish()
    do { try FileManager.default.removeItem(atPath: installation.folder) } catch {
      throw ProximaError(
        "backend.cannot_remove", "cannot remove \(installation.folder)", remedy: "remove it by hand", exit: .cannotWrite)
    }
    return true
  }

  // MARK: Parts

  private var works: Bool {
    access(python, X_OK) == 0
      && Command.run(python, ["-m", "pip", "--version"], environment: environment, seconds: 60).status == 0
  }

  /// The packages that are there with their versions, as pins.
  private func installed() -> Set<String> {
    guard access(python, X_OK) == 0 else { return [] }
    let script = "import importlib.metadata as m\nfor d in m.distributions(): print(d.metadata['Name']+'=='+d.version)"
    let output = Command.run(python, ["-c", script], environment: environment, seconds: 60).output
    return Set(output.split(separator: "\n").map { Self.normal(String($0)) })
  }

  /// Names of packages count without case and with `_` as `-`.
  private static func normal(_ pin: String) -> String { pin.lowercased().replacing("_", with: "-").replacing(".dist", with: "") }

  private func basePython() throws(ProximaError) -> String {
    let named = environment["PROXIMA_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
    guard let python = named ?? BackendInstallation.find("python3", environment) else {
      throw ProximaError(
        "backend.no_python", "there is no python3", remedy: "apt-get install python3 python3-venv, or set PROXIMA_PYTHON",
        exit: .unavailable)
    }
    let check = Command.run(
      python, ["-c", "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 11) else 3)"], environment: environment,
      seconds: 30)
    guard check.status == 0 else {
      let why = check.status == 3 ? "\(python) is older than 3.11" : "\(python) cannot make environments"
      throw ProximaError(
        "backend.no_python", why, remedy: "apt-get install python3-venv, or name another interpreter with PROXIMA_PYTHON",
        exit: .unavailable)
    }
    return python
  }

  private func call(_ program: String, _ arguments: [String], failing: String, _ seconds: Double) throws(ProximaError) {
    let result = Command.run(program, arguments, environment: environment, seconds: seconds)
    guard result.status != 0 else { return }
    let last = result.output.split(separator: "\n").suffix(3).joined(separator: " ")
    let full = last.contains("No space left")
    throw ProximaError(
      "backend.install_failed", "\(failing): \(last.isEmpty ? "no reason was given" : String(last.suffix(400)))",
      remedy: full ? "free some space and say the same again" : "check the network and say the same again: what is done stays done",
      exit: full ? .cannotWrite : .unavailable)
  }

  private static func makeFolder(_ path: String) throws(ProximaError) {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw ProximaError("backend.cannot_write", "cannot make \(path)", remedy: "free space or rights there", exit: .cannotWrite)
    }
  }
}
