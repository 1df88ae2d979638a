import CKernels
import Circuits
import Core
import FoundationEssentials
import Glibc
import Testing

@testable import Simulator

/// What a paused run keeps on disk, and how a run goes on from it.
@Suite struct CheckpointTests {
  private let state = StateVectorMethod()

  @Test("a run that was killed while paused goes on from its checkpoint to the same counts", arguments: [0.1, 0.5, 0.9])
  func goesOn(_ fraction: Double) throws {
    let circuit = RandomCircuit.make(qubits: 17, gates: 120, seed: 3, matrices: false)
    let options = SimulationOptions(
      shots: 500, seed: 4, precision: .single, threads: 2, observables: [try PauliSum(parsing: "Z0 X1 + Y16")])
    let whole = try state.run(circuit, options)
    let run = KilledRun()
    #expect(try run.begin(state, circuit, options, until: fraction) == nil)
    #expect(run.files.count == 1)
    // Another number of threads takes the state as it is.
    var rest = options
    rest.threads = 1
    let result = try run.end(state, circuit, rest)
    #expect(run.sentences.last?.hasPrefix("goes on from the checkpoint after ") == true, "\(run.sentences)")
    #expect(result.counts == whole.counts)
    #expect(result.expectations.map(\.value) == whole.expectations.map(\.value))
  }

