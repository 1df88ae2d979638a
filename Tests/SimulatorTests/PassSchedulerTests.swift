import Circuits
import Core
import Testing

@testable import Simulator

@Suite("Cutting gates into passes")
struct PassSchedulerTests {
  /// A primitive that carries its place in its numbers.
  private func primitive(_ index: Int, wires: Int, _ numbers: inout SeededGenerator) -> Primitive {
    let wire = Int(numbers.unit() * Double(wires))
    let other = (wire + 1 + Int(numbers.unit() * Double(wires - 1))) % wires
    switch Int(numbers.unit() * 5) {
    case 0, 1: return .rotation(wire: wire, cosine: Double(index), sine: 0)
    case 2, 3: return .phase(mask: 1 << UInt64(wire) | 1 << UInt64(other), factor: Complex(Double(index)))
    default:
      let matrix = Matrix(diagonal: Array(repeating: Complex(Double(index)), count: 2))
      return .dense(wires: [wire], control: 1 << UInt64(other), matrix: matrix)
    }
  }

  private func place(_ primitive: Primitive) -> Int {
    switch primitive {
    case .rotation(_, let cosine, _): Int(cosine)
    case .phase(_, let factor): Int(factor.re)
    case .dense(_, _, let matrix): Int(matrix[0, 0].re)
    }
  }

  private func wires(_ primitive: Primitive) -> (all: UInt64, local: UInt64) {
    switch primitive {
    case .rotation(let wire, _, _): (1 << UInt64(wire), 1 << UInt64(wire))
    case .phase(let mask, _): (mask, 0)
    case .dense(let wires, let control, _):
      wires.reduce(into: (control, UInt64(0))) { $0 = ($0.0 | 1 << UInt64($1), $0.1 | 1 << UInt64($1)) }
    }
  }

  @Test("every gate is in one pass, none comes before another that it does not commute with", arguments: [UInt64(1), 2, 3, 4])
  func order(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed, stream: 0)
    // With some wires that nothing acts on.
    let count = 14
    let primitives = (0..<500).map { primitive($0, wires: count - Int(seed % 3), &numbers) }
    let passes = try PassScheduler(wires: count, local: 7, always: 3).passes(of: primitives)
    let order = passes.flatMap(\.primitives)
    #expect(order.map(place).sorted() == Array(0..<500))
    for pass in passes {
      #expect(pass.local.nonzeroBitCount == 7)
      #expect(pass.primitives.allSatisfy { wires($0).local & ~pass.local == 0 })
    }
    var wrong = 0
    for (index, later) in order.enumerated() {
      for earlier in order[..<index] where place(earlier) > place(later) {
        if case .phase = earlier, case .phase = later { continue }
        if wires(earlier).all & wires(later).all != 0 { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }
}
