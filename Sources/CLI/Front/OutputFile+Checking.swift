import Backends
import Coordinator
import Core
import Glibc

extension OutputFile {
  /// Finds out before any work whether `path` can be written: a known ending, a folder that is there and may be written.
  ///
  /// Throws a usage error for the ending, `output.cannot_write` (74) for the place.
  static func check(_ path: String) throws(ProximaError) {
    _ = try format(of: path)
    let cut = path.lastIndex(of: "/")
    let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var info = stat()
    guard stat(folder, &info) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw refused(path, "\(folder): \(reason)", "make the folder with `mkdir -p \(folder)`, or write somewhere else")
    }
    guard info.st_mode & S_IFMT == S_IFDIR else {
      throw refused(path, "\(folder) is not a folder", "name a file in a folder that is there")
    }
    // The new file is moved into the place of the old one: the rights of the folder count.
    guard access(folder, W_OK | X_OK) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw refused(path, "\(folder): \(reason)", "write into a folder of your own")
    }
    if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
      throw refused(path, "it is a folder", "name a file")
    }
  }

  /// The same for a file that the sentence names: "... and save it as results.csv". Only one that may is interpreted here.
  static func check(namedBy submission: Submission, _ context: Context) throws(ProximaError) {
    guard submission.flags.output == nil, Format.allCases.contains(where: { submission.text.contains(".\($0.rawValue)") })
    else { return }
    let planner = Planner.standard(
      present: [BackendName.native], previous: submission.previous,
      library: .standard(home: context.home, environment: context.world.environment))
    if let path = planner.plan(submission, seed: 1).request.output?.path { try check(path) }
  }

  private static func refused(_ path: String, _ reason: String, _ remedy: String) -> ProximaError {
    ProximaError("output.cannot_write", "cannot write \(path): \(reason)", remedy: remedy, exit: .cannotWrite)
  }
}
