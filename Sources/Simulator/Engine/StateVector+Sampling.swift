import CKernels

extension StateVector {
  /// Basis states (places in memory) drawn by `draws`, numbers of [0, 1) in ascending order: `body(place, first, end)` once
  /// for each state drawn, with the positions of its draws, in order.
  ///
  /// Two levels: sums over blocks of rows, then a running sum inside the blocks that draws fall into.
  func sample(sorted draws: [Double], _ body: (UInt64, Int, Int) -> Void) throws(SimulatorError) {
    materialise()
    let (kernel, memory) = (precision.kernel, memory)
    let lanes = 1 << Self.minimumWires(precision)
    let block = min(rows, 1 << 6)
    let count = rows / block
    let sums = UnsafeMutablePointer<Double>.allocate(capacity: count)
    let inside = UnsafeMutablePointer<Double>.allocate(capacity: block * lanes)
    defer {
      sums.deallocate()
      inside.deallocate()
    }
    let group = 64
    try pool.run((count + group - 1) / group, control: control, stopped: tape?.stopped) { _, item in
      for index in item * group..<min(count, (item + 1) * group) {
        sums[index] = px_norm(kernel, memory, UInt64(index * block), UInt64((index + 1) * block), 0, 0)
      }
    }
    var total = 0.0
    for index in 0..<count { total += sums[index] }
    var next = 0, before = 0.0
    for index in 0..<count where next < draws.count {
      let after = before + sums[index]
      let isLast = index == count - 1
      guard draws[next] * total < after || isLast, sums[index] > 0 || isLast else {
        before = after
        continue
      }
      if let tape { try tape.check() } else { try control.check() }
      px_probabilities(kernel, memory, UInt64(index * block), UInt64((index + 1) * block), inside)
      var sum = before, last = 0
      for place in 0..<block * lanes where inside[place] > 0 {
        sum += inside[place]
        last = place
        let first = next
        while next < draws.count, draws[next] * total < sum { next += 1 }
        if next > first { body(UInt64(index * block * lanes + place), first, next) }
        if next == draws.count { break }
      }
      // Rounding may leave draws just below the block's end: they belong to its last state.
      let first = next
      while next < draws.count, draws[next] * total < after || isLast { next += 1 }
      if next > first { body(UInt64(index * block * lanes + last), first, next) }
      before = after
    }
  }
}
