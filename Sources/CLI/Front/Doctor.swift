import Backends
import Core
import FoundationEssentials
import Glibc

/// Looks at this machine and says what is wrong and what helps.
struct Doctor {
  /// What one look found.
  struct Finding: Encodable, Hashable {
    enum Status: String, Encodable { case good, warning, broken }
    var check: String
    var status: Status
    var message: String
    /// Never empty where something is wrong.
    var remedy: String

    static func good(_ check: String, _ message: String) -> Finding {
      Finding(check: check, status: .good, message: message, remedy: "")
    }
    static func warning(_ check: String, _ message: String, _ remedy: String) -> Finding {
      Finding(check: check, status: .warning, message: message, remedy: remedy)
    }
    static func broken(_ check: String, _ message: String, _ remedy: String) -> Finding {
      Finding(check: check, status: .broken, message: message, remedy: remedy)
    }
  }

  let home: Home
  let environment: [String: String]
  let folder: String
  /// The programs of the crew.
  let programs: [String]

  /// All looks that need no crew.
  func examine() -> [Finding] {
    [programsCheck] + folders + [disk, sockets, sandbox, journal, python] + backends
  }

  private var programsCheck: Finding {
    let missing = programs.filter { access("\(folder)/\($0)", X_OK) != 0 }
    return missing.isEmpty
      ? .good("programs", "all \(programs.count) programs of the crew are in \(folder)")
      : .broken("programs", "missing in \(folder): \(missing.joined(separator: ", "))", "build them: swift build -c release, or start by ./proxima")
  }

  private var folders: [Finding] {
    [("data", home.data), ("state", home.state), ("configuration", home.config)].map { name, path in
      var existing = path
      while access(existing, F_OK) != 0, let slash = existing.lastIndex(of: "/"), slash != existing.startIndex {
        existing = String(existing[..<slash])
      }
      let what = "\(name) folder"
      if access(existing, W_OK | X_OK) == 0 {
        return .good(what, existing == path ? "\(path) is writable" : "\(path) can be made")
      }
      return .broken(what, "\(existing) is not writable", "chown or chmod it, or set PROXIMA_HOME to a folder of yours")
    }
  }

  private var disk: Finding {
    var info = statvfs()
    var path = home.data
    while statvfs(path, &info) != 0 {
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { break }
      path = String(path[..<slash])
    }
    let free = Int(info.f_bavail) * Int(info.f_frsize)
    let text = "\(Numbers.bytes(free)) free for \(home.data)"
    if free < 100 << 20 { return .broken("disk", text, "free space there: nothing is acknowledged that is not on disk") }
    if free < 1 << 30 { return .warning("disk", text, "free some space there, or set PROXIMA_HOME to a larger disk") }
    return .good("disk", text)
  }

  private var sockets: Finding {
    var info = stat()
    guard lstat(home.runtime, &info) == 0 else { return .good("sockets", "\(home.runtime) will be made") }
    if info.st_mode & S_IFMT != S_IFDIR || info.st_uid != getuid() {
      return .broken("sockets", "\(home.runtime) is not a folder of yours", "remove it, or set PROXIMA_HOME")
    }
    if info.st_mode & 0o077 != 0 {
      return .warning("sockets", "others may enter \(home.runtime)", "chmod 700 \(home.runtime)")
    }
    return .good("sockets", "\(home.runtime) is yours alone")
  }

  private var sandbox: Finding {
    guard let path = ShortCommand.find("bwrap", environment: environment) else {
      return .warning("sandbox", "bubblewrap is not installed: scripts that agents write are not run", "apt install bubblewrap")
    }
    let probe = ShortCommand.run(path, ["--ro-bind", "/", "/", "--unshare-all", "true"], environment: environment)
    return probe?.status == 0
      ? .good("sandbox", "bubblewrap works")
      : .warning(
        "sandbox", "bubblewrap is installed and cannot make a sandbox here: scripts that agents write are not run",
        "allow user namespaces: sysctl kernel.unprivileged_userns_clone=1, or run outside a restricted container")
  }

  private var journal: Finding {
    do throws(ProximaError) {
      guard let reader = try RecordReader(home) else { return .good("journal", "nothing is recorded yet") }
      let newest = try reader.list(TaskListQuery(limit: 1)).tasks.first
      return .good("journal", "\(home.journal) can be read" + (newest.map { ", newest task \($0.id.text)" } ?? ""))
    } catch {
      return .broken("journal", error.message, error.remedy.isEmpty ? "restore \(home.journal) from a copy" : error.remedy)
    }
  }

  // MARK: Python

  private var interpreter: String? {
    if let named = environment["PROXIMA_PYTHON"], !named.isEmpty { return named }
    return ShortCommand.find("python3", environment: environment)
  }

  private var python: Finding {
    guard let interpreter else {
      return .warning("python", "there is no python3: only the native backend runs", "apt install python3 python3-venv")
    }
    let version = ShortCommand.run(interpreter, ["-c", "import sys; print(sys.version.split()[0])"], environment: environment)
    guard let version, version.status == 0 else {
      return .warning("python", "\(interpreter) does not run", "repair it, or name another with PROXIMA_PYTHON")
    }
    return .good("python", "\(interpreter) \(version.output.filter { !$0.isNewline })")
  }

  /// The backends that manifests describe, as `backends list` and `backends install` see them.
  private var backends: [Finding] {
    let library = BackendLibrary.standard(home: home, environment: environment)
    let known = library.manifests.filter { $0.name != BackendName.native }.map { manifest -> Finding in
      let check = "backend \(manifest.name)"
      let here = library.installation(manifest)
      guard here.isReady else { return .warning(check, "\(manifest.title) is not there", here.remedy) }
      return here.isOutdated
        ? .warning(check, "was installed with other versions than are wanted now", "proxima backends install \(manifest.name)")
        : .good(check, "\(manifest.title) is installed")
    }
    let broken = library.broken.sorted { $0.key < $1.key }.map { name, error in
      Finding.broken("backend \(name)", error.message, error.remedy.isEmpty ? "mend or remove its folder" : error.remedy)
    }
    return known + broken
  }
}
