import Circuits
import Core
import Executors
import Simulator

/// What the native executor adds to the simulator for a Bell pair.
enum NativeOverhead {
  private struct Answer: Encodable {
    var simulatorSeconds: Double
    var executorSeconds: Double
  }

  static func run() async throws {
    let bell = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\nmeasure q -> c;\n"
    let request = RunRequest(qasm: bell, shots: 1000, seed: 7)
    let circuit = try OpenQASM.parse(bell, file: "bell")
    let executor = NativeExecutor()
    let time = SystemTime()
    var alone: [Double] = [], whole: [Double] = []
    for _ in 0..<400 {
      var begin = time.now
      _ = try await executor.run(request)
      whole.append(time.now.seconds(since: begin))
      begin = time.now
      _ = try StateVectorSimulator().run(circuit, SimulationOptions(shots: 1000, seed: 7))
      alone.append(time.now.seconds(since: begin))
    }
    say(try JSON.text(Answer(simulatorSeconds: median(alone), executorSeconds: median(whole))))
  }
}
