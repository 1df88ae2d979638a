import Core
import FoundationEssentials
import Glibc

/// States that are read from and written to files, `--initial-state` and `-o state.npy`.
extension Submissions {
  /// Whether the command has the executor write its state.
  static func writesState(_ context: Context) -> Bool {
    context.invocation.path == ["run"] && context.invocation.text(.output)?.lowercased().hasSuffix(".npy") == true
  }

  /// Sets what `flags` says of state files; such a run is one of `native`'s whole states.
  static func stateFiles(_ context: Context, _ flags: inout RequestFlags) throws(ProximaError) {
    let invocation = context.invocation
    if let path = flags.output, path.lowercased().hasSuffix(".npy") {
      guard writesState(context) else {
        throw ProximaError(
          "usage.output_format", "only `run` writes a state", remedy: "proxima run FILE.qasm -o \(path)", exit: .usage)
      }
      flags.stateFile = absolute(path)
      guard access(folder(of: absolute(path)), W_OK) == 0 else {
        throw ProximaError(
          "output.cannot_write", "cannot write \(path): \(String(cString: strerror(errno)).lowercased())",
          remedy: "write somewhere else", exit: .cannotWrite)
      }
    }
    if let path = invocation.text(.initialState) {
      guard access(path, R_OK) == 0 else {
        throw ProximaError(
          "input.unreadable", "cannot read \(path): \(String(cString: strerror(errno)).lowercased())",
          remedy: "give a state that `-o state.npy` or NumPy wrote", exit: .badInput)
      }
      flags.initialState = absolute(path)
    }
    guard flags.stateFile != nil || flags.initialState != nil else { return }
    flags.fresh = true
    flags.backends = flags.backends ?? [BackendName.native]
    flags.method = flags.method == nil || flags.method == .auto ? .statevector : flags.method
    guard flags.backends == [BackendName.native], flags.method == .statevector else {
      throw ProximaError(
        "state.unavailable", "only the method `statevector` of `native` reads and writes states",
        remedy: "leave out --backend and --method", exit: .usage)
    }
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }
}
