import Testing

@testable import Core

@Suite struct ResourceWatchTests {
  @Test(
    "the profiles are those of the manual",
    arguments: [
      (ResourceProfile.balanced, 0.70, 0.85, 0.95), (.conservative, 0.60, 0.75, 0.90), (.aggressive, 0.80, 0.90, 0.98),
    ])
  func profiles(_ profile: ResourceProfile, _ warn: Double, _ ask: Double, _ pause: Double) {
    let limits = profile.thresholds
    #expect(limits == .init(warn: warn, ask: ask, pause: pause, abort: 0.99))
    for thousandth in 0...1000 {
      let share = Double(thousandth) / 1000
      let expected: ResourceLevel = share >= 0.99 ? .abort : share >= pause ? .pause : share >= ask ? .ask : share >= warn ? .warn : .normal
      #expect(profile.level(share) == expected, "\(share)")
    }
  }

  /// The kinds of the actions that shares of memory bring, one after the other.
  private func kinds(_ profile: ResourceProfile, _ shares: [Double], _ resource: Resource = .memory) -> [[String]] {
    var watch = ResourceWatch(profile)
    return shares.map { watch.take([resource: $0]).map(Self.kind) }
  }

  private static func kind(_ action: ResourceWatch.Action) -> String {
    switch action {
    case .warn: "warn"
    case .ask: "ask"
    case .pause: "pause"
    case .resume: "resume"
    case .abort: "abort"
    }
  }

  @Test("each level is told once as memory fills, and the run is paused and then ended")
  func rising() {
    #expect(
      kinds(.balanced, [0.5, 0.71, 0.72, 0.86, 0.9, 0.95, 0.97, 0.99, 1])
        == [[], ["warn"], [], ["ask"], [], ["pause"], [], ["abort"], []])
    #expect(kinds(.conservative, [0.61, 0.76, 0.9]) == [["warn"], ["ask"], ["pause"]])
    #expect(kinds(.aggressive, [0.79, 0.8, 0.95, 0.98]) == [[], ["warn"], ["ask"], ["pause"]])
  }

  @Test("what was paused goes on when there is room again, and flutters not in between")
  func falling() {
    #expect(kinds(.balanced, [0.96, 0.94, 0.90, 0.96, 0.84, 0.96]) == [["pause"], [], [], [], ["resume"], ["pause"]])
    #expect(kinds(.balanced, [0.75, 0.5, 0.75]) == [["warn"], [], ["warn"]])
  }

  @Test("a busy processor is only told of, full swap never pauses, and the gravest resource counts")
  func resources() {
    #expect(kinds(.balanced, [1, 1], .processor) == [["warn"], []])
    #expect(kinds(.balanced, [1], .swap) == [["ask"]])
    for resource in [Resource.disk, .graphicsMemory, .memory] { #expect(kinds(.balanced, [0.96], resource) == [["pause"]]) }
    var watch = ResourceWatch(.balanced)
    #expect(watch.take([.processor: 1, .memory: 0.96, .disk: 0.2]).map(Self.kind) == ["pause"])
    #expect(watch.take([:]).isEmpty)
  }

  @Test("every path of samples leaves it consistent: paused runs resume or end, ended ones stay silent")
  func everyPath() {
    let shares = [0.1, 0.72, 0.87, 0.96, 1.0]
    for number in 0..<3125 {
      var watch = ResourceWatch(.balanced)
      var paused = false, ended = false, rest = number
      for _ in 0..<5 {
        let share = shares[rest % 5]
        rest /= 5
        for action in watch.take([.memory: share]) {
          #expect(!ended)
          switch Self.kind(action) {
          case "pause":
            #expect(!paused && share >= 0.95)
            paused = true
          case "resume":
            #expect(paused && share < 0.85)
            paused = false
          case "abort":
            #expect(share >= 0.99)
            ended = true
          default: #expect(!paused)
          }
        }
        if share >= 0.95, !ended { #expect(paused) }
        #expect(watch.isPaused == paused)
      }
    }
  }

  @Test("what the kernel says is read")
  func reading() {
    let text = "MemTotal: 1000 kB\nMemFree: 10 kB\nMemAvailable:  250 kB\nSwapTotal: 400 kB\nSwapFree: 100 kB\n"
    #expect(ResourceReader.memory(text) == [.memory: 0.75, .swap: 0.75])
    #expect(ResourceReader.memory("SwapTotal: 0 kB\nSwapFree: 0 kB") == [:])
    let ticks = ResourceReader.ticks("cpu  10 5 5 70 10 0 0 0 0 0\ncpu0 1 1 1 1")
    #expect(ticks?.busy == 20)
    #expect(ticks?.all == 100)
    var reader = ResourceReader(folder: "/")
    #expect((0.0...1).contains(reader.shares()[.memory] ?? -1))
  }
}
