import Circuits
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
    let molecule = parameters["molecule"]?.string ?? "H2"
    if let known = Molecules.exactEnergy(molecule, bond: parameters["bond"]?.double) {
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
    guard !edges.isEmpty, edges.allSatisfy({ max($0.a, $0.b) < width }) else { return }
    var (sum, squares, best) = (0.0, 0.0, 0.0)
    var winner = ""
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
      let sides = Array(key.utf8.reversed())
      let cut = WeightedEdge.cut(edges) { sides[$0] != sides[$1] }
      sum += cut * Double(count)
      squares += cut * cut * Double(count)
      if cut > best || winner.isEmpty { (best, winner) = (cut, key) }
    }
    let mean = sum / Double(shots)
    let error = (max(0, squares / Double(shots) - mean * mean) / Double(shots)).squareRoot()
    insight.statistics["mean_cut"] = mean
    insight.statistics["mean_cut_standard_error"] = error
    insight.statistics["best_cut"] = best
    insight.statistics["edges"] = Double(edges.count)
    insight.statistics["mean_cut_per_edge"] = mean / Double(edges.count)
    let isWeighted = edges.contains { $0.weight != 1 }
    let total = edges.reduce(0) { $0 + $1.weight }
    if isWeighted { insight.statistics["total_weight"] = total }
    let whole = isWeighted ? "a total weight of \(Figures.significant(total, 6))" : "\(edges.count) edges"
    insight.summary =
      "The mean cut is \(Figures.significant(mean, 4)) ± \(Figures.significant(error, 2)) of \(whole), the best sampled \(Figures.significant(best, 6)), for example \(winner)."
    guard let largest = Self.largestCut(edges, nodes: width) else { return }
    insight.statistics["largest_cut"] = largest
    let found = best > largest - 1e-9 * max(1, abs(largest))
    // Where every weight is negative the best is to cut nothing, and there is no ratio.
    if largest > 0 {
      insight.statistics["approximation_ratio"] = mean / largest
      insight.findings.insert(
        "The approximation ratio is \(Figures.significant(mean / largest, 4)): the largest cut of this graph \(isWeighted ? "is worth \(Figures.significant(largest, 6))" : "has \(Int(largest)) edges")"
          + (found ? ", and it was found" : ", and it was not sampled"), at: 0)
    }
    if !found { insight.recommendations.append("Add layers or take more shots: the largest cut was not sampled") }
  }

  /// The edges of the graph that was asked for, a ring where none was.
  private var edges: [WeightedEdge] {
    if let list = parameters["graph"]?.array { return list.compactMap { WeightedEdge($0) } }
    let line = (1..<max(1, width)).map { WeightedEdge($0 - 1, $0) }
    switch parameters["graph"]?.string ?? "ring" {
    case "ring", "cycle": return width > 2 ? line + [WeightedEdge(width - 1, 0)] : line
    case "line", "path": return line
    case "star": return (1..<max(1, width)).map { WeightedEdge(0, $0) }
    case "complete": return (0..<width).flatMap { a in ((a + 1)..<max(a + 1, width)).map { WeightedEdge(a, $0) } }
    default: return []
    }
  }

  /// By trying all cuts, up to 18 nodes.
  static func largestCut(_ edges: [WeightedEdge], nodes: Int) -> Double? {
    guard nodes <= 18 else { return nil }
    return (0..<(1 << max(0, nodes - 1))).map { sides in
      WeightedEdge.cut(edges) { sides >> $0 & 1 != sides >> $1 & 1 }
    }.max()
  }
}
