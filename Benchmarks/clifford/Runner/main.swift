// Runs one file of Stim's format on the native simulator, once for each line on standard input; each answer is one line of
// JSON with the seconds that reading, compiling and running took together, and what was found.
//
//   clifford-bench FILE [--shots N] [--threads N]
import Core
import FoundationEssentials
import Glibc
import Simulator

struct Answer: Encodable {
  var seconds: Double
  var simulate: Double
  var sample: Double
  var fired: Int?
  var logicalErrors: Int?
  var keys: Int
}

func write(_ line: String, to descriptor: Int32) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
}

func option(_ name: String, _ fallback: Int) -> Int {
  guard let at = CommandLine.arguments.firstIndex(of: "--" + name), at + 1 < CommandLine.arguments.count else { return fallback }
  return Int(CommandLine.arguments[at + 1]) ?? fallback
}

guard CommandLine.arguments.count > 1, let text = try? String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8) else {
  write("usage: clifford-bench FILE [--shots N] [--threads N]", to: 2)
  exit(64)
}
let options = SimulationOptions(shots: option("shots", 1), seed: 1, threads: option("threads", 1))
let separately = option("compiled", 0) == 1
do {
  let compiled = try StimSimulation(parsing: text, file: CommandLine.arguments[1])
  write("ready", to: 1)
  while readLine() != nil {
    let begin = SystemTime().now
    let simulation = separately ? compiled : try StimSimulation(parsing: text, file: CommandLine.arguments[1])
    let result = try simulation.run(options)
    let seconds = SystemTime().now.seconds(since: begin)
    write(
      try JSON.text(
        Answer(
          seconds: seconds, simulate: result.simulateSeconds, sample: result.sampleSeconds, fired: result.detectors?.fired,
          logicalErrors: result.detectors?.logicalErrors, keys: result.counts.count)), to: 1)
  }
} catch {
  write("\(error)", to: 2)
  exit(1)
}
