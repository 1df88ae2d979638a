import CKernels
import Circuits
import Core

/// A pass in the kernels' own form.
final class KernelPass {
  private let pass: OpaquePointer
  /// How many blocks a state has.
  let chunks: Int
  /// Bytes of scratch that each worker needs.
  let scratchBytes: Int
  /// Wires that this pass may take away from 0.
  let touched: UInt64
  private let precision: Precision
  /// The position of each wire in a block's index; -1 outside.
  private let position: [Int]
  private let laneBits: Int
  /// The wires of a block.
  let localMask: UInt64
  private var complete = true

  init(_ source: PassScheduler.Pass, wires: Int, precision: Precision) throws(SimulatorError) {
    let local = PassLayout.wires(of: source.local)
    guard let pass = px_pass_new(precision.kernel, Int32(wires), Int32(local.count), local.map(Int32.init)) else {
      throw Self.outOfMemory
    }
    self.pass = pass
    self.precision = precision
    laneBits = Int(px_lane_bits(precision.kernel))
    localMask = source.local
    chunks = Int(px_pass_chunks(pass))
    scratchBytes = px_pass_scratch(pass)
    var position = Array(repeating: -1, count: wires)
    for (index, wire) in local.enumerated() { position[wire] = index }
    self.position = position
    var touched: UInt64 = 0
    for case .rotation(let wire, _, _) in source.primitives { touched |= 1 << UInt64(wire) }
    for case .dense(let targets, _, _) in source.primitives { for wire in targets { touched |= 1 << UInt64(wire) } }
    self.touched = touched
    for slot in PassLayout(source, wires: wires).slots { add(slot) }
    guard complete else { throw Self.outOfMemory }
  }

  deinit { px_pass_free(pass) }

  /// Runs block `chunk` of the state at `state`.
  func run(_ state: UnsafeMutableRawPointer, chunk: Int, zero: UInt64, fresh: Bool, scratch: UnsafeMutableRawPointer) {
    px_pass_run(pass, state, UInt64(chunk), zero, fresh ? 1 : 0, scratch)
  }

  private static let outOfMemory = SimulatorError("out_of_memory", "no memory for a plan", exit: .tryLater)

  private func add(_ slot: PassLayout.Slot) {
    addPhases(slot.phases)
    addLanes(slot.rotations.filter { position[$0.wire] < laneBits })
    addRows(slot.rotations.filter { position[$0.wire] >= laneBits })
    for (wires, control, matrix) in slot.matrices {
      let bits = wires.map { Int32(position[$0]) }
      let flat = matrix.elements.flatMap { [$0.re, $0.im] }
      note(
        px_pass_dense(pass, Int32(bits.count), bits, moved(control & localMask), control & ~localMask, flat))
    }
  }

  private func note(_ status: Int32) { if status != 0 { complete = false } }

  /// `mask` over wires as a mask over the bits of a block's index.
  private func moved(_ mask: UInt64) -> UInt64 {
    var result: UInt64 = 0
    var rest = mask
    while rest != 0 {
      result |= 1 << UInt64(position[rest.trailingZeroBitCount])
      rest &= rest - 1
    }
    return result
  }

  /// Phases share tables over at most 7 row bits (16 KiB), each put where it adds the fewest.
  private func addPhases(_ phases: [UInt64: Complex]) {
    var tables: [(rows: UInt64, phases: [px_phase])] = []
    let sorted = phases.filter { ($0.value - .one).squaredMagnitude >= 1e-32 }.sorted { a, b in
      let (x, y) = ((a.key & localMask).nonzeroBitCount, (b.key & localMask).nonzeroBitCount)
      return x != y ? x > y : a.key < b.key
    }
    for (mask, factor) in sorted {
      let index = moved(mask & localMask)
      let rows = index >> UInt64(laneBits)
      var phase = px_phase()
      phase.outer = mask & ~localMask
      phase.row = UInt32(rows)
      phase.lane = UInt32(index & (1 << UInt64(laneBits) - 1))
      phase.re = factor.re
      phase.im = factor.im
      if rows.nonzeroBitCount > 7 {
        note(px_pass_wide_phase(pass, phase))
        continue
      }
      var best = -1, least = 8
      for (index, table) in tables.enumerated() where (table.rows | rows).nonzeroBitCount <= 7 {
        let added = (table.rows | rows).nonzeroBitCount - table.rows.nonzeroBitCount
        if added < least { (best, least) = (index, added) }
      }
      if best < 0 {
        tables.append((0, []))
        best = tables.count - 1
      }
      tables[best].rows |= rows
      tables[best].phases.append(phase)
    }
    for table in tables {
      let bits = PassLayout.wires(of: table.rows)
      // A table's phases speak of the table's own rows.
      let phases = table.phases.map { phase in
        var own = phase
        own.row = 0
        for (place, bit) in bits.enumerated() where phase.row >> UInt32(bit) & 1 == 1 { own.row |= 1 << UInt32(place) }
        return own
      }
      note(px_pass_phases(pass, Int32(bits.count), bits.map(Int32.init), Int32(phases.count), phases))
    }
  }

  private func addLanes(_ rotations: [(wire: Int, cosine: Double, sine: Double)]) {
    guard !rotations.isEmpty else { return }
    var cosines = [1.0, 1, 1, 1], sines = [0.0, 0, 0, 0]
    for rotation in rotations {
      cosines[position[rotation.wire]] = rotation.cosine
      sines[position[rotation.wire]] = rotation.sine
    }
    note(px_pass_lanes(pass, cosines, sines))
  }

  /// Rotations of rows go four at a time, each group mixing near and far rows: sixteen rows that are all far apart would
  /// share a few sets of the first-level cache.
  private func addRows(_ rotations: [(wire: Int, cosine: Double, sine: Double)]) {
    let sorted = rotations.sorted { position[$0.wire] < position[$1.wire] }
    let groups = (sorted.count + 3) / 4
    for first in 0..<groups {
      let group = stride(from: first, to: sorted.count, by: groups).map { sorted[$0] }
      note(
        px_pass_rotations(
          pass, Int32(group.count), group.map { Int32(position[$0.wire] - laneBits) }, group.map(\.cosine), group.map(\.sine)))
    }
  }
}

extension Precision {
  /// What the kernels call it.
  var kernel: Int32 { self == .single ? Int32(PX_SINGLE) : Int32(PX_DOUBLE) }
}

/// How large the blocks of a pass are.
enum ChunkSize {
  /// Bytes of a block: within a core's second-level cache.
  static let bytes = 512 << 10
  /// Local wires of a block of a state with `wires`.
  static func wires(_ precision: Precision, of wires: Int) -> Int {
    let most = precision == .single ? 16 : 15
    return min(wires, most)
  }
}
