import Circuits
import Core

/// Tries to answer a program from its structure, before anything as large as a state is allocated.
enum StructuredSimulation {
  /// The most qubits that keys hold.
  static let mostQubits = 1024
  /// Below this a whole state is as fast.
  static let leastQubits = 17

  /// What a program without randomness leaves, as a product of sparse factors; nil where there is too much entanglement.
  static func result(
    _ program: Program, _ options: SimulationOptions, _ control: RunControl
  ) throws(SimulatorError) -> SimulationResult? {
    let qubits = program.circuit.qubitCount
    guard options.usesStructure, program.isUnitary, qubits >= leastQubits, qubits <= mostQubits else { return nil }
    return qubits <= 128
      ? try run(program, options, control, SIMD2<UInt64>.self) : try run(program, options, control, SIMD16<UInt64>.self)
  }

  /// How many basis states are tried: the wider the state, the dearer it is to give up.
  private static func limit(qubits: Int) -> Int {
    switch qubits {
    case ...20: 64
    case ...24: 256
    case ...28: 1024
    default: 1 << 14
    }
  }

  private static func run<Words: SIMD & Sendable>(
    _ program: Program, _ options: SimulationOptions, _ control: RunControl, _: Words.Type
  ) throws(SimulatorError) -> SimulationResult? where Words.Scalar == UInt64 {
    let begin = SystemTime().now
    let qubits = program.circuit.qubitCount
    var state = FactorizedState<Words>(qubits: qubits, limit: limit(qubits: qubits))
    for (index, instruction) in program.instructions.enumerated() {
      if index & 15 == 0 {
        try control.check()
        try SimulatorError.checkWanted()
      }
      let form: Gate.ControlledForm
      switch instruction {
      case .gate(let gate): form = gate.controlledForm
      case .unitary(let gate): form = gate.controlledForm
      default: return nil
      }
      guard state.apply(form) else { return nil }
    }
    var result = SimulationResult(method: .statevector)
    let entry = MemoryLayout<BitKey<Words>>.size + MemoryLayout<Complex>.size
    result.peakBytes = (state.peak * 4 + qubits) * entry
    result.predictedBytes = result.peakBytes
    let simulated = SystemTime().now
    result.simulateSeconds = simulated.seconds(since: begin)
    for observable in options.observables { result.expectations.append((state.expectation(of: observable), nil)) }
    if options.shots == 0 {
      result.amplitude0 = state.amplitude0
    } else {
      result.histogram = try sample(program, options, state, control)
    }
    result.sampleSeconds = SystemTime().now.seconds(since: simulated)
    return result
  }

  private static func sample<Words: SIMD & Sendable>(
    _ program: Program, _ options: SimulationOptions, _ state: FactorizedState<Words>, _ control: RunControl
  ) throws(SimulatorError) -> Histogram where Words.Scalar == UInt64 {
    let words = (program.circuit.qubitCount + 63) / 64
    let width = program.circuit.clbitCount
    var histogram = Histogram(width: width)
    let chunk = StateVectorSimulator.chunk
    for index in 0..<((options.shots + chunk - 1) / chunk) {
      try control.check()
      var numbers = SeededGenerator(seed: options.seed, stream: UInt64(index))
      let shots = min(chunk, options.shots - index * chunk)
      let drawn = state.sample(shots: shots, words: words) { _ in numbers.unit() }
      for shot in 0..<shots {
        var bits = Array(repeating: false, count: width)
        for readout in program.readouts {
          let bit = drawn[shot * words + readout.qubit >> 6] >> UInt64(readout.qubit & 63) & 1 == 1
          bits[readout.clbit] = readout.error.wrong(bit, by: &numbers) ? !bit : bit
        }
        histogram.add(bits, count: 1)
      }
    }
    return histogram
  }
}

extension ReadoutError {
  /// Whether `bit` is read wrong.
  fileprivate func wrong(_ bit: Bool, by numbers: inout SeededGenerator) -> Bool {
    if isNone { return false }
    return numbers.unit() < (bit ? oneAsZero : zeroAsOne)
  }
}
