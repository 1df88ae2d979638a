// Runs one OpenQASM file on the native simulator and prints the run as `proxima run --json` does, without a crew.
//
//   statevector-bench FILE [--threads N] [--precision single|double] [--shots N] [--repeat N] [--method M]
//                          [--depolarizing P] [--structure yes|no] [--serve yes] [--predict yes]
//
// With --repeat, seconds of each repetition go to standard error; the run printed is the last. With --serve, the circuit is
// simulated once for each line on standard input, and each answer is one line of JSON.
import Circuits
import Core
import Executors
import FoundationEssentials
import Glibc
import Simulator

struct Report: Encodable {
  var runs: [Run]
}

struct Answer: Encodable {
  var seconds: Double
  var value: Double?
  /// What a method that truncates may be off by.
  var error: Double?
  /// How it was run, and what was promised beforehand.
  var method: String
  var predicted: Double?
}

func complain(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
}

func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}

func option(_ name: String, _ fallback: String) -> String {
  guard let at = CommandLine.arguments.firstIndex(of: "--" + name), at + 1 < CommandLine.arguments.count else { return fallback }
  return CommandLine.arguments[at + 1]
}

guard CommandLine.arguments.count > 1, let text = try? String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8) else {
  complain("usage: statevector-bench FILE [--threads N] [--precision P] [--shots N] [--repeat N] [--method M] [--serve yes]")
  exit(64)
}
let name = CommandLine.arguments[1]
let shots = Int(option("shots", "0")) ?? 0
let precision = Precision(rawValue: option("precision", "double")) ?? .double
let threads = Int(option("threads", "1")) ?? 1

let noise = Double(option("depolarizing", "")).map { [NoiseEntry(channel: .depolarizing, probability: $0)] } ?? []

func serve() throws {
  let circuit = try OpenQASM.parse(text, file: name)
  var options = SimulationOptions(shots: shots, seed: 1, precision: precision, threads: threads)
  options.usesStructure = option("structure", "yes") == "yes"
  // Peers read one amplitude.
  options.listsProbabilities = false
  guard let method = SimulationMethods.named(Method(spelled: option("method", "statevector")) ?? .statevector) else { return }
  let predicted = option("predict", "no") == "yes" ? try method.estimate(circuit, options).prediction.seconds : nil
  say("ready")
  while readLine() != nil {
    let begin = SystemTime().now
    let result = try method.run(circuit, options)
    let seconds = SystemTime().now.seconds(since: begin)
    say(
      try JSON.text(
        Answer(
          seconds: seconds, value: result.amplitude0?.squaredMagnitude, error: result.truncationError,
          method: result.method.rawValue, predicted: predicted)))
  }
}

func measure() throws {
  let request = RunRequest(
    qasm: text, name: name, method: Method(spelled: option("method", "auto")) ?? .auto, shots: shots, seed: 1,
    precision: precision, threads: threads, noise: noise)
  var last: Run?
  for _ in 0..<(Int(option("repeat", "1")) ?? 1) {
    let run = try NativeExecutor().runBlocking(request, control: RunControl(), progress: { _ in })
    let time = run.timing
    complain(
      "load \(time.loadSeconds) simulate \(time.simulateSeconds) sample \(time.sampleSeconds) total \(time.totalSeconds)")
    last = run
  }
  if let last { say(try JSON.text(Report(runs: [last]))) }
}

do {
  if option("serve", "no") == "yes" { try serve() } else { try measure() }
} catch {
  complain("\(error)")
  exit(1)
}
