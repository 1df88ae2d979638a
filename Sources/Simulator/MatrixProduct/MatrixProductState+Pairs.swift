import Circuits
import Core

/// A gate on two qubits that waits for further gates on the same two: one split instead of one for each.
struct WaitingPair {
  /// The qubits of bits 0 and 1 of the matrix's indices.
  var low: Int
  var high: Int
  var matrix: Matrix

  init(_ matrix: Matrix, _ low: Int, _ high: Int) { (self.matrix, self.low, self.high) = (matrix, low, high) }

  /// Another gate on the two comes after.
  mutating func append(_ other: Matrix, swapped: Bool) {
    matrix = (swapped ? Self.exchanged(other) : other) * matrix
  }

  /// A gate on one of the two comes after.
  mutating func append(_ own: Matrix2x2, to qubit: Int) {
    let bit = qubit == low ? 1 : 2
    for row in 0..<4 where row & bit == 0 {
      for column in 0..<4 {
        let (x, y) = (matrix[row, column], matrix[row | bit, column])
        matrix[row, column] = own.a * x + own.b * y
        matrix[row | bit, column] = own.c * x + own.d * y
      }
    }
  }

  /// The same gate with its qubits named in the other order.
  private static func exchanged(_ matrix: Matrix) -> Matrix {
    let order = [0, 2, 1, 3]
    var result = matrix
    for row in 0..<4 { for column in 0..<4 { result[row, column] = matrix[order[row], order[column]] } }
    return result
  }
}

extension MatrixProductState {
  /// Applies a gate on two qubits, or lets it wait for more on the same two.
  mutating func hold(_ matrix: Matrix, _ low: Int, _ high: Int, _ lapack: Lapack?) throws(SimulatorError) {
    if partner[low] == high, var pair = pairs[min(low, high)] {
      pairs[min(low, high)] = nil
      pair.append(matrix, swapped: pair.low != low)
      pairs[min(low, high)] = pair
      return
    }
    try release(low, lapack)
    try release(high, lapack)
    pairs[min(low, high)] = WaitingPair(matrix, low, high)
    (partner[low], partner[high]) = (high, low)
  }

  /// Applies what waits on `qubit` and another together.
  mutating func release(_ qubit: Int, _ lapack: Lapack?) throws(SimulatorError) {
    guard let other = partner[qubit], let pair = pairs[min(qubit, other)] else { return }
    pairs[min(qubit, other)] = nil
    (partner[qubit], partner[other]) = (nil, nil)
    try applyNow(pair.matrix, to: [pair.low, pair.high], lapack)
  }

  /// A gate on one qubit: it waits, with a pair where one waits.
  mutating func wait(_ own: Matrix2x2, on qubit: Int) {
    if let other = partner[qubit] {
      pairs[min(qubit, other)]?.append(own, to: qubit)
    } else {
      waiting[qubit] = waiting[qubit].map { own * $0 } ?? own
    }
  }
}
