import CKernels
import Circuits
import Core

/// A state as a chain of tensors in right-canonical form, with the Schmidt values of every bond beside them (Vidal,
/// Phys. Rev. Lett. 91, 147902, 2003; updates without divisions after Hastings, J. Math. Phys. 50, 095207, 2009).
///
/// The state is the product of the tensors, left to right. Gates on one qubit wait until a gate on several takes them along,
/// gates on two until a gate comes that joins one of the two with a third qubit.
struct MatrixProductState {
  /// A tensor B[l, s, r], row by row, in planes of real and imaginary parts.
  struct Site {
    var left = 1
    var right = 1
    var re: [Double] = [1, 0]
    var im: [Double] = [0, 0]
  }

  var sites: [Site]
  /// Schmidt values on the bond to the left of each site, descending or not; the first is [1].
  var schmidt: [[Double]]
  /// The site of each qubit, and the qubit of each site.
  var siteOf: [Int]
  var qubitAt: [Int]
  /// What waits on each qubit.
  var waiting: [Matrix2x2?]
  /// What waits on two qubits, by the lower one, after what waits on each; and the other qubit of each that is in a pair.
  var pairs: [WaitingPair?]
  var partner: [Int?]
  let limits: Limits
  /// The sum over truncations of the square root of the weight that was dropped: at most so far off in trace distance.
  private(set) var truncationError = 0.0
  private(set) var largestBond = 1
  /// Seconds that all splits so far cost by the model.
  private(set) var cost = 0.0

  /// What may be cut away.
  struct Limits: Sendable {
    /// The most weight (sum of squared Schmidt values) that one cut may drop.
    var weight = 1e-16
    /// The most Schmidt values of a bond; nil for as many as come.
    var bond: Int?
    /// The most bytes that all tensors may take.
    var bytes = Int.max
  }

  /// |0…0⟩.
  init(qubits: Int, limits: Limits) {
    sites = Array(repeating: Site(), count: qubits)
    schmidt = Array(repeating: [1], count: qubits)
    siteOf = Array(0..<qubits)
    qubitAt = siteOf
    waiting = Array(repeating: nil, count: qubits)
    pairs = Array(repeating: nil, count: qubits)
    partner = Array(repeating: nil, count: qubits)
    self.limits = limits
  }

  /// Bytes of all tensors.
  var bytes: Int { sites.reduce(0) { $0 + 16 * $1.re.count } }

  /// Notes that a block of this size is split.
  mutating func noteSplit(rows: Int, columns: Int) { cost += MatrixProductCost.split(rows: rows, columns: columns) }

  /// Notes a cut that dropped `weight` and left `bond` values.
  mutating func note(dropped weight: Double, bond: Int) {
    if weight > 0 { truncationError += weight.squareRoot() }
    largestBond = max(largestBond, bond)
  }
}

/// A matrix on one qubit.
struct Matrix2x2 {
  var a, b, c, d: Complex

  init(_ matrix: Matrix) { (a, b, c, d) = (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]) }

  init(_ a: Complex, _ b: Complex, _ c: Complex, _ d: Complex) { (self.a, self.b, self.c, self.d) = (a, b, c, d) }

  /// The product; the right one acts first.
  static func * (x: Matrix2x2, y: Matrix2x2) -> Matrix2x2 {
    Matrix2x2(x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d, x.c * y.a + x.d * y.c, x.c * y.b + x.d * y.d)
  }
}
