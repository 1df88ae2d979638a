import Core
import FoundationEssentials
import Glibc

/// A `PROXIMA_HOME` of a test's own, in a folder that is removed with `remove`.
public struct TestHome: Sendable {
  public let path: String
  public let home: Home

  /// Makes the folder; `longName` makes it too long for a socket.
  public init(longName: Bool = false) throws {
    let name = String(Identifier.random().description.prefix(10))
    let root = "/tmp/pxt-\(name)"
    path = longName ? root + "/" + String(repeating: "long-", count: 30) : root
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    home = Home(environment: ["PROXIMA_HOME": path])
  }

  /// This process's environment with `PROXIMA_HOME` set to the folder.
  public var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PROXIMA_") }
    environment["PROXIMA_HOME"] = path
    return environment
  }

  /// Removes the folder and the runtime folder where that lies elsewhere.
  public func remove() {
    let root = "/" + path.split(separator: "/").prefix(2).joined(separator: "/")
    try? FileManager.default.removeItem(atPath: root)
    if !home.runtime.hasPrefix(root) { try? FileManager.default.removeItem(atPath: home.runtime) }
  }
}

/// The programs that were built with the tests.
public enum BuiltProgram {
  /// The folder of the running test program, which is that of all products.
  public static var folder: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer[..<max(0, count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  public static func path(_ name: String) -> String { "\(folder)/\(name)" }
}
