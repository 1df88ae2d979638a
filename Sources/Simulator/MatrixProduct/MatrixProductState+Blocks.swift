import CKernels
import Core

extension MatrixProductState {
  /// Applies `gate` to `width` sites from `first` on and splits them again, cutting what the limits allow.
  mutating func applyBlock(_ gate: Planes, at first: Int, width: Int, _ lapack: Lapack?) throws(SimulatorError) {
    let (left, right) = (sites[first].left, sites[first + width - 1].right)
    if width == 2, 2 * min(left, right) <= SingularValues.smallest { return try splitPair(gate, at: first) }
    var block = joined(first, width)
    block = Self.act(gate, on: block, left: left, right: right)
    var weighted = block
    Self.weigh(&weighted, by: schmidt[first], rowLength: block.re.count / left)
    var inner = right
    for place in stride(from: width - 1, to: 0, by: -1) {
      noteSplit(rows: weighted.re.count / (2 * inner), columns: 2 * inner)
      let found = try SingularValues(
        of: weighted.reshaped(columns: 2 * inner), weight: limits.weight, bond: limits.bond, lapack: lapack)
      let kept = found.values.count
      let norm = found.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      note(dropped: found.dropped, bond: kept)
      sites[first + place] = Site(left: kept, right: inner, re: found.vectors.re, im: found.vectors.im)
      schmidt[first + place] = found.values.map { $0 / norm }
      block = block.reshaped(columns: 2 * inner).timesAdjoint(found.vectors)
      if found.dropped > 0 { block.scale(by: 1 / norm) }
      if place > 1 {
        weighted = weighted.reshaped(columns: 2 * inner).timesAdjoint(found.vectors)
        if found.dropped > 0 { weighted.scale(by: 1 / norm) }
      }
      inner = kept
    }
    sites[first] = Site(left: left, right: inner, re: block.re, im: block.im)
  }

  /// The same for two sites with few values between them, in one call of the kernel.
  private mutating func splitPair(_ gate: Planes, at first: Int) throws(SimulatorError) {
    let (a, b, values) = (sites[first], sites[first + 1], schmidt[first])
    let (rows, columns) = (2 * a.left, 2 * b.right)
    let most = min(rows, columns)
    noteSplit(rows: rows, columns: columns)
    var (left, right) = (Site(), Site())
    var weights = [Double](repeating: 0, count: most)
    (left.re, left.im) = (Array(repeating: 0, count: rows * most), Array(repeating: 0, count: rows * most))
    (right.re, right.im) = (Array(repeating: 0, count: most * columns), Array(repeating: 0, count: most * columns))
    var dropped = 0.0
    let bond = Int32(min(limits.bond ?? most, most))
    let limits = limits
    let kept = withUnsafeTemporaryAllocation(of: Double.self, capacity: px_mps_scratch(Int32(a.left), Int32(b.right))) {
      Int(
        px_mps_split(
          Int32(a.left), Int32(a.right), Int32(b.right), a.re, a.im, b.re, b.im, gate.re, gate.im, values, limits.weight,
          SingularValues.early, bond, $0.baseAddress, &right.re, &right.im, &weights, &left.re, &left.im, &dropped))
    }
    guard kept > 0 else {
      throw SimulatorError("svd", "a singular value decomposition did not converge", exit: .failed)
    }
    (left.left, left.right, right.left, right.right) = (a.left, kept, kept, b.right)
    left.re.removeLast(rows * (most - kept))
    left.im.removeLast(rows * (most - kept))
    right.re.removeLast(columns * (most - kept))
    right.im.removeLast(columns * (most - kept))
    weights.removeLast(most - kept)
    note(dropped: dropped, bond: kept)
    (sites[first], sites[first + 1], schmidt[first + 1]) = (left, right, weights)
  }

  /// The product of `width` tensors from `first` on: rows of left and all spins, columns of right.
  func joined(_ first: Int, _ width: Int) -> Planes {
    var block = Planes(rows: 2 * sites[first].left, columns: sites[first].right, re: sites[first].re, im: sites[first].im)
    for place in first + 1..<first + width {
      let site = sites[place]
      let next = Planes(rows: site.left, columns: 2 * site.right, re: site.re, im: site.im)
      block = (block * next).reshaped(columns: site.right)
    }
    return block
  }

  /// out[l, a, r] = Σ_b gate[a, b] block[l, b, r].
  private static func act(_ gate: Planes, on block: Planes, left: Int, right: Int) -> Planes {
    let size = gate.rows
    var out = Planes(rows: block.rows, columns: block.columns)
    out.re.withUnsafeMutableBufferPointer { re in
      out.im.withUnsafeMutableBufferPointer { im in
        for l in 0..<left {
          for a in 0..<size {
            for b in 0..<size {
              let (x, y) = (gate.re[a * size + b], gate.im[a * size + b])
              if x == 0, y == 0 { continue }
              let (to, from) = ((l * size + a) * right, (l * size + b) * right)
              for r in 0..<right {
                re[to + r] += x * block.re[from + r] - y * block.im[from + r]
                im[to + r] += x * block.im[from + r] + y * block.re[from + r]
              }
            }
          }
        }
      }
    }
    return out
  }

  /// Multiplies part l of `block`, each `rowLength` long, by `values[l]`.
  static func weigh(_ block: inout Planes, by values: [Double], rowLength: Int) {
    for (l, value) in values.enumerated() {
      for index in l * rowLength..<(l + 1) * rowLength {
        block.re[index] *= value
        block.im[index] *= value
      }
    }
  }
}
