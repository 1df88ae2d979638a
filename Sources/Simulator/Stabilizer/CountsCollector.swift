import CKernels
import Core

/// Counts of classical bits, and sums of observables, over batches of frames.
final class CountsCollector: FrameCollector {
  private let records: [Int?]
  private let flipped: [Bool]
  private let observables: [Observable]
  private var table: [Int] = []
  private var narrow: [UInt64: Int] = [:]
  private var wide: [[UInt64]: Int] = [:]
  private var block = [UInt64](repeating: 0, count: 64)
  /// Sums over shots of each observable's value, and of its square.
  private(set) var sums: [(value: Double, square: Double)]

  /// An observable as its reference values.
  struct Observable {
    var terms: [(paulis: [Int32], value: Double)]

    /// `expectations` are of the terms' products in the reference run.
    init(_ sum: PauliSum, expectations: [Int]) {
      terms = zip(sum.terms, expectations).map { ($0.packed, $0.coefficient * Double($1)) }
    }
  }

  /// For classical bits that show `records` of `reference`.
  init(records: [Int?], reference: FrameSampler.Reference, observables: [Observable]) {
    self.records = records
    flipped = records.map { $0.map { reference.records[$0] == 1 } ?? false }
    self.observables = observables
    sums = Array(repeating: (0, 0), count: observables.count)
    if records.count <= 12 { table = Array(repeating: 0, count: 1 << records.count) }
  }

  func beforeReadout(_ frames: FrameBatch, shots: Int) {
    for (index, observable) in observables.enumerated() {
      var values = [Double](repeating: 0, count: shots)
      var signs = [UInt64](repeating: 0, count: FrameBatch.words)
      for term in observable.terms where term.value != 0 {
        signs.withUnsafeMutableBufferPointer { buffer in
          if let base = buffer.baseAddress { frames.anticommuting(term.paulis, into: base) }
        }
        for shot in 0..<shots { values[shot] += signs[shot >> 6] >> UInt64(shot & 63) & 1 == 1 ? -term.value : term.value }
      }
      for value in values {
        sums[index].value += value
        sums[index].square += value * value
      }
    }
  }

  func afterReadout(_ frames: FrameBatch, shots: Int) {
    let groups = (records.count + 63) / 64
    var keys = [UInt64](repeating: 0, count: groups)
    for word in 0..<((shots + 63) / 64) {
      let count = min(64, shots - 64 * word)
      var transposed: [[UInt64]] = []
      for group in 0..<groups {
        transpose(frames, word, group)
        if groups == 1 { break }
        transposed.append(block)
      }
      for shot in 0..<count {
        if groups <= 1 {
          add(groups == 0 ? 0 : block[shot])
        } else {
          for group in 0..<groups { keys[group] = transposed[group][shot] }
          wide[keys, default: 0] += 1
        }
      }
    }
  }

  /// Fills `block` with the keys of 64 shots, bits of `group` only.
  private func transpose(_ frames: FrameBatch, _ word: Int, _ group: Int) {
    for place in 0..<64 {
      let bit = 64 * group + place
      guard bit < records.count, let record = records[bit] else {
        block[place] = 0
        continue
      }
      block[place] = frames.record(record)[word] ^ (flipped[bit] ? .max : 0)
    }
    px_transpose64(&block)
  }

  private func add(_ key: UInt64) {
    if table.isEmpty { narrow[key, default: 0] += 1 } else { table[Int(key)] += 1 }
  }

  /// Adds what was counted.
  func pour(into histogram: inout Histogram) {
    for (key, count) in table.enumerated() where count > 0 { histogram.add(UInt64(key), count: count) }
    for (key, count) in narrow { histogram.add(key, count: count) }
    for (keys, count) in wide { histogram.add(words: keys, count: count) }
  }
}
