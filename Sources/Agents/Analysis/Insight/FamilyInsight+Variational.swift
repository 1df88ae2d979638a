import Core
import Statistics

/// Energies and cuts.
extension FamilyInsight {
  func addVariational(_ insight: inout Insight) {
    if family == "vqe" { addEnergy(&insight) } else if shots > 0 { addCut(&insight) }
  }

  /// The Hamiltonian is the last observable of the run; with the nuclei's repulsion in it, its value is the energy.
  private func addEnergy(_ insight: inout Insight) {
    guard let energy = runs.first?.expectations?.last, let terms = try? PauliSum(parsing: energy.observable).terms,
      terms.contains(where: { $0.factors.isEmpty }), terms.count > 2
    else { return }
    insight.statistics["energy_hartree"] = energy.value
    let error = energy.standardError.map { " ± \(Figures.significant($0, 2))" } ?? ""
    if let error = energy.standardError { insight.statistics["energy_standard_error"] = error }
    let before = insight.summary
    insight.summary = "The energy is \(Figures.significant(energy.value, 7))\(error) Hartree. " + before
    let exact = ["H2": -1.137306035753, "LiH": -7.882174505766]
    if let known = exact[parameters["molecule"]?.string ?? "H2"] {
      let gap = energy.value - known
      insight.statistics["energy_above_exact"] = gap
      let place =
        abs(gap) < 1e-6
        ? "the exact ground energy to a microhartree"
        : "\(Figures.significant(gap * 1000)) mHa above the exact \(Figures.significant(known, 7)); chemical accuracy is 1.6 mHa"
      insight.summary = "The energy is \(Figures.significant(energy.value, 7))\(error) Hartree, \(place). " + before
    }
  }

  // MARK: Cuts

  private func addCut(_ insight: inout Insight) {
    let edges = edges
    guard !edges.isEmpty, edges.allSatisfy({ max($0.0, $0.1) < width }) else { return }
    var (sum, squares, best) = (0.0, 0.0, 0)
    var winner = ""
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
      let cut = Self.cut(Array(key.utf8.reversed()), edges)
      sum += Double(cut * count)
      squares += Double(cut * cut * count)
      if cut > best || winner.isEmpty { (best, winner) = (cut, key) }
    }
    let mean = sum / Double(shots)
    let error = (max(0, squares / Double(shots) - mean * mean) / Double(shots)).squareRoot()
    insight.statistics["mean_cut"] = mean
    insight.statistics["mean_cut_standard_error"] = error
    insight.statistics["best_cut"] = Double(best)
    insight.statistics["edges"] = Double(edges.count)
    insight.statistics["mean_cut_per_edge"] = mean / Double(edges.count)
    insight.summary =
      "The mean cut is \(Figures.significant(mean, 4)) ± \(Figures.significant(error, 2)) of \(edges.count) edges, the best sampled \(best), for example \(winner)."
    guard let largest = Self.largestCut(edges, nodes: width) else { return }
    insight.statistics["largest_cut"] = Double(largest)
    insight.statistics["approximation_ratio"] = mean / Double(largest)
    insight.findings.insert(
      "The approximation ratio is \(Figures.significant(mean / Double(largest), 4)): the largest cut of this graph has \(largest) edges"
        + (best == largest ? ", and it was found" : ", and it was not sampled"), at: 0)
    if best < largest { insight.recommendations.append("Add layers or take more shots: the largest cut was not sampled") }
  }

  /// The edges of the graph that was asked for, a ring where none was.
  private var edges: [(Int, Int)] {
    if let list = parameters["graph"]?.array {
      return list.compactMap { pair in
        guard let a = pair.array?.first?.int, let b = pair.array?.last?.int else { return nil }
        return (a, b)
      }
    }
    let line = (1..<max(1, width)).map { ($0 - 1, $0) }
    switch parameters["graph"]?.string ?? "ring" {
    case "ring", "cycle": return width > 2 ? line + [(width - 1, 0)] : line
    case "line", "path": return line
    case "star": return (1..<max(1, width)).map { (0, $0) }
    case "complete": return (0..<width).flatMap { a in ((a + 1)..<max(a + 1, width)).map { (a, $0) } }
    default: return []
    }
  }

  private static func cut(_ sides: [UInt8], _ edges: [(Int, Int)]) -> Int { edges.count { sides[$0.0] != sides[$0.1] } }

  /// By trying all cuts, up to 18 nodes.
  static func largestCut(_ edges: [(Int, Int)], nodes: Int) -> Int? {
    guard nodes <= 18 else { return nil }
    return (0..<(1 << max(0, nodes - 1))).map { sides in edges.count { sides >> $0.0 & 1 != sides >> $0.1 & 1 } }.max()
  }
}
