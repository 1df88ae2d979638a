/// Cuts a list of primitives into passes: each works on blocks over a set of local wires that fit the cache, and takes
/// every primitive that it can without changing the order of those that do not commute.
///
/// Only rotations and matrices need their wires local; phases are diagonal and run anywhere.
struct PassScheduler {
  /// How many wires the state has, how many a block holds, and how many of the lowest are always local.
  let wires: Int
  let local: Int
  let always: Int

  /// One pass: its local wires and which primitives it takes, in order.
  struct Pass {
    var local: UInt64
    var primitives: [Primitive]
  }

  /// The passes of `primitives`.
  func passes(of primitives: [Primitive]) throws(SimulatorError) -> [Pass] {
    let all: UInt64 = wires == 64 ? .max : (1 << UInt64(wires)) - 1
    if wires <= local { return primitives.isEmpty ? [] : [Pass(local: all, primitives: primitives)] }
    // What is still to do begins at `first`. A pass looks only as far ahead as something could still be taken, so that the
    // whole takes time in proportion to its length.
    var rest = primitives
    var first = 0
    let used = Self.used(by: primitives)
    var result: [Pass] = []
    while first < rest.count {
      try SimulatorError.checkWanted()
      let set = bestSet(for: rest[first...], used: used)
      let (taken, left, end) = split(rest[first...], local: set, used: used)
      guard !taken.isEmpty else {
        throw .unsupportedGate("a matrix over more qubits than a block has", limit: "\(local) qubits")
      }
      result.append(Pass(local: set, primitives: taken))
      first = end - left.count
      for (index, primitive) in left.enumerated() { rest[first + index] = primitive }
    }
    return result
  }

  /// The wires that anything acts on.
  private static func used(by primitives: [Primitive]) -> UInt64 {
    primitives.reduce(into: 0) { used, primitive in
      switch primitive {
      case .rotation(let wire, _, _): used |= 1 << UInt64(wire)
      case .phase(let mask, _): used |= mask
      case .dense(let wires, let control, _):
        used |= control
        for wire in wires { used |= 1 << UInt64(wire) }
      }
    }
  }

  /// What can run with `set` local, what before `end` has to wait for another pass; from `end` on all has to.
  private func split(
    _ primitives: ArraySlice<Primitive>, local set: UInt64, used: UInt64
  ) -> (taken: [Primitive], left: [Primitive], end: Int) {
    var taken: [Primitive] = [], left: [Primitive] = []
    var end = primitives.startIndex
    // Nothing passes an untaken rotation or matrix; an untaken phase is passed by phases only.
    var closed: UInt64 = 0, diagonalOnly: UInt64 = 0
    for primitive in primitives {
      if closed & used == used { break }
      end += 1
      switch primitive {
      case .rotation(let wire, _, _):
        let bit = UInt64(1) << UInt64(wire)
        if bit & set != 0, bit & (closed | diagonalOnly) == 0 {
          taken.append(primitive)
        } else {
          left.append(primitive)
          closed |= bit
        }
      case .phase(let mask, _):
        if mask & closed == 0 {
          taken.append(primitive)
        } else {
          left.append(primitive)
          diagonalOnly |= mask
        }
      case .dense(let targets, let control, _):
        let bits = targets.reduce(into: UInt64(0)) { $0 |= 1 << UInt64($1) }
        if bits & ~set == 0, (bits | control) & (closed | diagonalOnly) == 0 {
          taken.append(primitive)
        } else {
          left.append(primitive)
          closed |= bits | control
        }
      }
    }
    return (taken, left, end)
  }

  /// How many rotations and matrices `set` would take.
  private func gain(_ primitives: ArraySlice<Primitive>, local set: UInt64, used: UInt64) -> Int {
    var closed: UInt64 = 0, diagonalOnly: UInt64 = 0, gain = 0
    for primitive in primitives {
      switch primitive {
      case .rotation(let wire, _, _):
        let bit = UInt64(1) << UInt64(wire)
        if bit & set != 0, bit & (closed | diagonalOnly) == 0 { gain += 1 } else { closed |= bit }
      case .phase(let mask, _):
        if mask & closed != 0 { diagonalOnly |= mask }
      case .dense(let targets, let control, _):
        let bits = targets.reduce(into: UInt64(0)) { $0 |= 1 << UInt64($1) }
        if bits & ~set == 0, (bits | control) & (closed | diagonalOnly) == 0 { gain += 4 } else { closed |= bits | control }
      }
      if (closed | diagonalOnly) & used == used { break }
    }
    return gain
  }

  /// A set of local wires that takes much: the wires needed first, improved by exchanging one at a time.
  private func bestSet(for primitives: ArraySlice<Primitive>, used: UInt64) -> UInt64 {
    let low: UInt64 = (1 << UInt64(always)) - 1
    var set = low
    for primitive in primitives {
      if set.nonzeroBitCount >= local { break }
      switch primitive {
      case .rotation(let wire, _, _): set |= 1 << UInt64(wire)
      case .phase: break
      case .dense(let targets, _, _):
        let with = targets.reduce(set) { $0 | 1 << UInt64($1) }
        if with.nonzeroBitCount <= local { set = with }
      }
    }
    for wire in 0..<wires where set.nonzeroBitCount < local { set |= 1 << UInt64(wire) }
    let start = set
    var best = gain(primitives, local: set, used: used)
    var improved = true
    var rounds = 0
    while improved, rounds < 4 {
      improved = false
      rounds += 1
      for out in always..<wires where set >> UInt64(out) & 1 == 1 {
        for into in always..<wires where set >> UInt64(into) & 1 == 0 && set >> UInt64(out) & 1 == 1 {
          let candidate = set & ~(1 << UInt64(out)) | 1 << UInt64(into)
          let value = gain(primitives, local: candidate, used: used)
          if value > best { (set, best, improved) = (candidate, value, true) }
        }
      }
    }
    return best > 0 ? set : start
  }
}
