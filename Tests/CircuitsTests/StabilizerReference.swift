import Circuits
import Core

/// A slow stabiliser simulator (Aaronson and Gottesman, 2004) of H, X, CX, measurement and reset, for circuits too wide
/// for matrices.
struct StabilizerReference {
  private var x: [[Bool]]
  private var z: [[Bool]]
  private var sign: [Bool]
  private let n: Int
  private var generator: SeededGenerator

  private init(qubits: Int, seed: UInt64) {
    n = qubits
    x = (0..<(2 * qubits)).map { row in (0..<qubits).map { row == $0 } }
    z = (0..<(2 * qubits)).map { row in (0..<qubits).map { row == $0 + qubits } }
    sign = Array(repeating: false, count: 2 * qubits)
    generator = SeededGenerator(seed: seed)
  }

  /// One run; the parities of the listed classical bits. `flipping` puts an X on that qubit after the first round of resets.
  static func parities(_ circuit: Circuit, _ lists: [[Int]], flipping: Int?, seed: UInt64) -> [Bool] {
    var state = StabilizerReference(qubits: circuit.qubitCount, seed: seed)
    var bits = Array(repeating: false, count: circuit.clbitCount)
    var pending = flipping
    for operation in circuit.operations {
      switch operation {
      case .gate(let gate):
        // After the first round's resets, before the second begins.
        if let qubit = pending, state.resets >= 8 {
          state.flip(qubit)
          pending = nil
        }
        switch gate.kind {
        case .h: state.hadamard(gate.qubits[0])
        case .cx: state.cx(gate.qubits[0], gate.qubits[1])
        case .x: state.flip(gate.qubits[0])
        default: break
        }
      case .measure(let qubit, let clbit): bits[clbit] = state.measure(qubit)
      case .reset(let qubit):
        if state.measure(qubit) { state.flip(qubit) }
        state.resets += 1
      default: break
      }
    }
    return lists.map { $0.filter { bits[$0] }.count % 2 == 1 }
  }

  private var resets = 0

  private mutating func hadamard(_ q: Int) {
    for row in 0..<(2 * n) {
      sign[row] = sign[row] != (x[row][q] && z[row][q])
      (x[row][q], z[row][q]) = (z[row][q], x[row][q])
    }
  }

  private mutating func cx(_ a: Int, _ b: Int) {
    for row in 0..<(2 * n) {
      sign[row] = sign[row] != (x[row][a] && z[row][b] && x[row][b] == z[row][a])
      x[row][b] = x[row][b] != x[row][a]
      z[row][a] = z[row][a] != z[row][b]
    }
  }

  private mutating func flip(_ q: Int) { for row in 0..<(2 * n) where z[row][q] { sign[row].toggle() } }

  private func phase(_ x1: Bool, _ z1: Bool, _ x2: Bool, _ z2: Bool) -> Int {
    switch (x1, z1) {
    case (false, false): 0
    case (true, true): (z2 ? 1 : 0) - (x2 ? 1 : 0)
    case (true, false): (z2 ? 1 : 0) * (x2 ? 1 : -1)
    case (false, true): (x2 ? 1 : 0) * (z2 ? -1 : 1)
    }
  }

  /// Multiplies row `from` into the given row.
  private func multiplied(_ row: (x: [Bool], z: [Bool], sign: Bool), by from: Int) -> (x: [Bool], z: [Bool], sign: Bool)
  {
    var total = (row.sign ? 2 : 0) + (sign[from] ? 2 : 0)
    var result = row
    for q in 0..<n {
      total += phase(x[from][q], z[from][q], row.x[q], row.z[q])
      result.x[q] = row.x[q] != x[from][q]
      result.z[q] = row.z[q] != z[from][q]
    }
    result.sign = (total % 4 + 4) % 4 == 2
    return result
  }

  private mutating func measure(_ q: Int) -> Bool {
    guard let pivot = (n..<(2 * n)).first(where: { x[$0][q] }) else {
      var row = (x: Array(repeating: false, count: n), z: Array(repeating: false, count: n), sign: false)
      for index in 0..<n where x[index][q] { row = multiplied(row, by: index + n) }
      return row.sign
    }
    for row in 0..<(2 * n) where row != pivot && x[row][q] {
      let product = multiplied((x[row], z[row], sign[row]), by: pivot)
      (x[row], z[row], sign[row]) = (product.x, product.z, product.sign)
    }
    (x[pivot - n], z[pivot - n], sign[pivot - n]) = (x[pivot], z[pivot], sign[pivot])
    x[pivot] = Array(repeating: false, count: n)
    z[pivot] = (0..<n).map { $0 == q }
    let outcome = generator.next() >> 63 == 1
    sign[pivot] = outcome
    return outcome
  }
}
