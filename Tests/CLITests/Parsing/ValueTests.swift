import Core
import Testing

@testable import CLI

@Suite struct ValueTests {
  @Test("times are read as people write them", arguments: [
    ("30s", 30.0), ("2m", 120), ("1h30m", 5400), ("250ms", 0.25), ("45", 45), ("1.5", 1.5), ("50us", 5e-5),
  ])
  func durations(text: String, seconds: Double) throws {
    #expect(abs(try #require(DurationText.seconds(text)) - seconds) < 1e-12)
  }

  @Test("what is no time is refused", arguments: ["", "s", "-3s", "3x", "inf", "0x10", "1h2", "nan"])
  func badDurations(text: String) { #expect(DurationText.seconds(text) == nil) }

  @Test("a noise model is read in all the forms of the contract")
  func noise() throws {
    #expect(try NoiseText.read("none").get() == [])
    #expect(
      try NoiseText.read("depolarizing=0.01,readout=0.02").get() == [
        NoiseEntry(channel: .depolarizing, probability: 0.01), NoiseEntry(channel: .readout, probability: 0.02),
      ])
    #expect(
      try NoiseText.read("depolarizing:1q=0.001").get() == [
        NoiseEntry(channel: .depolarizing, probability: 0.001, gates: ["1q"])
      ])
    let thermal = try NoiseText.read("thermal:t1=50us,t2=70us,readout=0.01").get()
    #expect(thermal.count == 2)
    #expect(abs((thermal[0].t1 ?? 0) - 5e-5) < 1e-15)
    #expect(abs((thermal[0].t2 ?? 0) - 7e-5) < 1e-15)
    #expect(thermal[1] == NoiseEntry(channel: .readout, probability: 0.01))
    #expect(try NoiseText.read("depolarizing=0").get().first?.isActive == false)
  }

  @Test("a noise model that cannot be is refused", arguments: [
    "depolarizing=1.5", "depolarizing", "depolarizing=-0.1", "depolrizing=0.1", "depolarizing=nan", "thermal:t1=50us",
    "thermal:t1=10us,t2=70us", "thermal", "readout=", "=0.1", "depolarizing=0.1,",
  ])
  func badNoise(text: String) {
    if case .success = NoiseText.read(text) { Issue.record("taken: \(text)") }
  }

  @Test("a file is told from a model")
  func files() {
    #expect(!NoiseText.isModel("noise.json"))
    #expect(!NoiseText.isModel("./depolarizing=0.1"))
    #expect(NoiseText.isModel("depolarizing=0.1"))
    #expect(NoiseText.isModel("depolarizing"))
  }

  @Test("the nearest name is within reach or not named at all")
  func nearest() {
    #expect(Nearest.distance("seed", "sede") == 1)
    #expect(Nearest.distance("", "abc") == 3)
    #expect(Nearest.match("xyzzy", among: ["ask", "run"]) == nil)
  }

  @Test("text for a shell is quoted where it must be")
  func quoting() {
    #expect(Quoting.shell("bell.qasm") == "bell.qasm")
    #expect(Quoting.shell("3 qubits") == "\"3 qubits\"")
    #expect(Quoting.shell("it's $5") == "'it'\\''s $5'")
    #expect(Quoting.shell("") == "\"\"")
  }
}
