import AgentKit
import Backends
import Configuration
import Core
import ExecutionAgent
import Executors

/// `--backend NAME` serves a backend to the crew; `--probe NAME [REPEATS]` tries it alone, prints what it found, and ends;
/// `--calibrate NAME` measures besides what its runs cost.
var backend = BackendName.native
var words = CommandLine.arguments.dropFirst()
while let word = words.popFirst() {
  if word == "--calibrate", let name = words.popFirst() {
    await BackendProbe.main(BackendName.canonical(name), calibrates: true)
  }
  if word == "--probe", let name = words.popFirst() {
    await BackendProbe.main(BackendName.canonical(name), repeats: words.first.flatMap { Int($0) } ?? 0)
  }
  if word == "--backend", let name = words.popFirst() { backend = BackendName.canonical(name) }
}
let name = backend
await AgentRunner.main { environment throws(ProximaError) in
  // A project's file counts for the front that is started there, not for the crew.
  let settings = try? Settings(
    SettingSources(environment: environment.environment, userFile: environment.home.configFile, projectFile: nil))
  let profile = settings.flatMap { ResourceProfile(rawValue: $0.resourceProfile) } ?? .balanced
  func serve(_ executor: any CircuitExecutor) -> AgentDefinition {
    ExecutionAgent.definition(
      executor, remote: environment.isRemote, profile: profile, folder: environment.home.state,
      checkpoints: executor.backend == BackendName.native ? environment.home.state + "/checkpoints" : nil,
      isStartedAgain: environment.epoch > 0)
  }
  guard name != BackendName.native else { return serve(NativeExecutor()) }
  let library = BackendLibrary.standard(home: environment.home, environment: environment.environment)
  WorkerExecutor.claimAllChildren()
  return serve(try ExecutorFactory.make(name, library: library))
}
