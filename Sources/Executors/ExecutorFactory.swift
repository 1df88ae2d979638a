import Backends
import Core

/// Makes executors by the names of their backends.
public enum ExecutorFactory {
  /// The executor of `name`; throws `backend.missing` with how to get it, or `backend.unknown`.
  public static func make(_ name: String, library: BackendLibrary) throws(ProximaError) -> any CircuitExecutor {
    if name == BackendName.native { return NativeExecutor() }
    if let error = library.broken[name] { throw error }
    guard let manifest = library[name] else {
      throw ProximaError(
        "backend.unknown", "nothing here describes a backend called \(name)", remedy: "see `proxima backends list`",
        exit: .unavailable)
    }
    return WorkerExecutor(manifest, library: library)
  }
}
