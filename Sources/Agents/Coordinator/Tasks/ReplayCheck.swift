import Core
import FoundationEssentials

/// Holds the runs of a replay against the recorded ones.
enum ReplayCheck {
  /// Compares what a run found, and nothing that may differ: times, memory, host and id.
  static func compare(_ runs: [Run], with expected: [Run], of origin: TaskID) -> Replay {
    var differences: [String] = []
    if runs.count != expected.count { differences.append("\(runs.count) runs instead of \(expected.count)") }
    for (new, old) in zip(runs, expected) {
      let name = [new.label, new.backend].compactMap(\.self).joined(separator: " on ")
      if new.backendVersion != old.backendVersion {
        differences.append("\(name): version \(new.backendVersion) instead of \(old.backendVersion)")
      }
      if bytes(new) != bytes(old) { differences.append("\(name): other results") }
    }
    return Replay(of: origin, identical: differences.isEmpty, differences: differences)
  }

  private static func bytes(_ run: Run) -> Data? {
    struct Found: Encodable {
      let counts: [String: Int]
      let probabilities: [String: Double]?
      let expectations: [Run.Expectation]?
      let amplitude0: Run.Amplitude?
      let detectors: Run.Detectors?
    }
    return try? JSON.encode(
      Found(
        counts: run.counts, probabilities: run.probabilities, expectations: run.expectations,
        amplitude0: run.amplitude0, detectors: run.detectors))
  }
}
