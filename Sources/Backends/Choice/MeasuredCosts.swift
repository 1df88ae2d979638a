import Core
import FoundationEssentials

/// What a backend's runs cost here, method by method: from the manifest until something was measured, then refined by every run.
public struct MeasuredCosts: Hashable, Codable, Sendable {
  /// What the runs of one method cost.
  public struct Entry: Hashable, Codable, Sendable {
    /// Seconds of any run, however small.
    public var run: Double
    /// Seconds that one amplitude takes through one gate.
    public var amplitude: Double
    /// Seconds of each shot of one state beyond `usualShots`, where runs of many shots were measured.
    public var shot: Double?
    /// How many small and how many large runs went into it.
    public var small = 0
    public var large = 0

    public var samples: Int { small + large }
  }

  /// From the manifest.
  private var usual: Entry
  /// By method, what was measured.
  private var methods: [String: Entry] = [:]
  /// Seconds until a worker is warm, where a start was measured.
  private var measuredStart: Double?
  /// The same from the manifest.
  private var usualStart: Double?

  /// Work up to which a run tells what any run costs, and from which it tells what an amplitude does.
  static let smallWork = 2e4
  static let largeWork = 2e5

  /// Shots that are in what any run costs, and what each beyond them costs at least where nothing was measured.
  static let usualShots = 1000
  static let usualShot = 1.5e-6
  /// Runs of as many shots of one state tell what a shot costs.
  static let manyShots = 10_000

  public init(_ manifest: BackendManifest) {
    usual = Entry(run: manifest.costs.run, amplitude: manifest.costs.amplitude)
    usualStart = manifest.costs.start
  }

  /// What was measured and kept for `installation`, or else what its manifest says.
  public init(_ installation: BackendInstallation) {
    self.init(installation.manifest)
    if let data = try? Data(contentsOf: URL(filePath: installation.costsPath)),
      let kept = try? JSON.decode(MeasuredCosts.self, from: data),
      kept.methods.values.allSatisfy({ $0.run > 0 && $0.amplitude > 0 })
    {
      methods = kept.methods
      measuredStart = kept.measuredStart
    }
  }

  /// What `method` costs.
  public subscript(method: Method) -> Entry { methods[method.rawValue] ?? usual }

  /// Seconds until a worker that is not running is warm.
  public var start: Double { measuredStart ?? usualStart ?? 0 }

  /// Takes in that a worker took `seconds` to start: the newest start says most, for the first reads everything from the disk.
  public mutating func learnStart(_ seconds: Double) {
    guard seconds > 0, seconds.isFinite else { return }
    measuredStart = measuredStart.map { ($0 + seconds) / 2 } ?? seconds
  }

  /// How many runs went into it, all methods together.
  public var samples: Int { methods.values.reduce(0) { $0 + $1.samples } }

  /// Keeps them for `installation`, where its folder is there; what cannot be written is measured again.
  public func keep(_ installation: BackendInstallation) {
    guard let data = try? JSON.encode(self) else { return }
    try? data.write(to: URL(filePath: installation.costsPath), options: .atomic)
  }

  /// Takes of each method what more runs went into: another process may have measured meanwhile.
  public mutating func merge(_ other: MeasuredCosts) {
    methods.merge(other.methods) { $0.samples >= $1.samples ? $0 : $1 }
    measuredStart = measuredStart ?? other.measuredStart
  }

  /// Takes in a run by `method` of `work` that took `seconds`: small runs tell what any run costs, large ones what an amplitude
  /// does; between them, whichever is predicted to be more of it.
  ///
  /// `sampled` is how many shots were drawn from one state: where they are many, they tell what a shot costs, and nothing else.
  public mutating func learn(_ method: Method, work: Double, seconds: Double, sampled: Int = 0) {
    guard seconds > 0, seconds.isFinite, work >= 0 else { return }
    var entry = self[method]
    if sampled >= Self.manyShots {
      let each = max(0, seconds - entry.run - work * entry.amplitude) / Double(sampled - Self.usualShots)
      entry.shot = entry.shot.map { $0 + (each - $0) * 0.3 } ?? each
    } else if work < Self.smallWork || work < Self.largeWork && work * entry.amplitude < entry.run {
      entry.run += (seconds - entry.run) * Self.weight(entry.small)
      entry.small += 1
    } else {
      entry.amplitude += (max(seconds - entry.run, seconds / 10) / work - entry.amplitude) * Self.weight(entry.large)
      entry.large += 1
    }
    methods[method.rawValue] = entry
  }

  /// The first runs count much, later ones a tenth.
  private static func weight(_ before: Int) -> Double { max(0.1, 1 / Double(before + 1)) }
}
