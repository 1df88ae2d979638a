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
  static func best(_ n: Int, _ edges: [WeightedEdge], layers: Int, isRing: Bool) -> QAOAAngles {
    let usual = ring(layers)
    if isRing, n >= 2 * layers + 2, layers <= known.count {
      let share = Double(2 * layers + 1) / Double(2 * layers + 2)
      return QAOAAngles(gammas: usual.gammas, betas: usual.betas, meanCut: share * Double(n), isOptimised: true)
    }
    // Denser graphs want a smaller cost angle: arctan(1 / sqrt(d - 1)) at one layer (Wang et al., 2018).
    let degree = max(2, 2 * Double(edges.count) / Double(n))
    // Weights stretch the phases: their mean size is what an angle is meant for.
    let size = edges.reduce(0) { $0 + abs($1.weight) } / Double(max(1, edges.count))
    let scale = atan(1 / (degree - 1).squareRoot()) / (.pi / 4) / size
    let start = usual.gammas.map { $0 * scale } + usual.betas
    if layers == 1 {
      guard let formula = CutFormula(n, edges) else { return like(usual, start) }
      // Where weights differ there are several hollows: from each of some starts the nearest, and the best of them.
      let starts = formula.isEven ? [1.0] : [0.25, 0.5, 1, 1.5, 2.5]
      let ends = starts.map { stretch in
        Minimizer.minimum(of: { -formula.meanCut($0[0], $0[1]) }, from: [start[0] * stretch, start[1]])
      }
      return found(ends.min { $0.value < $1.value } ?? ends[0])
    }
    if n <= mostNodes, layers <= 8 {
      let state = CutState(n, edges)
      return found(Minimizer.minimum(of: { -state.meanCut($0) }, from: start, steps: 60, tolerance: 1e-5))
    }
    return like(usual, start)
  }

  /// The angles to start from, where the graph is too large to find better ones.
  private static func like(_ usual: (gammas: [Double], betas: [Double]), _ start: [Double]) -> QAOAAngles {
    QAOAAngles(
      gammas: Array(start[..<usual.gammas.count]), betas: usual.betas, meanCut: nil, isOptimised: false)
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

/// The state of a small graph's circuit, one side of the last node fixed, which loses nothing.
struct CutState {
  private let n: Int
  /// What the cuts are worth, each value once, and which of them each cut has.
  private let values: [Double]
  private let kinds: [Int]

  init(_ n: Int, _ edges: [WeightedEdge]) {
    self.n = n
    let cuts = (0..<(1 << (n - 1))).map { sides in WeightedEdge.cut(edges) { sides >> $0 & 1 != sides >> $1 & 1 } }
    let values = Array(Set(cuts)).sorted()
    let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    self.values = values
    kinds = cuts.map { places[$0] ?? 0 }
  }

  /// The mean cut after layers of cost angles, the first half of `angles`, and mixer angles, the second.
  func meanCut(_ angles: [Double]) -> Double {
    zip(probabilities(angles), kinds).reduce(0) { $0 + $1.0 * values[$1.1] }
  }

  /// The probability of each cut, by the bits of the first n - 1 nodes.
  func probabilities(_ angles: [Double]) -> [Double] {
    let size = kinds.count
    var re = Array(repeating: 1 / Double(size).squareRoot(), count: size)
    var im = Array(repeating: 0.0, count: size)
    let layers = angles.count / 2
    for layer in 0..<layers {
      let phases = values.map { (cos(angles[layer] * $0), -sin(angles[layer] * $0)) }
      for index in 0..<size {
        let (c, s) = phases[kinds[index]]
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
