import Core
import FoundationEssentials
import Glibc

/// Every backend that has a folder here, and whether it can be started.
public struct BackendLibrary: Sendable {
  public let places: BackendPlaces
  /// By name.
  public let manifests: [BackendManifest]
  /// Folders whose manifest cannot be read, with why.
  public let broken: [String: ProximaError]

  /// Looks through the folders of `places`.
  public init(_ places: BackendPlaces) {
    self.places = places
    var found: [String: BackendManifest] = [:]
    var broken: [String: ProximaError] = [:]
    for folder in places.folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() where access("\(folder)/\(name)/backend.yaml", F_OK) == 0 {
        do throws(ProximaError) {
          let manifest = try ManifestReader.read(folder: "\(folder)/\(name)")
          if found[manifest.name] == nil { found[manifest.name] = manifest }
        } catch {
          broken[name] = error
        }
      }
    }
    manifests = found.values.sorted { $0.name < $1.name }
    self.broken = broken
  }

  /// The library of this process's own home and environment.
  public static func standard(home: Home, environment: [String: String]) -> BackendLibrary {
    BackendLibrary(BackendPlaces(home: home, environment: environment))
  }

  public subscript(name: String) -> BackendManifest? { manifests.first { $0.name == name } }

  /// How `manifest` stands on this machine.
  public func installation(_ manifest: BackendManifest) -> BackendInstallation {
    BackendInstallation(manifest, places: places)
  }

  /// Names of the backends that can be started now.
  public var startable: [String] { manifests.filter { installation($0).isReady }.map(\.name) }

  /// Every backend as `backends list` shows it before its executor is asked: `native`, those with a folder here, those that
  /// the contract names, and those that `present` says have an executor in the crew.
  public func catalog(present: Set<String>, native: BackendInfo) -> [BackendInfo] {
    var all = [native]
    for manifest in manifests where manifest.name != BackendName.native { all.append(info(manifest, present: present, host: native.host)) }
    let known = Set(all.map(\.name))
    for name in BackendName.known + present.sorted() where !known.contains(name) && !all.contains(where: { $0.name == name }) {
      let problem = broken[name].map { "its manifest is broken: \($0.message)" } ?? "nothing here describes it"
      all.append(
        present.contains(name)
          ? BackendInfo(name: name, version: "", available: true, methods: [.auto], maxQubits: 64, noise: [], host: native.host)
          : BackendInfo(
            name: name, version: "", available: false, reason: problem, methods: [], maxQubits: 0, noise: [], host: native.host))
    }
    return all
  }

  /// What can be chosen from among `backends`: those that are described, with what they cost here.
  public func options(_ backends: [BackendInfo]) -> [BackendChoice.Option] {
    backends.compactMap { info in
      if info.name == BackendName.native {
        let manifest = BackendManifest.native(info)
        return BackendChoice.Option(info: info, manifest: manifest, costs: MeasuredCosts(manifest))
      }
      guard let manifest = self[info.name] else { return nil }
      return BackendChoice.Option(info: info, manifest: manifest, costs: MeasuredCosts(installation(manifest)))
    }
  }

  private func info(_ manifest: BackendManifest, present: Set<String>, host: String) -> BackendInfo {
    let installation = installation(manifest)
    let ready = installation.isReady || present.contains(manifest.name)
    return BackendInfo(
      name: manifest.name, version: installation.record?.version ?? "", available: ready,
      reason: ready ? nil : installation.remedy, methods: manifest.allMethods,
      maxQubits: manifest.methods.map(\.qubits).max() ?? 0, noise: manifest.noise, host: host)
  }
}
