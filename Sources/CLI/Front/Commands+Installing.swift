import AgentKit
import Backends
import Core

extension Commands {
  private struct InstallAnswer: Encodable {
    let schemaVersion = Version.schema
    let backend: String
    let version: String
    let installed: Bool
    let folder: String
    let seconds: Double
  }

  /// Installs a backend: the packages that are missing one after the other, then a trial, then the crew is told.
  static func backendsInstall(_ context: Context) throws(ProximaError) -> ExitCode {
    let (manifest, library) = try described(context)
    let installation = library.installation(manifest)
    let installer = BackendInstaller(installation, environment: context.world.environment)
    if let record = installation.record, installation.isReady, !installation.isOutdated {
      return try answer(context, manifest, record.version, "is installed already", installation.folder)
    }
    let steps = try context.wait("looking at what is there") { () async throws(ProximaError) -> [BackendInstaller.Step] in
      try await offPool { () throws(ProximaError) in try installer.steps() }
    }
    guard try agreed(context, manifest, steps.count, installation.folder) else {
      throw ProximaError("backend.not_wanted", "nothing was installed", exit: .refused)
    }
    for step in steps {
      try context.wait(step.label) { () async throws(ProximaError) in try await offPool(step.run) }
    }
    try installer.finish(version: "")
    if manifest.start.program != nil, installation.program == nil {
      throw ProximaError("backend.no_program", "its packages are installed; \(installation.remedy)", exit: .unavailable)
    }
    do throws(ProximaError) {
      let version = try tried(context, manifest.name)
      try installer.finish(version: version)
      try followBackends(context, waitFor: manifest.name)
      return try answer(context, manifest, version, "is installed", installation.folder)
    } catch {
      if error.code != "crew.unreachable" { installer.unfinish() }
      throw error
    }
  }

  /// Removes what `install` brought.
  static func backendsRemove(_ context: Context) throws(ProximaError) -> ExitCode {
    let (manifest, library) = try described(context)
    let installation = library.installation(manifest)
    let installer = BackendInstaller(installation, environment: context.world.environment)
    installer.unfinish()
    try followBackends(context, waitFor: nil)
    let removed = try context.wait("removing \(manifest.name)") { () async throws(ProximaError) -> Bool in
      try await offPool { () throws(ProximaError) in try installer.remove() }
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let backend: String
      let removed: Bool
    }
    try context.answer(
      Answer(backend: manifest.name, removed: removed),
      [Line(Span(manifest.name, .bold), Span(removed ? " is removed" : " was not installed"))])
    return .done
  }

  private static func described(_ context: Context) throws(ProximaError) -> (BackendManifest, BackendLibrary) {
    let name = BackendName.canonical(context.invocation.argument("BACKEND") ?? "")
    let library = BackendLibrary.standard(home: context.home, environment: context.world.environment)
    if let error = library.broken[name] { throw error }
    guard let manifest = library[name] else {
      if name == BackendName.native {
        throw ProximaError("backend.builtin", "native is part of Proxima itself", remedy: "nothing has to be done", exit: .usage)
      }
      let near = Nearest.match(name, among: library.manifests.map(\.name))
      throw ProximaError(
        "backend.unknown", "nothing here describes a backend called \(name)",
        remedy: near.map { "did you mean \($0)?" } ?? "see `proxima backends list`", exit: .unavailable)
    }
    return (manifest, library)
  }

  /// Asks a person who sits there; whoever wrote it into a script has said so already.
  private static func agreed(
    _ context: Context, _ manifest: BackendManifest, _ steps: Int, _ folder: String
  ) throws(ProximaError) -> Bool {
    guard context.mayAsk, steps > 0, !context.invocation.has(.yes) else { return true }
    let size = manifest.start.size.map { ", about \($0)" } ?? ""
    context.console.remark([Line("\(manifest.title): \(steps) steps\(size), into \(folder). Go on? [y/N]", .bold)])
    var source = context.world.stdin
    let answer = try source.line()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
  }

  /// Runs a Bell pair on the backend alone and measures what its runs cost; the version that its worker told.
  static func tried(_ context: Context, _ name: String) throws(ProximaError) -> String {
    struct Finding: Decodable {
      var version: String
    }
    let program = context.world.executableFolder + "/proxima-executor"
    let environment = context.world.environment
    let result = try context.wait("trying \(name) and measuring what its runs cost") { () async throws(ProximaError) -> (status: Int32, output: String) in
      try await offPool {
        Command.run(program, ["--calibrate", name], environment: environment, seconds: 300, stderr: false)
      }
    }
    guard result.status == 0, let finding = try? JSON.decode(Finding.self, from: result.output) else {
      throw ProximaError(
        "backend.trial_failed", "\(name) was installed and does not work: \(result.output.suffix(300))",
        remedy: "try `proxima backends remove \(name)` and install it again", exit: .unavailable)
    }
    return finding.version
  }

  /// Lets a running crew start and stop executors; waits for that of `name`.
  private static func followBackends(_ context: Context, waitFor name: String?) throws(ProximaError) {
    guard context.world.crew.isRunning(context.home) else { return }
    try context.runningCrew("telling the crew") { link throws(ProximaError) in
      _ = try await link.call(AgentName.node, NodeAction.backendsChanged, as: BackendsChanged.self)
      guard let name else { return }
      _ = try await link.call(
        AgentName.node, NodeAction.ready, WaitReady(agents: [AgentName.executor(name)], seconds: 20), timeout: 25,
        as: ReadyResult.self)
    }
  }

  private static func answer(
    _ context: Context, _ manifest: BackendManifest, _ version: String, _ what: String, _ folder: String
  ) throws(ProximaError) -> ExitCode {
    let seconds = context.world.time.now.seconds(since: context.started)
    try context.answer(
      InstallAnswer(backend: manifest.name, version: version, installed: true, folder: folder, seconds: seconds),
      [
        Line(Span(manifest.name, .bold), Span(" \(version) \(what)", .good)),
        Line("proxima ask \"bell pair on \(manifest.name), 1000 shots\"", .dim),
      ])
    return .done
  }

  /// Blocking work on a thread of its own.
  private static func offPool<Value: Sendable>(
    _ body: @escaping @Sendable () throws(ProximaError) -> Value
  ) async throws(ProximaError) -> Value {
    do { return try await OffPool.run("installing") { try body() } } catch { throw ProximaError.from(error) }
  }
}
