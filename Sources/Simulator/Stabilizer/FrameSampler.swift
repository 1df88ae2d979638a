import CKernels
import Core

/// Samples a straight Clifford program: one reference run, and Pauli frames for every 1,024 shots.
///
/// Batch k draws from `SeededGenerator(seed:, stream: k)`: the same for any number of threads.
struct FrameSampler {
  let program: CliffordProgram
  /// Where the final measurements begin.
  let body: Int
  var shots: Int
  var seed: UInt64
  var threads: Int

  /// What the reference run found.
  struct Reference {
    var records: [UInt8]
    /// One for each term of each observable: -1, 0 or 1.
    var expectations: [[Int]]
  }

  /// The outcomes of a run without noise in which every uncertain one is 0.
  func reference(observables: [PauliSum], control: RunControl) throws(SimulatorError) -> Reference {
    let tableau = try Tableau(qubits: program.qubits)
    var records = [UInt8](repeating: 0, count: program.records + 1)
    let program = program
    let (body, end) = (body, program.steps.count)
    let expectations = try program.withKernelProgram { (kernel) throws(SimulatorError) -> [[Int]] in
      // Space of its own: a typed error cannot leave a closure of the standard library.
      let outcomes = UnsafeMutablePointer<UInt8>.allocate(capacity: records.count)
      outcomes.initialize(repeating: 0, count: records.count)
      defer { outcomes.deallocate() }
      let whole = observables.isEmpty
      if !whole { try tableau.run(kernel, 0..<body, last: false, records: outcomes, random: nil, control: control) }
      let values = observables.map { sum in sum.terms.map { tableau.expectation(of: $0) } }
      try tableau.run(kernel, (whole ? 0 : body)..<end, last: true, records: outcomes, random: nil, control: control)
      for index in records.indices { records[index] = outcomes[index] }
      return values
    }
    return Reference(records: records, expectations: expectations)
  }

  /// Runs all batches, several at a time: `body` runs up to the final measurements, then to the end. `make` gives each thread
  /// its collector, which hears of each batch in both places; they are returned.
  func sample<Collector: FrameCollector>(
    control: RunControl, meter: ProgressMeter, make: () -> Collector
  ) throws(SimulatorError) -> [Collector] {
    let batches = (shots + FrameBatch.shots - 1) / FrameBatch.shots
    let pool = try WorkerPool(threads: max(1, min(threads, batches)))
    let program = program
    return try program.withKernelProgram { (kernel) throws(SimulatorError) -> [Collector] in
      var workers: [(frames: FrameBatch, collector: Collector)] = []
      for _ in 0..<pool.threads { workers.append((try FrameBatch(kernel), make())) }
      let seats = workers
      try pool.run(batches, control: control) { worker, batch in
        let (frames, collector) = seats[worker]
        var numbers = SeededGenerator(seed: seed, stream: UInt64(batch))
        frames.begin(seed: numbers.next())
        let count = min(FrameBatch.shots, shots - batch * FrameBatch.shots)
        frames.run(0..<body)
        collector.beforeReadout(frames, shots: count)
        frames.run(body..<program.steps.count)
        collector.afterReadout(frames, shots: count)
        meter.update(Double(batch + 1) / Double(batches))
      }
      return seats.map(\.collector)
    }
  }
}

/// What one thread keeps of the batches that it ran.
protocol FrameCollector: AnyObject {
  /// All has happened but the final measurements.
  func beforeReadout(_ frames: FrameBatch, shots: Int)
  func afterReadout(_ frames: FrameBatch, shots: Int)
}

/// A word with the lowest `shots - 64 * word` bits set: the shots of a batch that count.
func shotMask(_ word: Int, shots: Int) -> UInt64 {
  let left = shots - 64 * word
  return left >= 64 ? .max : left <= 0 ? 0 : (1 << UInt64(left)) - 1
}
