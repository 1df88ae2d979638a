import Core

/// How noisy: channels with their strengths, times, sweeps over a strength, or none at all.
extension Filling {
  mutating func noise() {
    let noise = draft.noise
    if noise.mentions.contains(where: { $0.group?.values.contains { $0.value < 0 || $0.value > 1 } ?? false }) {
      draft.ask("A probability of noise lies between 0 and 1: which one do you mean?")
      return
    }
    if noise.refused {
      if noise.wanted && hasNoisyWord || noise.mentions.contains(where: { $0.group != nil }) || noise.decoherence {
        draft.ask("You ask for noise and for none: which one?")
      }
      request.noise = []
      return
    }
    if let clash = noise.mentions.first(where: { $0.channel.map(noise.refusedChannels.contains) ?? false })?.channel {
      draft.ask("You ask for \(Wording.channel(clash)) and for none: which one?")
    }
    let numbered = noise.mentions.filter { $0.group != nil }
    let bare = noise.mentions.filter { $0.group == nil }
    if let swept = numbered.first(where: { $0.group?.isSeveral ?? false }), let group = swept.group {
      sweepNoise(swept, group, others: numbered.count + bare.count - 1)
      return
    }
    thermalTimes()
    if numbered.isEmpty {
      guessNoise(bare)
    } else {
      fillNoise(numbered, bare)
    }
    if request.noise == nil, request.defaults["noise"] == nil, !noise.refusedChannels.isEmpty { request.noise = [] }
  }

  private var hasNoisyWord: Bool { draft.items.contains { $0.meaning == .noise(.adjective) } }

  private mutating func sweepNoise(_ mention: NoiseDraft.Mention, _ group: Group, others: Int) {
    if request.sweep != nil || others > 0 { draft.ask("One sweep at a time: should only the noise be swept?") }
    request.sweep = Sweep(
      parameter: "noise", values: group.values.map(\.value), channel: mention.channel ?? .depolarizing)
  }

  private mutating func thermalTimes() {
    guard let t1 = draft.noise.t1 ?? draft.noise.t2 else { return }
    let t2 = draft.noise.t2 ?? t1
    if t2 > 2 * t1 { draft.ask("T2 cannot exceed twice T1: which times do you mean?") }
    request.noise = [NoiseEntry(channel: .thermal, t1: t1, t2: t2)]
    draft.noise.mentions.removeAll { $0.channel == .thermal && $0.group == nil }
  }

  private mutating func fillNoise(_ numbered: [NoiseDraft.Mention], _ bare: [NoiseDraft.Mention]) {
    var entries = request.noise ?? []
    for mention in numbered {
      guard let value = mention.group?.values.first?.value else { continue }
      var channels: [NoiseChannel] = [mention.channel ?? .depolarizing]
      if mention.channel == nil, draft.noise.decoherence { channels = [.amplitudeDamping, .phaseDamping] }
      for channel in channels {
        if let old = entries.first(where: { $0.channel == channel }), old.probability != value {
          draft.ask(
            "You gave two strengths for \(Wording.channel(channel)), \(Wording.number(old.probability ?? 0)) and "
              + "\(Wording.number(value)): which one?"
          )
        } else if !entries.contains(where: { $0.channel == channel }) {
          entries.append(NoiseEntry(channel: channel, probability: value))
        }
      }
    }
    for mention in bare {
      if let channel = mention.channel, !entries.contains(where: { $0.channel == channel }) {
        draft.ask("How strong should \(Wording.channel(channel)) be: for example 0.01?")
      }
    }
    request.noise = entries
  }

  /// Noise without a number rests on a default, which stands under `defaults`.
  private mutating func guessNoise(_ bare: [NoiseDraft.Mention]) {
    var channels = bare.filter { $0.channel.map { !draft.noise.refusedChannels.contains($0) } ?? true }.compactMap(
      \.channel)
    if draft.noise.decoherence, channels.isEmpty { channels = [.amplitudeDamping, .phaseDamping] }
    if channels.isEmpty, draft.noise.wanted { channels = [.depolarizing] }
    guard !channels.isEmpty, request.noise == nil else { return }
    request.defaults["noise"] = .array(
      channels.map { channel in
        channel == .thermal
          ? ["channel": "thermal", "t1": 5e-5, "t2": 7e-5]
          : ["channel": .string(channel.rawValue), "probability": 0.01]
      })
  }
}
