import Glibc

/// Angles of cost and mixer that make the mean cut of one graph as large as they can.
struct QAOAAngles {
  var gammas: [Double]
  var betas: [Double]
  /// The mean cut that they reach; nil where it is not known.
  var meanCut: Double?
  /// Whether they were found for this graph, or are those of graphs like it.
  var isOptimised: Bool

  /// Up to so many nodes the state itself is followed.
  static let mostNodes = 12

  /// Angles for `layers` layers on a graph: found from its state where it is small, from a formula at one layer, and
  /// otherwise those of a ring stretched to its degree.
  static func best(_ n: Int, _ edges: [(Int, Int)], layers: Int, isRing: Bool) -> QAOAAngles {
    let usual = ring(layers)
    if isRing, n >= 2 * layers + 2, layers <= known.count {
      let share = Double(2 * layers + 1) / Double(2 * layers + 2)
      return QAOAAngles(gammas: usual.gammas, betas: usual.betas, meanCut: share * Double(n), isOptimised: true)
    }
    // Denser graphs want a smaller cost angle: arctan(1 / sqrt(d - 1)) at one layer (Wang et al., 2018).
    let degree = max(2, 2 * Double(edges.count) / Double(n))
    let scale = atan(1 / (degree - 1).squareRoot()) / (.pi / 4)
    let start = usual.gammas.map { $0 * scale } + usual.betas
    if layers == 1 {
      let formula = CutFormula(n, edges)
      return found(Minimizer.minimum(of: { -formula.meanCut($0[0], $0[1]) }, from: start))
    }
    if n <= mostNodes, layers <= 8 {
      let state = CutState(n, edges)
      return found(Minimizer.minimum(of: { -state.meanCut($0) }, from: start, steps: 60, tolerance: 1e-5))
    }
    return QAOAAngles(gammas: Array(start[..<layers]), betas: usual.betas, meanCut: nil, isOptimised: false)
  }

  private static func found(_ minimum: (place: [Double], value: Double)) -> QAOAAngles {
    let layers = minimum.place.count / 2
    return QAOAAngles(
      gammas: Array(minimum.place[..<layers]), betas: Array(minimum.place[layers...]), meanCut: -minimum.value,
      isOptimised: true)
  }

  /// Angles that are optimal on a ring of at least 2p + 2 nodes, where the mean cut reaches (2p + 1)/(2p + 2) of the edges;
  /// above six layers, the curve of six stretched.
  private static func ring(_ layers: Int) -> (gammas: [Double], betas: [Double]) {
    if layers <= known.count { return known[layers - 1] }
    let (gammas, betas) = known[known.count - 1]
    func stretched(_ curve: [Double]) -> [Double] {
      (0..<layers).map { layer in
        let position = Double(layer) * Double(curve.count - 1) / Double(layers - 1)
        let low = min(Int(position), curve.count - 2)
        return curve[low] + (position - Double(low)) * (curve[low + 1] - curve[low])
      }
    }
    return (stretched(gammas), stretched(betas))
  }

  private static let known: [(gammas: [Double], betas: [Double])] = [
    ([0.7853981634], [0.3926990817]),
    ([0.6558707292, 1.2428609549], [0.6214304759, 0.3279353578]),
    ([0.5921358287, 1.1560868338, 1.3645764825], [0.6822882318, 0.5780434181, 0.2960679033]),
    (
      [0.551357966, 1.1083818214, 1.3062654494, 1.4174858803], [0.7087429283, 0.6531327184, 0.5541909075, 0.2756789658]
    ),
    (
      [0.5220142205, 1.0747070632, 1.2758798246, 1.3731700818, 1.4465704377],
      [0.7232852599, 0.6865850699, 0.6379399359, 0.5373535419, 0.2610071272]
    ),
    (
      [0.4994371394, 1.0483464228, 1.2546751672, 1.351755158, 1.4102011121, 1.464855557],
      [0.7324278311, 0.705100588, 0.6758775643, 0.62733754, 0.5241731444, 0.2497185022]
    ),
  ]
}

/// The mean cut at one layer, edge by edge (Wang, Hadfield, Jiang and Rieffel, 2018).
private struct CutFormula {
  /// Of each edge: neighbours of either end that are not the other, and common ones.
  private let kinds: [(d: Int, e: Int, triangles: Int)]

  init(_ n: Int, _ edges: [(Int, Int)]) {
    var near: [Set<Int>] = Array(repeating: [], count: n)
    for (a, b) in edges {
      near[a].insert(b)
      near[b].insert(a)
    }
    kinds = edges.map { a, b in (near[a].count - 1, near[b].count - 1, near[a].intersection(near[b]).count) }
  }

  func meanCut(_ gamma: Double, _ beta: Double) -> Double {
    let (c, s) = (cos(gamma), sin(gamma))
    return kinds.reduce(0) { sum, kind in
      let first = sin(4 * beta) * s * (pow(c, Double(kind.d)) + pow(c, Double(kind.e))) / 4
      let both = pow(c, Double(kind.d + kind.e - 2 * kind.triangles)) * (1 - pow(cos(2 * gamma), Double(kind.triangles)))
      return sum + 0.5 + first - pow(sin(2 * beta), 2) * both / 4
    }
  }
}

/// The state of a small graph's circuit, one side of the last node fixed, which loses nothing.
struct CutState {
  private let n: Int
  private let cuts: [Int]
  private let most: Int

  init(_ n: Int, _ edges: [(Int, Int)]) {
    self.n = n
    let cuts = (0..<(1 << (n - 1))).map { sides in edges.count { sides >> $0.0 & 1 != sides >> $0.1 & 1 } }
    self.cuts = cuts
    most = cuts.max() ?? 0
  }

  /// The mean cut after layers of cost angles, the first half of `angles`, and mixer angles, the second.
  func meanCut(_ angles: [Double]) -> Double {
    zip(probabilities(angles), cuts).reduce(0) { $0 + $1.0 * Double($1.1) }
  }

  /// The probability of each cut, by the bits of the first n - 1 nodes.
  func probabilities(_ angles: [Double]) -> [Double] {
    let size = cuts.count
    var re = Array(repeating: 1 / Double(size).squareRoot(), count: size)
    var im = Array(repeating: 0.0, count: size)
    let layers = angles.count / 2
    for layer in 0..<layers {
      let phases = (0...most).map { (cos(angles[layer] * Double($0)), -sin(angles[layer] * Double($0))) }
      for index in 0..<size {
        let (c, s) = phases[cuts[index]]
        (re[index], im[index]) = (re[index] * c - im[index] * s, re[index] * s + im[index] * c)
      }
      let (c, s) = (cos(angles[layers + layer]), sin(angles[layers + layer]))
      // Turning the last node is the same as turning all others over.
      for mask in (0..<(n - 1)).map({ 1 << $0 }) + [size - 1] where mask > 0 {
        for index in 0..<size where index < index ^ mask {
          let other = index ^ mask
          let (a, b, x, y) = (re[index], im[index], re[other], im[other])
          (re[index], im[index]) = (c * a + s * y, c * b - s * x)
          (re[other], im[other]) = (c * x + s * b, c * y - s * a)
        }
      }
    }
    return zip(re, im).map { $0 * $0 + $1 * $1 }
  }
}
