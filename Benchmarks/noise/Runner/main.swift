// Runs one noisy circuit on the native simulator, once for each line on standard input; each answer is one line of JSON
// with the seconds, the probability of the key of all zeros, and what the method says of its error.
//
//   noise-bench FILE --method M [--threads N] [--precision single|double] [--shots N] [--p1 P] [--p2 P] [--accuracy E]
//
// Depolarizing with probability p1 follows each gate on one qubit, with p2 each gate on two.
import Circuits
import Core
import FoundationEssentials
import Glibc
import Simulator

struct Answer: Encodable {
  var seconds: Double
  var value: Double
  var error: Double?
  var rank: Int?
}

func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}

func option(_ name: String, _ fallback: String) -> String {
  guard let at = CommandLine.arguments.firstIndex(of: "--" + name), at + 1 < CommandLine.arguments.count else { return fallback }
  return CommandLine.arguments[at + 1]
}

func serve() throws {
  let name = CommandLine.arguments[1]
  let circuit = try OpenQASM.parse(try String(contentsOfFile: name, encoding: .utf8), file: name)
  guard let method = Method(spelled: option("method", "auto")), let simulator = SimulationMethods.named(method) else {
    throw ProximaError("backend.method", "no such method", exit: .usage)
  }
  var options = SimulationOptions(
    shots: Int(option("shots", "0")) ?? 0, seed: 1, precision: Precision(rawValue: option("precision", "double")) ?? .double,
    threads: Int(option("threads", "1")) ?? 1,
    noise: [("1q", option("p1", "0.001")), ("2q", option("p2", "0.01"))].map {
      NoiseEntry(channel: .depolarizing, probability: Double($1), gates: [$0])
    })
  options.accuracy = Double(option("accuracy", ""))
  let zeros = String(repeating: "0", count: circuit.measured.clbitCount)
  say("ready")
  while readLine() != nil {
    let begin = SystemTime().now
    let result = try simulator.run(circuit, options)
    let seconds = SystemTime().now.seconds(since: begin)
    let sampled = Double(result.counts[zeros] ?? 0) / Double(max(1, options.shots))
    say(
      try JSON.text(
        Answer(
          seconds: seconds, value: result.probabilities?[zeros] ?? sampled, error: result.truncationError, rank: result.rank)))
  }
}

do {
  guard CommandLine.arguments.count > 1 else { throw ProximaError("usage", "noise-bench FILE --method M", exit: .usage) }
  try serve()
} catch {
  _ = "\(error)\n".utf8CString.withUnsafeBytes { write(2, $0.baseAddress, $0.count - 1) }
  exit(1)
}
