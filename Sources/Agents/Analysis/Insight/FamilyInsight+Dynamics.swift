import Core
import Statistics

/// Walks, spin chains, and random circuits.
extension FamilyInsight {
  func addDynamics(_ insight: inout Insight) {
    guard width > 0, width < 62 else { return }
    if family == "quantum_walk" { addWalk(&insight) } else { addSpins(&insight) }
  }

  /// Places beyond half the cycle count as negative, so that the walk begins in the middle.
  private func addWalk(_ insight: inout Insight) {
    let size = 1 << width
    var (sum, squares) = (0.0, 0.0)
    for (key, count) in counts {
      guard let value = Int(key, radix: 2) else { continue }
      let place = Double(value >= size / 2 ? value - size : value)
      sum += place * Double(count)
      squares += place * place * Double(count)
    }
    let mean = sum / Double(max(1, shots))
    let spread = max(0, squares / Double(max(1, shots)) - mean * mean).squareRoot()
    insight.statistics["mean_place"] = mean
    insight.statistics["spread"] = spread
    var text = "The walker is at \(Figures.significant(mean)) on average with a spread of \(Figures.significant(spread)) places"
    if let steps = parameters["steps"]?.int, steps > 0 {
      insight.statistics["classical_spread"] = Double(steps).squareRoot()
      text += "; a coin-tossing walker would spread by \(Figures.significant(Double(steps).squareRoot()))"
    }
    insight.findings.insert(text, at: 0)
  }

  private func addSpins(_ insight: inout Insight) {
    var (magnet, neighbors) = (0.0, 0.0)
    for (key, count) in counts {
      let spins = key.utf8.map { $0 == 48 ? 1.0 : -1 }
      magnet += spins.reduce(0, +) * Double(count)
      neighbors += zip(spins, spins.dropFirst()).reduce(0.0) { $0 + $1.0 * $1.1 } * Double(count)
    }
    magnet /= Double(max(1, shots) * width)
    insight.statistics["magnetization"] = magnet
    var text = "The magnetisation along Z is \(Figures.significant(magnet))"
    if width > 1 {
      neighbors /= Double(max(1, shots) * (width - 1))
      insight.statistics["neighbor_correlation"] = neighbors
      text += ", neighbours are correlated by \(Figures.significant(neighbors))"
    }
    insight.findings.insert(text, at: 0)
  }

  /// Heavy outcomes are those that are likelier than the median in theory.
  func addSampling(_ insight: inout Insight) {
    guard let expected, width > 0, width <= 12 else { return }
    let size = 1 << width
    let sorted = (expected.values.map { $0 } + Array(repeating: 0, count: max(0, size - expected.count))).sorted()
    let median = (sorted[size / 2 - (size > 1 ? 1 : 0)] + sorted[size / 2]) / 2
    let heavy = share { (expected[$0] ?? 0) > median }
    tell(heavy, "heavy_output_share", "Heavy outcomes came up in", &insight)
    let overlap = counts.reduce(0.0) { $0 + Double($1.value) * (expected[$1.key] ?? 0) } / Double(max(1, shots))
    insight.statistics["linear_cross_entropy"] = Double(size) * overlap - 1
    if family == "quantum_volume" {
      insight.findings.append(
        heavy.interval.low > 2.0 / 3 ? "This passes the quantum volume test, which asks for two thirds" : "This does not pass the quantum volume test, which asks for two thirds")
    }
  }
}
