import Core
import FoundationEssentials

/// What a backend's runs cost here: from the manifest until something was measured, then refined by every run.
public struct MeasuredCosts: Hashable, Codable, Sendable {
  /// Seconds of any run, however small.
  public var run: Double
  /// Seconds that one amplitude takes through one gate.
  public var amplitude: Double
  /// How many runs went into it.
  public var samples = 0

  public init(_ manifest: BackendManifest) {
    run = manifest.costs.run
    amplitude = manifest.costs.amplitude
  }

  /// What was measured and kept for `installation`, or else what its manifest says.
  public init(_ installation: BackendInstallation) {
    self.init(installation.manifest)
    if let data = try? Data(contentsOf: URL(filePath: installation.costsPath)),
      let kept = try? JSON.decode(MeasuredCosts.self, from: data), kept.run > 0, kept.amplitude > 0
    {
      self = kept
    }
  }

  /// Keeps them for `installation`, where its folder is there; what cannot be written is measured again.
  public func keep(_ installation: BackendInstallation) {
    guard let data = try? JSON.encode(self) else { return }
    try? data.write(to: URL(filePath: installation.costsPath), options: .atomic)
  }

  /// Takes in a run of `work` that took `seconds`: small runs tell what any run costs, large ones what an amplitude does.
  public mutating func learn(work: Double, seconds: Double) {
    guard seconds > 0, seconds.isFinite, work >= 0 else { return }
    // The first runs count much, later ones a tenth.
    let weight = max(0.1, 1 / Double(samples + 1))
    if work * amplitude < run {
      run += (seconds - run) * weight
    } else if seconds > run {
      amplitude += ((seconds - run) / work - amplitude) * weight
    }
    samples += 1
  }
}
