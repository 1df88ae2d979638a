import Circuits
import Core
import FoundationEssentials
import Testing

@testable import Simulator

/// Checkpoints that are not what they should be, and disks that are full.
@Suite struct CheckpointFaultTests {
  private let state = StateVectorMethod()
  private let circuit = RandomCircuit.make(qubits: 15, gates: 80, seed: 7, matrices: false)
  private let options = SimulationOptions(shots: 200, seed: 4, threads: 1)

  private enum Damage: CaseIterable {
    case bit, cut, longer, empty, head, checksum
  }

  @Test("a damaged or truncated checkpoint is refused with the reason, and the run begins anew", arguments: Damage.allCases)
  private func damaged(_ damage: Damage) throws {
    let run = KilledRun()
    #expect(try run.begin(state, circuit, options, until: 0.5) == nil)
    let path = run.spot.path(tree: 0)
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    switch damage {
    case .bit: bytes[bytes.count / 2] ^= 4
    case .cut: bytes.removeLast(bytes.count / 3)
    case .longer: bytes += [0, 0, 0, 0]
    case .empty: bytes = []
    case .head: for index in 64..<80 { bytes[index] = 255 }
    case .checksum: bytes[bytes.count - 1] ^= 128
    }
    try Data(bytes).write(to: URL(filePath: path))
    let result = try run.end(state, circuit, options)
    let word = try #require(run.sentences.last)
    #expect(word.hasPrefix("the checkpoint is damaged: ") && word.hasSuffix("the run begins anew"), "\(word)")
    #expect(try result.counts == state.run(circuit, options).counts)
  }

  @Test("a checkpoint of another circuit, method or number of trees is refused, and the run begins anew")
  func foreign() throws {
    let (run, other) = (KilledRun(), KilledRun("other"))
    #expect(try other.begin(state, circuit, options, until: 0.5) == nil)
    run.spot.makeFolder()
    try FileManager.default.copyItem(atPath: other.spot.path(tree: 0), toPath: run.spot.path(tree: 0))
    let result = try run.end(state, circuit, options)
    #expect(run.sentences == ["the checkpoint is of another circuit or of other options; the run begins anew"])
    #expect(try result.counts == state.run(circuit, options).counts)
    // The same identity, but what is asked for does not have the states that were kept.
    let narrow = RandomCircuit.make(qubits: 9, gates: 80, seed: 7, matrices: false)
    #expect(try other.end(state, narrow, options).counts == state.run(narrow, options).counts)
    #expect(other.sentences.last == "the checkpoint is of another version of the program; the run begins anew")
  }

  @Test("a full disk leaves the run paused in memory and says so, and it goes on from there")
  func fullDisk() throws {
    let run = KilledRun()
    run.spot.makeFolder()
    // Whatever is written there meets a full disk.
    try FileManager.default.createSymbolicLink(atPath: run.spot.path(tree: 0) + ".part", withDestinationPath: "/dev/full")
    let control = run.control { control, sentence in
      if sentence.hasPrefix("paused in memory only: ") {
        #expect(control.isPaused)
        control.resume()
      }
    }
    let result = try state.run(circuit, run.kept(options), control: control) {
      if $0 > 0.2, $0 < 1, run.sentences.isEmpty { control.pause() }
    }
    #expect(run.sentences == ["paused in memory only: no space left on device"])
    #expect(run.files.isEmpty)
    #expect(try result.counts == state.run(circuit, options).counts)
  }

  @Test("a run that ends takes its files away, and what nobody went on with goes in time")
  func removed() throws {
    let run = KilledRun()
    #expect(try run.begin(state, circuit, options, until: 0.5) == nil)
    let home = run.folder + "/.."
    CheckpointSpot.removeStale(in: home, olderThan: 3600)
    #expect(run.files.count == 1)
    CheckpointSpot.removeStale(in: home, olderThan: -10)
    #expect(run.files.isEmpty)
    #expect(try run.begin(state, circuit, options, until: 0.5) == nil)
    run.spot.remove()
    #expect(!FileManager.default.fileExists(atPath: run.folder))
  }
}
