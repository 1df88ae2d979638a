import Core
import FoundationEssentials
import Language

// How long the interpreter takes for a request: language-bench FILE.jsonl … prints the median and the slowest in milliseconds
// over all requests of the files, each the best of five.
var times: [Double] = []
let interpreter = Interpreter()
let clock = ContinuousClock()
for path in CommandLine.arguments.dropFirst() {
  let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  for line in text.split(separator: "\n") {
    let ask = (try? JSON.decode(JSONValue.self, from: String(line)))?["ask"]?.string ?? String(line)
    let best = (0..<5).map { _ in
      let duration = clock.measure { _ = interpreter.interpret(ask) }
      return Double(duration.components.attoseconds) * 1e-15 + Double(duration.components.seconds) * 1e3
    }.min() ?? 0
    times.append(best)
  }
}
times.sort()
if let slowest = times.last {
  print("requests \(times.count), median \(times[times.count / 2]) ms, slowest \(slowest) ms")
}
