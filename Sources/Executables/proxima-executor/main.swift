import AgentKit
import Core
import ExecutionAgent
import Executors

await AgentRunner.main { environment throws(ProximaError) in
  var backend = BackendName.native
  var words = environment.arguments[...]
  while let word = words.popFirst() {
    if word == "--backend", let name = words.popFirst() { backend = BackendName.canonical(name) }
  }
  guard backend == BackendName.native else {
    throw ProximaError(
      "backend.missing", "this version has no executor for \(backend)", remedy: "see `proxima backends list`",
      exit: .unavailable)
  }
  return ExecutionAgent.definition(NativeExecutor(), remote: environment.isRemote)
}
