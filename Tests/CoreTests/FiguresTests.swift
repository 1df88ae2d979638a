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
    #expect(Figures.bytes(16 << 20) == "16 MiB")
  }
}
