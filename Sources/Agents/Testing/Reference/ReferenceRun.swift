import Core

/// The exact result of a program by the reference: all of it, no sampling.
struct ReferenceRun {
  /// Probability of each counts key.
  var distribution: [String: Double] = [:]
  /// The value of each observable before the final measurements, and a bound on the standard deviation of one shot.
  var expectations: [String: (value: Double, deviation: Double)] = [:]
  /// The amplitude of |0…0⟩ before the final measurements; nil for mixed states.
  var amplitude0: ComplexNumber?
  /// `dense_reference` or `density_reference`.
  var route = ""

  /// Runs `program`; refuses what is too large or not defined clearly enough.
  static func of(_ program: ReferenceProgram, noise: ReferenceNoise, observables: [String]) throws(ReferenceRefusal)
    -> ReferenceRun
  {
    if noise.actsOnState {
      guard program.qubits <= 8 else {
        throw ReferenceRefusal("\(program.qubits) noisy qubits are more than the 8 of the density reference")
      }
      var engine = ReferenceEngine<DensityMatrix>(program.asRun, noise, work: ReferenceLimit.work)
      var run = try engine.run(observables)
      run.route = "density_reference"
      return run
    }
    guard program.qubits <= ReferenceLimit.qubits else {
      throw ReferenceRefusal(
        "\(program.qubits) qubits are more than the \(ReferenceLimit.qubits) of the dense reference")
    }
    var engine = ReferenceEngine<StateVector>(program.asRun, noise, work: ReferenceLimit.work)
    var run = try engine.run(observables)
    run.route = "dense_reference"
    return run
  }
}

/// How large the reference goes, so that a check takes some seconds at most.
enum ReferenceLimit {
  static let qubits = 18
  /// Complex multiplications.
  static let work = 200_000_000
  /// Complex multiplications for shots that the reference draws itself.
  static let sampling = 500_000_000
  /// Outcomes of a distribution that is tested.
  static let outcomes = 1 << 16
  /// Weights below this are rounding.
  static let negligible = 1e-14
}
