// Chooses a backend for each circuit of a set by the strategy `fastest`, runs the circuit on every backend that can, and says
// how far the choice was from the best; each line of the answer is one circuit as JSON.
//
//   backends-bench choice ENVIRONMENTS [PYTHON NAME...]   ENVIRONMENTS holds what `backends install` made; with PYTHON the
//                                                         backends NAME are taken for installed in its environment
//   backends-bench native                                 a Bell pair: the executor beside the simulator, seconds
//   backends-bench abort [QUBITS [GATES]]                 how soon a run of a large program ends after an abort, at any stage
import Backends
import Circuits
import Coordinator
import Core
import Executors
import FoundationEssentials
import Glibc
import Simulator

func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

do {
  switch CommandLine.arguments.dropFirst().first {
  case "choice": try await ChoiceBenchmark(CommandLine.arguments.dropFirst(2).map { $0 }).run()
  case "native": try await NativeOverhead.run()
  case "abort": try await AbortLatency.run(CommandLine.arguments.dropFirst(2).map { $0 })
  default: say("backends-bench choice ENVIRONMENTS [PYTHON NAME...] | native | abort [QUBITS [GATES]]")
  }
} catch {
  say("\(error)")
  exit(1)
}