  @Test("a process that is killed by signal 9 while its run is paused leaves what another needs to go on")
  func killed() async throws {
    let run = KilledRun()
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = run.folder as String] in
      let child = KilledRun(folder: folder)
      let control = child.control { _, sentence in if sentence.hasPrefix("paused;") { kill(getpid(), SIGKILL) } }
      let (circuit, options) = Self.paused
      _ = try StateVectorMethod().run(circuit, child.kept(options), control: control) { if $0 > 0.4 { control.pause() } }
    }
    #expect(run.files.count == 1)
    let (circuit, options) = Self.paused
    #expect(try run.end(state, circuit, options).counts == state.run(circuit, options).counts)
    #expect(run.sentences.last?.hasPrefix("goes on from") == true, "\(run.sentences)")
  }

  private static var paused: (Circuit, SimulationOptions) {
    (RandomCircuit.make(qubits: 16, gates: 100, seed: 6, matrices: false), SimulationOptions(shots: 300, seed: 4))
  }

  @Test("a run may be killed again and again", arguments: Precision.allCases)
  func again(_ precision: Precision) throws {
    let circuit = RandomCircuit.make(qubits: 16, gates: 150, seed: 8, matrices: false)
    let options = SimulationOptions(shots: 0, seed: 4, precision: precision)
    let run = KilledRun()
    for fraction in [0.1, 0.5, 0.9] { #expect(try run.begin(state, circuit, options, until: fraction) == nil) }
    let (whole, result) = (try state.run(circuit, options), try run.end(state, circuit, options))
    #expect(result.amplitude0 == whole.amplitude0)
    #expect(result.probabilities == whole.probabilities)
  }

  @Test("measurements on the way, classical bits and copies of the state are kept", arguments: [6, 15])
  func measured(_ qubits: Int) throws {
    let circuit = try Self.feedForward(qubits)
    let options = SimulationOptions(
      shots: 40, seed: 9, threads: 2, observables: [try PauliSum(parsing: "X0 X1")])
    let whole = try state.run(circuit, options)
    for delay: UInt32 in [200, 3000, 20_000, 60_000] {
      let run = KilledRun()
      let early = try run.begin(state, circuit, options, for: delay)
      let result = try early ?? run.end(state, circuit, options)
      #expect(result.counts == whole.counts)
      #expect(result.expectations.map(\.value) == whole.expectations.map(\.value))
    }
  }

  @Test("trajectories of wide states under noise are kept")
  func trajectories() throws {
    let circuit = RandomCircuit.make(qubits: 15, gates: 40, seed: 3, matrices: false)
    let options = SimulationOptions(
      shots: 12, seed: 9, threads: 2, noise: [NoiseEntry(channel: .depolarizing, probability: 0.01)],
      observables: [try PauliSum(parsing: "Z0 Z1")])
    let whole = try TrajectoryMethod().run(circuit, options)
    for delay: UInt32 in [500, 30_000, 100_000] {
      let run = KilledRun()
      let early = try run.begin(TrajectoryMethod(), circuit, options, for: delay)
      let result = try early ?? run.end(TrajectoryMethod(), circuit, options)
      #expect(result.counts == whole.counts)
      #expect(result.expectations.map(\.value) == whole.expectations.map(\.value))
    }
  }

  @Test("a density matrix is kept, with shots and without", arguments: [0, 300])
  func density(_ shots: Int) throws {
    let circuit = try Self.feedForward(8)
    let options = SimulationOptions(
      shots: shots, seed: 2, noise: [NoiseEntry(channel: .amplitudeDamping, probability: 0.02)],
      observables: [try PauliSum(parsing: "Z0 Z1")])
    let whole = try DensityMethod().run(circuit, options)
    for fraction in [0.05, 0.3, 0.7] {
      let run = KilledRun()
      let early = try run.begin(DensityMethod(), circuit, options, until: fraction)
      #expect(early == nil)
      let result = try early ?? run.end(DensityMethod(), circuit, options)
      #expect(run.sentences.contains { $0.hasPrefix("goes on from") }, "\(run.sentences)")
      #expect(result.counts == whole.counts)
      #expect(result.probabilities == whole.probabilities)
      #expect(result.expectations.map(\.value) == whole.expectations.map(\.value))
    }
  }

  @Test("auto goes on with the method that left the checkpoint")
  func sameMethod() throws {
    let circuit = RandomCircuit.make(qubits: 16, gates: 100, seed: 5, matrices: false)
    let options = SimulationOptions(shots: 100, seed: 4)
    let run = KilledRun()
    #expect(try run.begin(state, circuit, options, until: 0.5) == nil)
    #expect(run.spot.keptMethod == .statevector)
    #expect(try run.end(AutomaticMethod(), circuit, options).counts == state.run(circuit, options).counts)
    #expect(run.sentences.last?.hasPrefix("goes on from") == true)
  }

  @Test("a checkpoint can be asked for without a pause")
  func onRequest() throws {
    let circuit = RandomCircuit.make(qubits: 17, gates: 100, seed: 5, matrices: false)
    let options = SimulationOptions(shots: 100, seed: 4)
    let run = KilledRun()
    let control = run.control()
    let result = try state.run(circuit, run.kept(options), control: control) { if $0 > 0.2, $0 < 1 { control.keep() } }
    #expect(run.files.count == 1)
    #expect(try result.counts == run.end(state, circuit, options).counts)
    #expect(run.sentences.last?.hasPrefix("goes on from") == true)
  }

  @Test("the checksum is CRC-64 as XZ uses it")
  func checksum() {
    #expect(px_crc64(0, Array("123456789".utf8), 9) == 0x995D_C9BB_DF19_39FA)
    let first = px_crc64(0, Array("1234".utf8), 4)
    #expect(px_crc64(first, Array("56789".utf8), 5) == 0x995D_C9BB_DF19_39FA)
  }

  /// Measurements that part the shots, with gates that depend on them.
  private static func feedForward(_ qubits: Int) throws -> Circuit {
    var text = "OPENQASM 3.0; include \"stdgates.inc\"; qubit[\(qubits)] q; bit[\(qubits)] c; bit[2] m;\n"
    for layer in 0..<3 {
      for qubit in 0..<qubits { text += "u3(0.\(3 + layer), 0.\(1 + qubit % 8), 0.4) q[\(qubit)];\n" }
      for qubit in 1..<qubits { text += "cx q[\(qubit - 1)], q[\(qubit)];\n" }
      text += "m[\(layer % 2)] = measure q[\(layer)];\nif (m[\(layer % 2)]) { x q[\(layer + 1)]; h q[\(layer + 2)]; }\n"
    }
    return try OpenQASM.parse(text + "reset q[0];\nc = measure q;\n")
  }
}
