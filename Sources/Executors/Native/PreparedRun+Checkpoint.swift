import Core
import FoundationEssentials
import Simulator

extension PreparedRun {
  /// Keeps checkpoints where `control` says.
  mutating func keep(_ control: RunControl) {
    control.isKept = false
    guard let folder = control.checkpoints, let identity = identity() else { return }
    options.checkpoint = CheckpointSpot(folder: folder, identity: identity)
  }

  /// The run is over: what it kept goes, unless it is to go on in another process.
  func finish(_ control: RunControl) {
    control.isKept = false
    if !control.leavesCheckpoint { options.checkpoint?.remove() }
  }

  /// All that fixes the result, as text; nil where that cannot be written down.
  private func identity() -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let request = try? encoder.encode(request) else { return nil }
    var start = ""
    // Another state to begin with may lie under the same name.
    if let path = self.request.initialState, let facts = try? FileManager.default.attributesOfItem(atPath: path) {
      start = "\(facts[.size] ?? "") \(facts[.modificationDate] ?? "")"
    }
    return Version.program + "\n" + start + "\n" + String(decoding: request, as: UTF8.self)
  }
}
