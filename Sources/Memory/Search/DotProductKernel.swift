/// The dot product of `query` with each of `count` vectors that lie one after another in `values`.
///
/// Invariants of the unsafe part: `values` holds at least `count * query.count` numbers (checked), every load lies in
/// it, and loads need no alignment.
func dotProducts(of query: [Float], with values: [Float], count: Int) -> [Float] {
  let length = query.count
  precondition(values.count >= count * length)
  var result = [Float](repeating: 0, count: count)
  query.withUnsafeBytes { query in
    values.withUnsafeBytes { values in
      for row in 0..<count {
        let start = row * length * 4
        var sums = SIMD16<Float>.zero
        var column = 0
        while column + 16 <= length {
          let a = query.loadUnaligned(fromByteOffset: column * 4, as: SIMD16<Float>.self)
          let b = values.loadUnaligned(fromByteOffset: start + column * 4, as: SIMD16<Float>.self)
          sums += a * b
          column += 16
        }
        var sum = sums.sum()
        while column < length {
          sum +=
            query.loadUnaligned(fromByteOffset: column * 4, as: Float.self)
            * values.loadUnaligned(fromByteOffset: start + column * 4, as: Float.self)
          column += 1
        }
        result[row] = sum
      }
    }
  }
  return result
}
