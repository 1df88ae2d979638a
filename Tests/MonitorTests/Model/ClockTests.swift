import Testing

@testable import Monitor

@Suite("Numbers for people")
struct ClockTests {
  @Test(
    "a score has three digits after its point",
    arguments: [(0.0, "0.000"), (0.0164, "0.016"), (0.9996, "1.000"), (12.05, "12.050"), (-0.5, "-0.500")])
  func thousandths(value: Double, text: String) { #expect(Clock.thousandth(value) == text) }
}
