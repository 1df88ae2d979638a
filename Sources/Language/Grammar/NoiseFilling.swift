import Core

/// What kind of noise, how strong, or that there is none.
enum NoiseFilling {
  static func apply(_ draft: inout Draft) {
    relaxationTimes(&draft)
    for index in draft.items.indices where draft.items[index].role == nil {
      switch draft.items[index].meaning {
      case .channel(let channel):
        draft.noise.mentions.append(.init(channel: channel, group: nil))
        draft.items[index].role = "noise"
      case .noise(.adjective):
        draft.noise.wanted = true
        draft.items[index].role = "noise"
      case .noise(.decoherence):
        draft.noise.decoherence = true
        draft.items[index].role = "noise"
      case .noise(.absent):
        draft.noise.refused = true
        draft.items[index].role = "noise"
      case .noise(.noun):
        draft.noise.wanted = true
        draft.items[index].role = "noise"
      case .noise(.probability):
        draft.items[index].role = "noise"
      default: break
      }
    }
    join(&draft)
  }

  /// A number given to "noise" or "p" belongs to the channel that was named without one.
  private static func join(_ draft: inout Draft) {
    var numbered = draft.noise.mentions.filter { $0.group != nil }
    var bare = draft.noise.mentions.filter { $0.group == nil }
    for index in numbered.indices where numbered[index].channel == nil {
      guard !bare.isEmpty else { continue }
      numbered[index].channel = bare.removeFirst().channel
    }
    // "depolarizing noise of 0.01 ... depolarizing": the second mention repeats the first.
    bare.removeAll { mention in numbered.contains { $0.channel == mention.channel } }
    var seen: Set<NoiseChannel> = []
    bare = bare.filter { $0.channel.map { seen.insert($0).inserted } ?? true }
    draft.noise.mentions = numbered + bare
  }

  /// `T1 = 50 us`.
  private static func relaxationTimes(_ draft: inout Draft) {
    for unit in [Unit.t1, .t2] {
      guard let group = draft.values[unit]?.first, let value = group.values.first?.value else { continue }
      draft.values[unit] = nil
      let next = group.items.upperBound
      guard next < draft.items.count, let scale = scales[draft.items[next].text.lowercased()] else {
        draft.ask("In which unit is \(unit.rawValue.uppercased()) given: for example 50 us?")
        continue
      }
      draft.items[next].role = "noise"
      // In decimal, so that 50 us is the number that 5e-5 is.
      let seconds = Double("\(value)e\(scale)") ?? 0
      if unit == .t1 { draft.noise.t1 = seconds } else { draft.noise.t2 = seconds }
    }
  }

  private static let scales: [String: Int] = [
    "s": 0, "ms": -3, "us": -6, "µs": -6, "μs": -6, "ns": -9, "microseconds": -6, "microsecond": -6,
    "nanoseconds": -9, "milliseconds": -3, "seconds": 0,
  ]
}
