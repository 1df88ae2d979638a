import Core
import FoundationEssentials
import Glibc

/// A backend on this machine: where its environment is, and what would start it.
public struct BackendInstallation: Sendable {
  public let manifest: BackendManifest
  /// The environment's folder, for Python backends.
  public let folder: String
  private let environment: [String: String]

  /// What an installation leaves behind: written last, so that an interrupted one is seen.
  public struct Record: Codable, Hashable, Sendable {
    public var python: String
    public var requirements: [String]
    /// The version of the backend, as its worker said.
    public var version: String
    /// Whether the environment was made by `backends install` and may be removed by `backends remove`.
    public var managed: Bool

    public init(python: String, requirements: [String], version: String, managed: Bool) {
      self.python = python
      self.requirements = requirements
      self.version = version
      self.managed = managed
    }
  }

  init(_ manifest: BackendManifest, places: BackendPlaces) {
    self.manifest = manifest
    folder = places.environments + "/" + manifest.name
    environment = places.environment
  }

  var recordPath: String { folder + "/proxima-installed.json" }

  /// Where the costs measured here are kept.
  var costsPath: String { folder + "/proxima-costs.json" }

  public var record: Record? {
    guard let data = try? Data(contentsOf: URL(filePath: recordPath)) else { return nil }
    return try? JSON.decode(Record.self, from: data)
  }

  /// The interpreter that runs its script; nil where it is not there.
  public var interpreter: String? {
    if manifest.start.requirements.isEmpty, record == nil { return Self.find("python3", environment) }
    return record.flatMap { access($0.python, X_OK) == 0 ? $0.python : nil }
  }

  /// The program that its script calls; nil where it needs none, or where it is not there.
  public var program: String? {
    guard let wanted = manifest.start.program else { return nil }
    if let named = environment[wanted.variable], !named.isEmpty { return access(named, X_OK) == 0 ? named : nil }
    return wanted.names.lazy.compactMap { Self.find($0, environment) }.first
  }

  public var isReady: Bool { interpreter != nil && (manifest.start.program == nil || program != nil) }

  /// Whether the pins were changed since it was installed.
  public var isOutdated: Bool {
    guard let record, record.managed else { return false }
    return record.requirements != manifest.start.requirements
  }

  /// Why it is not there, and how to get it.
  public var remedy: String {
    var parts: [String] = []
    if let wanted = manifest.start.program, program == nil {
      let names = wanted.names.joined(separator: " or ")
      parts.append("\(names) is not on PATH and \(wanted.variable) does not name it" + (wanted.hint.isEmpty ? "" : "; \(wanted.hint)"))
    }
    if interpreter == nil {
      let size = manifest.start.size.map { ", about \($0)" } ?? ""
      let begun = access(folder, F_OK) == 0 ? "its installation was not finished; go on with" : "not installed; get it with"
      parts.append("\(begun) `proxima backends install \(manifest.name)`\(size)")
    }
    return parts.joined(separator: "; and ")
  }

  static func find(_ program: String, _ environment: [String: String]) -> String? {
    (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 }
  }
}
