import FoundationEssentials

extension Request {
  /// The noise that holds: what was asked for, or else what was filled in for "noisy" without a number.
  public var effectiveNoise: [NoiseEntry] {
    if let noise { return noise }
    guard let value = defaults["noise"], let data = try? JSON.encode(value) else { return [] }
    return (try? JSON.decode([NoiseEntry].self, from: data)) ?? []
  }
}
