import Core
import FoundationEssentials
import Glibc

/// The Python interpreters of this machine that have Qiskit or Cirq: the one that is configured, or those of the
/// environments that Proxima manages.
public struct ScriptInterpreters: Sendable, Hashable {
  /// An interpreter, and what must be readable for it to run.
  public struct Interpreter: Sendable, Hashable {
    public var python: String
    public var readable: [String]
  }

  private let configured: String?
  private let environments: String

  /// `PROXIMA_PYTHON` names an interpreter; `PROXIMA_ENVIRONMENTS` the folder of the managed environments, which is
  /// `environments` in the data folder otherwise.
  public init(home: Home, environment: [String: String]) {
    configured = environment["PROXIMA_PYTHON"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    environments = environment["PROXIMA_ENVIRONMENTS"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home.data + "/environments"
  }

  /// An interpreter that has what scripts in `dialect` import; nil where there is none.
  public func find(_ dialect: String) -> Interpreter? {
    let packages = dialect == "qiskit" ? ["qiskit", "qiskit_aer"] : ["cirq"]
    let names = dialect == "qiskit" ? ["aer"] : ["cirq", "qsim"]
    let managed = names.compactMap { python(ofEnvironment: $0) }
    for python in [configured].compactMap(\.self) + managed where access(python, X_OK) == 0 {
      guard let root = Self.root(of: python), Self.has(packages, in: root) else { continue }
      // An environment's interpreter is a link to the one that it was made with, which may be somebody's own.
      let made = realpath(python, nil).map { path in
        defer { free(path) }
        return String(cString: path)
      }
      let roots = [root, made.flatMap(Self.root)].compactMap(\.self).filter { $0 != "/usr" && !$0.hasPrefix("/usr/") }
      return Interpreter(python: python, readable: Array(Set(roots)).sorted())
    }
    return nil
  }

  /// The interpreter that the installation of a backend left behind.
  private func python(ofEnvironment name: String) -> String? {
    struct Record: Decodable { var python: String }
    guard let data = try? Data(contentsOf: URL(filePath: "\(environments)/\(name)/proxima-installed.json")),
      let record = try? JSON.decode(Record.self, from: data), record.python.hasPrefix("/")
    else { return nil }
    return record.python
  }

  /// The environment that `…/bin/python` belongs to.
  private static func root(of python: String) -> String? {
    let parts = python.split(separator: "/")
    guard parts.count > 2, parts[parts.count - 2] == "bin" else { return nil }
    return "/" + parts.dropLast(2).joined(separator: "/")
  }

  private static func has(_ packages: [String], in root: String) -> Bool {
    let libraries = ((try? FileManager.default.contentsOfDirectory(atPath: root + "/lib")) ?? []).filter { $0.hasPrefix("python3") }
    return libraries.contains { library in
      packages.allSatisfy { package in
        ["site-packages", "dist-packages"].contains { access("\(root)/lib/\(library)/\($0)/\(package)", F_OK) == 0 }
      }
    }
  }
}
