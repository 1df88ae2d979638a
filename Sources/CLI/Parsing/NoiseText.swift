import Core

/// Noise models as `--noise` writes them: `depolarizing=0.01,readout=0.02`, `depolarizing:1q=0.001`,
/// `thermal:t1=50us,t2=70us,time=100ns`.
enum NoiseText {
  struct Problem: Error, Hashable { var message: String }

  private static let spellings: [String: NoiseChannel] = [
    "amplitude": .amplitudeDamping, "phase": .phaseDamping, "bitflip": .bitFlip, "phaseflip": .phaseFlip,
    "depolarising": .depolarizing, "thermal_relaxation": .thermal, "measurement": .readout,
  ]

  /// Whether `text` is a model rather than the name of a file.
  static func isModel(_ text: String) -> Bool {
    if text == "none" { return true }
    guard !text.hasPrefix("/"), !text.hasPrefix("./"), !text.hasPrefix("../") else { return false }
    return text.contains("=") || channel(String(text.prefix { $0 != ":" && $0 != "," })) != nil
  }

  /// The entries of `text`; `none` has none.
  static func read(_ text: String) -> Result<[NoiseEntry], Problem> {
    if text == "none" { return .success([]) }
    var entries: [NoiseEntry] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      do {
        // `t2=70us` after `thermal:t1=50us,` belongs to the same channel.
        let key = String(part.prefix { $0 != "=" })
        if !part.contains(":"), let last = entries.last, last.channel == .thermal, thermalKeys[key] != nil {
          entries[entries.count - 1] = try thermal(String(part), last)
        } else {
          entries.append(try entry(String(part)))
        }
      } catch { return .failure(error) }
    }
    for entry in entries where entry.channel == .thermal {
      guard let t1 = entry.t1, let t2 = entry.t2 else { return .failure(Problem(message: "thermal:t1=50us,t2=70us, both times")) }
      if t2 > 2 * t1 { return .failure(Problem(message: "a t2 of at most twice t1")) }
    }
    return .success(entries)
  }

  private static let thermalKeys: [String: any WritableKeyPath<NoiseEntry, Double?> & Sendable] = [
    "t1": \.t1, "t2": \.t2, "time": \.gateTime, "gate_time": \.gateTime, "gateTime": \.gateTime,
  ]

  private static func channel(_ text: String) -> NoiseChannel? {
    let name = String(text.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    // Paulis and operators stand in a file.
    return (NoiseChannel(rawValue: name) ?? spellings[name]).flatMap { NoiseChannel.plain.contains($0) ? $0 : nil }
  }

  private static func entry(_ text: String) throws(Problem) -> NoiseEntry {
    let head = text.prefix { $0 != ":" && $0 != "=" }
    guard let channel = channel(String(head)) else {
      let words = NoiseChannel.plain.map(\.rawValue)
      if let near = Nearest.match(String(head), among: words) { throw Problem(message: "\(near), not \(head)") }
      throw Problem(message: "one of \(words.joined(separator: ", "))")
    }
    var entry = NoiseEntry(channel: channel)
    let rest = text.dropFirst(head.count)
    if channel == .thermal {
      return rest.isEmpty ? entry : try thermal(String(rest.dropFirst()), entry)
    }
    let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if let gates = parts.first, gates.hasPrefix(":") {
      entry.gates = gates.dropFirst().split(separator: "+").map(String.init)
    }
    guard parts.count == 2, let probability = Double(parts[1]), (0...1).contains(probability) else {
      throw Problem(message: "\(channel.rawValue)=P with P from 0 to 1")
    }
    entry.probability = probability
    return entry
  }

  private static func thermal(_ text: String, _ entry: NoiseEntry) throws(Problem) -> NoiseEntry {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let key = thermalKeys[parts[0]], let value = DurationText.seconds(parts[1]), value > 0 else {
      throw Problem(message: "thermal:t1=50us,t2=70us")
    }
    var entry = entry
    entry[keyPath: key] = value
    return entry
  }
}
