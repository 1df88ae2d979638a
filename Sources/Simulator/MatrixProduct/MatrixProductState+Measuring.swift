import Core

extension MatrixProductState {
  /// Leaves of the state what has `qubit` at `outcome`, as the outcome 0 if `reset`; nothing may wait on it.
  mutating func project(_ qubit: Int, outcome: Bool, reset: Bool, lapack: Lapack?) throws(SimulatorError) {
    let site = siteOf[qubit]
    let right = sites[site].right
    for l in 0..<sites[site].left {
      for r in 0..<right {
        let (zero, one) = (2 * l * right + r, (2 * l + 1) * right + r)
        let (from, other) = outcome ? (one, zero) : (zero, one)
        (sites[site].re[other], sites[site].im[other]) = (0, 0)
        if outcome, reset {
          (sites[site].re[zero], sites[site].im[zero]) = (sites[site].re[from], sites[site].im[from])
          (sites[site].re[one], sites[site].im[one]) = (0, 0)
        }
      }
    }
    try canonicalize(lapack)
  }

  /// Makes all tensors right-canonical and the state's norm 1, whatever they are: to the right with left-canonical tensors,
  /// then back with the Schmidt values.
  mutating func canonicalize(_ lapack: Lapack?) throws(SimulatorError) {
    for site in 0..<sites.count - 1 where sites.count > 1 {
      let own = Planes(rows: 2 * sites[site].left, columns: sites[site].right, re: sites[site].re, im: sites[site].im)
      let found = try SingularValues(of: own.transposed, weight: 0, bond: nil, lapack: lapack)
      // M = A R with A the transposed vectors, and R what is left of M.
      let kept = found.values.count
      var conjugate = found.vectors
      for index in conjugate.im.indices { conjugate.im[index] = -conjugate.im[index] }
      let rest = conjugate * own
      let isometry = found.vectors.transposed
      sites[site] = Site(left: sites[site].left, right: kept, re: isometry.re, im: isometry.im)
      let next = sites[site + 1]
      let product = rest * Planes(rows: next.left, columns: 2 * next.right, re: next.re, im: next.im)
      sites[site + 1] = Site(left: kept, right: next.right, re: product.re, im: product.im)
    }
    for site in stride(from: sites.count - 1, to: 0, by: -1) {
      let own = Planes(rows: sites[site].left, columns: 2 * sites[site].right, re: sites[site].re, im: sites[site].im)
      let found = try SingularValues(of: own, weight: 0, bond: nil, lapack: lapack)
      let norm = found.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let before = own.timesAdjoint(found.vectors)
      sites[site] = Site(left: found.values.count, right: sites[site].right, re: found.vectors.re, im: found.vectors.im)
      schmidt[site] = found.values.map { $0 / norm }
      let left = sites[site - 1]
      var product = Planes(rows: 2 * left.left, columns: left.right, re: left.re, im: left.im) * before
      product.scale(by: 1 / norm)
      sites[site - 1] = Site(left: left.left, right: found.values.count, re: product.re, im: product.im)
    }
    var first = Planes(rows: 1, columns: sites[0].re.count, re: sites[0].re, im: sites[0].im)
    first.scale(by: 1 / first.squaredNorm.squareRoot())
    (sites[0].re, sites[0].im) = (first.re, first.im)
  }
}
