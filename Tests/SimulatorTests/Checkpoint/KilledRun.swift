import Circuits
import Core
import FoundationEssentials
import Glibc
import Synchronization

@testable import Simulator

/// A run that ends as `kill -9` would end it, once its paused state is on disk, and is begun again as another process would.
final class KilledRun: Sendable {
  let folder: String
  let spot: CheckpointSpot
  let heard = Mutex<[String]>([])

  /// In a folder of its own, or in the one that another process left.
  init(_ name: String = "run", folder: String? = nil) {
    self.folder = folder ?? FileManager.default.temporaryDirectory.path + "/proxima-checkpoint-\(UUID().uuidString)/task"
    spot = CheckpointSpot(folder: self.folder, identity: name)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder + "/..") }

  var sentences: [String] { heard.withLock { $0 } }
  var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }

  /// A control whose sentences are kept; `hear` is told them too.
  func control(_ hear: @escaping @Sendable (RunControl, String) -> Void = { _, _ in }) -> RunControl {
    let control = RunControl(checkpoints: folder)
    control.onNotice { [weak self, weak control] sentence in
      self?.heard.withLock { $0.append(sentence) }
      if let control { hear(control, sentence) }
    }
    return control
  }

  /// Runs until progress reaches `fraction`, pauses, and is gone once the state is kept; the result where it ended before.
  func begin(
    _ method: any SimulationMethod, _ circuit: Circuit, _ options: SimulationOptions, until fraction: Double
  ) throws(SimulatorError) -> SimulationResult? {
    let control = control { control, sentence in
      if sentence.hasPrefix("paused;") { control.abort(leavingCheckpoint: true) }
    }
    return try ended { () throws(SimulatorError) in
      try method.run(circuit, kept(options), control: control) { if $0 >= fraction { control.pause() } }
    }
  }

  /// The same, paused after `microseconds` by somebody else.
  func begin(
    _ method: any SimulationMethod, _ circuit: Circuit, _ options: SimulationOptions, for microseconds: UInt32
  ) throws(SimulatorError) -> SimulationResult? {
    let control = control { control, sentence in
      if sentence.hasPrefix("paused;") { control.abort(leavingCheckpoint: true) }
    }
    _ = try? DedicatedThread.start("pauser") {
      usleep(microseconds)
      control.pause()
    }
    return try ended { () throws(SimulatorError) in
      try method.run(circuit, kept(options), control: control, progress: nil)
    }
  }

  /// Runs to the end.
  func end(
    _ method: any SimulationMethod, _ circuit: Circuit, _ options: SimulationOptions
  ) throws(SimulatorError) -> SimulationResult {
    try method.run(circuit, kept(options), control: control(), progress: nil)
  }

  func kept(_ options: SimulationOptions) -> SimulationOptions {
    var options = options
    options.checkpoint = spot
    return options
  }

  private func ended(
    _ run: () throws(SimulatorError) -> SimulationResult
  ) throws(SimulatorError) -> SimulationResult? {
    do throws(SimulatorError) { return try run() } catch {
      guard error.code == "simulator.aborted" else { throw error }
      return nil
    }
  }
}
