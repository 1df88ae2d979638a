import CKernels
import Circuits

/// The primitives of one pass in slots: in each the phases come first, then rotations and matrices on different wires.
///
/// Every primitive goes to the first slot where what it must follow is done, so that many phases share a sweep and many
/// rotations a load.
struct PassLayout {
  /// One slot.
  struct Slot {
    var phases: [UInt64: Complex] = [:]
    var rotations: [(wire: Int, cosine: Double, sine: Double)] = []
    var matrices: [(wires: [Int], control: UInt64, matrix: Matrix)] = []
  }

  private(set) var slots: [Slot] = []
  /// For each wire: the first slot whose phases, and the first whose rotations, it may still take part in.
  private var phaseFrom: [Int]
  private var rotateFrom: [Int]

  init(_ pass: PassScheduler.Pass, wires: Int) {
    phaseFrom = Array(repeating: 0, count: wires)
    rotateFrom = Array(repeating: 0, count: wires)
    for primitive in pass.primitives {
      switch primitive {
      case .rotation(let wire, let cosine, let sine):
        let slot = rotateFrom[wire]
        reach(slot)
        slots[slot].rotations.append((wire, cosine, sine))
        close(wire, after: slot)
      case .phase(let mask, let factor): add(mask, factor)
      case .dense(let targets, let control, let matrix):
        let all = targets + Self.wires(of: control)
        let slot = all.map { rotateFrom[$0] }.max() ?? 0
        reach(slot)
        slots[slot].matrices.append((targets, control, matrix))
        for wire in all { close(wire, after: slot) }
      }
    }
  }

  private mutating func add(_ mask: UInt64, _ factor: Complex) {
    var slot = 0
    var rest = mask
    while rest != 0 {
      slot = max(slot, phaseFrom[rest.trailingZeroBitCount])
      rest &= rest - 1
    }
    reach(slot)
    slots[slot].phases[mask] = slots[slot].phases[mask].map { $0 * factor } ?? factor
    rest = mask
    while rest != 0 {
      let wire = rest.trailingZeroBitCount
      rotateFrom[wire] = max(rotateFrom[wire], slot)
      rest &= rest - 1
    }
  }

  private mutating func close(_ wire: Int, after slot: Int) {
    phaseFrom[wire] = slot + 1
    rotateFrom[wire] = slot + 1
  }

  private mutating func reach(_ slot: Int) { while slots.count <= slot { slots.append(Slot()) } }

  static func wires(of mask: UInt64) -> [Int] { (0..<64).filter { mask >> UInt64($0) & 1 == 1 } }
}
