import Glibc
import Statistics
import Testing

@Suite struct DistanceTests {
  let fair = ["0": 0.5, "1": 0.5]
  let biased = ["0": 0.8, "1": 0.2]

  @Test("distances of two coins are what the formulas give by hand")
  func coins() {
    #expect(abs(Distance.totalVariation(fair, biased) - 0.3) < 1e-12)
    let overlap = 0.4.squareRoot() + 0.1.squareRoot()
    #expect(abs(Distance.hellinger(fair, biased) - (1 - overlap).squareRoot()) < 1e-12)
    #expect(abs(Distance.fidelity(fair, biased) - overlap * overlap) < 1e-12)
    #expect(abs(Distance.kullbackLeibler(fair, biased) - (0.5 * log(0.5 / 0.8) + 0.5 * log(0.5 / 0.2))) < 1e-12)
  }

  @Test("equal distributions are at distance 0 and disjoint ones at 1")
  func extremes() {
    #expect(Distance.totalVariation(fair, fair) == 0)
    #expect(Distance.hellinger(fair, fair) == 0)
    #expect(Distance.totalVariation(["0": 1], ["1": 1]) == 1)
    #expect(Distance.hellinger(["0": 1], ["1": 1]) == 1)
    #expect(Distance.fidelity(["0": 1], ["1": 1]) == 0)
    #expect(Distance.kullbackLeibler(["0": 1], ["1": 1]) == .infinity)
  }

  @Test("entropy counts bits, and its estimate corrects for the shots")
  func entropy() {
    #expect(abs(Counts.entropyBits(["00": 0.25, "01": 0.25, "10": 0.25, "11": 0.25]) - 2) < 1e-12)
    #expect(Counts.entropyBits(["0": 1]) == 0)
    let estimate = Counts.estimatedEntropyBits(["0": 50, "1": 50])
    #expect(abs(estimate - 1 - 1 / (200 * log(2))) < 1e-12)
  }
}
