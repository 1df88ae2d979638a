import AgentKit
import Backends
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
  guard name != BackendName.native else { return ExecutionAgent.definition(NativeExecutor(), remote: environment.isRemote) }
  let library = BackendLibrary.standard(home: environment.home, environment: environment.environment)
  WorkerExecutor.claimAllChildren()
  return ExecutionAgent.definition(try ExecutorFactory.make(name, library: library), remote: environment.isRemote)
}
