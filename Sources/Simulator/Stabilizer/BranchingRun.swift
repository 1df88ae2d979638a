import CKernels
import Circuits
import Core

/// Shots of a circuit with classical control, each a run of the tableau of its own from where randomness begins.
struct BranchingRun {
  let circuit: CliffordCircuit
  let options: SimulationOptions

  /// What the shots of one thread found.
  private final class Seat {
    var histogram: Histogram
    var sums: [(value: Double, square: Double)]
    var error: SimulatorError?
    let tableau: Tableau
    let records: UnsafeMutablePointer<UInt8>
    /// The state of the shot's random numbers.
    let random: UnsafeMutablePointer<UInt64>

    init(_ circuit: CliffordCircuit, observables: Int) throws(SimulatorError) {
      histogram = Histogram(width: circuit.recordOfBit.count)
      sums = Array(repeating: (0, 0), count: observables)
      tableau = try Tableau(qubits: circuit.program.qubits)
      records = .allocate(capacity: circuit.program.records + 1)
      records.initialize(repeating: 0, count: circuit.program.records + 1)
      random = .allocate(capacity: 4)
      random.initialize(repeating: 0, count: 4)
    }

    deinit {
      records.deallocate()
      random.deallocate()
    }
  }

  /// Counts, and sums of each observable and its square over shots.
  func run(
    _ control: RunControl, _ meter: ProgressMeter
  ) throws(SimulatorError) -> (histogram: Histogram, sums: [(value: Double, square: Double)]) {
    let share = 64
    let items = (options.shots + share - 1) / share
    let pool = try WorkerPool(threads: max(1, min(options.threadCount, items)))
    let start = try Tableau(qubits: circuit.program.qubits)
    let seats = try circuit.program.withKernelProgram { (kernel) throws(SimulatorError) -> [Seat] in
      var seats: [Seat] = []
      for _ in 0..<pool.threads { seats.append(try Seat(circuit, observables: options.observables.count)) }
      let all = seats
      try pool.run(items, control: control) { worker, item in
        let seat = all[worker]
        for shot in item * share..<min(options.shots, (item + 1) * share) where seat.error == nil {
          do throws(SimulatorError) {
            try self.shot(shot, seat, start, kernel, control)
          } catch {
            seat.error = error
          }
        }
        meter.update(Double(item + 1) / Double(items))
      }
      return all
    }
    var result = (histogram: Histogram(width: circuit.recordOfBit.count), sums: seats[0].sums.map { _ in (value: 0.0, square: 0.0) })
    for seat in seats {
      if let error = seat.error { throw error }
      result.histogram.merge(seat.histogram)
      for (index, sum) in seat.sums.enumerated() {
        result.sums[index].value += sum.value
        result.sums[index].square += sum.square
      }
    }
    return result
  }

  private func shot(
    _ shot: Int, _ seat: Seat, _ start: Tableau, _ kernel: UnsafePointer<px_clifford>, _ control: RunControl
  ) throws(SimulatorError) {
    var numbers = SeededGenerator(seed: options.seed, stream: UInt64(shot))
    for word in 0..<4 { seat.random[word] = numbers.next() }
    seat.tableau.assign(start)
    var memory = ClassicalMemory(for: circuit.source.circuit)
    func steps(_ range: Range<Int>, last: Bool) throws(SimulatorError) {
      try seat.tableau.run(kernel, range, last: last, records: seat.records, random: seat.random, control: control)
    }
    var (at, jumps) = (0, 0)
    while at < circuit.pieces.count {
      let piece = circuit.pieces[at]
      at += 1
      switch piece {
      case .steps(let range, let stores):
        try steps(range, last: false)
        for store in stores { memory.bits[store.clbit] = seat.records[store.record] == 1 }
      case .assign(let target, let value): memory.assign(target, value)
      case .jumpUnless(let condition, let target) where memory.holds(condition): _ = target
      case .jump(let target), .jumpUnless(_, let target):
        at = target
        jumps += 1
        guard jumps <= ShotTree.mostJumps else {
          throw SimulatorError("endless_loop", "a loop of the program took more than \(ShotTree.mostJumps) turns", exit: .failed)
        }
      }
    }
    for (index, observable) in options.observables.enumerated() {
      let value = seat.tableau.expectation(of: observable)
      seat.sums[index].value += value
      seat.sums[index].square += value * value
    }
    try steps(circuit.body..<circuit.program.steps.count, last: true)
    for (offset, readout) in circuit.source.readouts.enumerated() {
      let record = circuit.program.records - circuit.source.readouts.count + offset
      memory.bits[readout.clbit] = seat.records[record] == 1
    }
    seat.histogram.add(memory.bits, count: 1)
  }
}
