import Backends
import Core
import FoundationEssentials
import TestKit

@testable import Executors

/// Programs that the tests start, beside the tests.
enum Peers {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Peers"
}

/// The backends that are installed for the tests: those of `PROXIMA_TEST_PYTHON`'s environment, and QuEST in that of
/// `PROXIMA_TEST_QUEST`, because it needs an older numpy. Without these there are none, and the suites that need them are skipped.
enum RealBackends {
  /// Their names, by what the interpreter can import.
  static let names: [String] = {
    guard let python else { return [] }
    let modules = ["aer": "qiskit_aer", "cirq": "cirq", "qsim": "qsimcirq", "stim": "stim", "pennylane": "pennylane"]
    let script = "import importlib.util as u,sys\nfor m in sys.argv[1:]: print(m) if u.find_spec(m) else None"
    let found = Command.run(
      python, ["-c", script] + modules.values, environment: ProcessInfo.processInfo.environment, seconds: 60, stderr: false
    ).output
    let there = Set(found.split(separator: "\n").map(String.init))
    let quest = questPython == nil ? [] : ["quest"]
    return (modules.filter { there.contains($0.value) && library[$0.key] != nil }.keys + quest).sorted()
  }()

  static let python = ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"]
  static let questPython = ProcessInfo.processInfo.environment["PROXIMA_TEST_QUEST"]

  /// The library of the checkout, with every Python backend taken for installed in the tests' interpreter.
  static let library: BackendLibrary = {
    guard let scratch = try? TestHome() else { return BackendLibrary(BackendPlaces(home: .current, environment: [:])) }
    let places = BackendPlaces(home: scratch.home, environment: scratch.environment)
    let library = BackendLibrary(places)
    for manifest in library.manifests {
      let installer = BackendInstaller(library.installation(manifest), environment: scratch.environment)
      try? installer.finish(version: "", adopting: (manifest.name == "quest" ? questPython : python) ?? "/nonexistent")
    }
    return library
  }()

  /// One executor of each, kept warm for all suites.
  static let executors = started()

  /// An executor of each that shares its worker with nobody.
  static func started() -> [String: WorkerExecutor] {
    Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        library[name].map { (name, WorkerExecutor($0, library: library)) }
      })
  }
}
