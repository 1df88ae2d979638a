import Core
import Testing

@Suite struct FiguresTests {
  @Test("numbers are written with three significant digits")
  func significant() {
    #expect(Figures.significant(0.031249) == "0.0312")
    #expect(Figures.significant(1.5e-7) == "1.5e-7")
    #expect(Figures.significant(1024) == "1024")
    #expect(Figures.significant(-2.5) == "-2.5")
    #expect(Figures.significant(0) == "0")
    #expect(Figures.significant(.infinity) == "infinity")
    #expect(Figures.percent(0.5) == "50 %")
    #expect(Figures.seconds(0.00123) == "1.23 ms")
    // Rounded before the unit is chosen.
    for (value, text) in [
      (0.0009996, "1 ms"), (0.0009994, "999 µs"), (0.9996, "1 s"), (9.996e-7, "1 µs"), (119.4, "119 s"), (119.9, "2 min"),
      (1e-9, "1 ns"), (7199.9, "2 h"), (-0.9996, "-1 s"), (0.5, "500 ms"), (1e-3, "1 ms"), (1, "1 s"), (3e5, "83.3 h"),
    ] { #expect(Figures.seconds(value) == text, "\(value)") }
    #expect(Figures.bytes(16 << 20) == "16 MiB")
  }
}
