import Backends
import Core

/// How a worker is started: its interpreter, its script, and what it may see of the environment.
enum WorkerCommand {
  static func make(
    _ manifest: BackendManifest, _ installation: BackendInstallation, _ places: BackendPlaces
  ) throws(ProximaError) -> Worker.Command {
    guard installation.isReady, let interpreter = installation.interpreter else {
      throw ProximaError(
        "backend.missing", "the backend \(manifest.name) is not there: \(installation.remedy)", exit: .unavailable)
    }
    // No tokens, no keys: what a simulator needs is little.
    var environment = places.environment.filter { ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH"].contains($0.key) }
    environment["PYTHONPATH"] = ([manifest.folder] + (places.scriptLibrary.map { [$0] } ?? [])).joined(separator: ":")
    environment["PYTHONUNBUFFERED"] = "1"
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    environment["PYTHONHASHSEED"] = "0"
    environment["PROXIMA_BACKEND_PROGRAM"] = installation.program
    return Worker.Command(
      program: interpreter, arguments: ["-s", "\(manifest.folder)/\(manifest.start.script)"], environment: environment, folder: "/")
  }
}
