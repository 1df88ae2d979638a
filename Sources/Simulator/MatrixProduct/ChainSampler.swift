import Core

/// Samples a matrix product state from its first site to its last: each qubit given those before, shots with the same
/// outcomes so far sharing the work.
struct ChainSampler {
  let state: MatrixProductState

  /// Calls `body` with the bits by qubit of each shot.
  func sample(
    _ shots: inout [Shot], control: RunControl, _ body: ([Bool], inout Shot) -> Void
  ) throws(SimulatorError) {
    var bits = [Bool](repeating: false, count: state.sites.count)
    var stack: [(site: Int, row: MatrixProductState.Row, bit: Bool, members: [Int])] = [
      (0, MatrixProductState.start, false, Array(shots.indices))
    ]
    while let top = stack.popLast() {
      if top.site > 0 { bits[state.qubitAt[top.site - 1]] = top.bit }
      if top.site == state.sites.count {
        for member in top.members { body(bits, &shots[member]) }
        try control.check()
        continue
      }
      var (zero, one) = state.next(top.row, top.site)
      let (a, b) = (zero.squaredNorm, one.squaredNorm)
      let share = b / (a + b)
      var ones: [Int] = [], zeros: [Int] = []
      for member in top.members { if shots[member].unit() < share { ones.append(member) } else { zeros.append(member) } }
      if !ones.isEmpty {
        one.scale(by: 1 / b.squareRoot())
        stack.append((top.site + 1, one, true, ones))
      }
      if !zeros.isEmpty {
        zero.scale(by: 1 / a.squareRoot())
        stack.append((top.site + 1, zero, false, zeros))
      }
    }
  }
}
