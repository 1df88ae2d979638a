import Core
import FoundationEssentials
import Glibc

/// Where backends' folders, environments and measured costs are.
public struct BackendPlaces: Hashable, Sendable {
  /// Folders that hold a folder for each backend; of two with one name the first counts.
  public var folders: [String]
  /// Where each installed backend has an environment of its own.
  public var environments: String
  /// The environment in which programs are looked for.
  public var environment: [String: String]

  /// `folders`, first to last: `PROXIMA_BACKENDS` (with colons between), the owner's `backends` beside the configuration,
  /// and what came with Proxima, found from the folder of its programs upwards. `PROXIMA_ENVIRONMENTS` names another place
  /// for the environments, which several crews may then share.
  public init(home: Home, environment: [String: String], programs: String = BackendPlaces.ownFolder) {
    var folders = (environment["PROXIMA_BACKENDS"] ?? "").split(separator: ":").map(String.init)
    folders.append(home.config + "/backends")
    if let shipped = Self.shipped(from: programs) { folders.append(shipped) }
    self.folders = folders
    environments = environment["PROXIMA_ENVIRONMENTS"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home.data + "/environments"
    self.environment = environment
  }

  /// The folder with the library for worker scripts that came with Proxima.
  public var scriptLibrary: String? {
    folders.last { access($0 + "/library/proxima_worker.py", R_OK) == 0 }.map { $0 + "/library" }
  }

  /// `Backends` or `share/proxima/Backends` in `folder` or above it.
  private static func shipped(from folder: String) -> String? {
    var base = folder
    for _ in 0..<6 {
      for place in ["/Backends", "/share/proxima/Backends"] where access(base + place + "/library/proxima_worker.py", R_OK) == 0 {
        return base + place
      }
      guard let slash = base.lastIndex(of: "/"), slash != base.startIndex else { return nil }
      base = String(base[..<slash])
    }
    return nil
  }

  /// The folder of this process's program.
  public static var ownFolder: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return "." }
    let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
