import Core
import Glibc

extension CircuitFamily {
  static let vqe = CircuitFamily(
    name: "vqe", title: "variational quantum eigensolver",
    summary:
      "the ground state of a molecule at the best angles: H2 at 0.735 Å (2 qubits, parity mapping) or LiH from 1 to 3 Å (10 qubits, Jordan-Wigner), in STO-3G",
    width: "all qubits", sizes: 2...10, defaultSize: 2,
    parameters: [
      Parameter(name: "molecule", kind: .text, summary: "H2 or LiH", standard: "H2"),
      Parameter(name: "bond", kind: .number, summary: "for LiH, the length of its bond in Ångström", standard: "1.595"),
      Parameter(
        name: "theta", kind: .number, summary: "for H2, the angle of the double excitation in radians",
        standard: "the best"),
    ], maker: makeVQE)

  private static func makeVQE(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    switch (try arguments.text("molecule") ?? "H2").uppercased() {
    case "H2": return [try hydrogen(arguments)]
    case "LIH":
      let bond = try arguments.number("bond") ?? Molecules.usualBond
      guard let molecule = Molecule.lithiumHydride(at: bond) else {
        let known = Molecules.lithiumHydrideBonds.map { AngleText.significant($0, 4) }.joined(separator: ", ")
        throw arguments.wrong("there are integrals of LiH for bonds of \(known) Å, and none for \(AngleText.significant(bond, 6)) Å")
      }
      _ = try arguments.size(fixedBy: 2 * molecule.orbitals, because: "LiH here")
      guard arguments.values["theta"] == nil else { throw arguments.wrong("theta belongs to H2: the angles of LiH are found here") }
      return [pairs(molecule)]
    case let other:
      let missing = ProximaError.notThereYet("VQE for \(other)")
      throw CircuitError(missing.code, missing.message + ": H2 and LiH are what there is", exit: missing.exit)
    }
  }

  private static func hydrogen(_ arguments: FamilyArguments) throws(CircuitError) -> FamilyDesign {
    _ = try arguments.size(fixedBy: 2, because: "H2 here")
    if let bond = try arguments.number("bond"), bond != Molecules.hydrogenBond {
      throw arguments.wrong("there are integrals of H2 for a bond of 0.735 Å only")
    }
    let (constant, z0, z1, zz, xx) = (
      -1.052373245772859, 0.39793742484318045, -0.39793742484318045, -0.01128010425623538, 0.18093119978423156
    )
    let nuclear = 0.7199689944489797
    // Between |01⟩, the Hartree-Fock state, and |10⟩ the Hamiltonian is a 2 by 2 matrix.
    let (low, high) = (constant - z0 + z1 - zz, constant + z0 - z1 - zz)
    let best = atan2(xx, (high - low) / 2)
    let theta = try arguments.number("theta") ?? best
    var circuit = Circuit(name: "vqe_h2", qubits: 2)
    circuit.append(.x, [], 0)
    circuit.append(.ry, [-theta], 1)
    circuit.append(.cx, [], 1, 0)
    circuit.measure(0..<2)
    let (stay, move) = (pow(cos(theta / 2), 2), pow(sin(theta / 2), 2))
    let energy = stay * low + move * high - sin(theta) * xx
    // The repulsion of the nuclei is in the constant, so that the expectation value is the energy.
    let observable = "\(constant + nuclear)*I + \(z0)*Z0 - \(-z1)*Z1 - \(-zz)*Z0 Z1 + \(xx)*X0 X1"
    return FamilyDesign(
      circuit: circuit,
      expectation: FamilyExpectation(
        "The energy is \(AngleText.significant(energy + nuclear, 7)) Hartree with the repulsion of the nuclei (exact: -1.137306); 01, the Hartree-Fock state, in \(AngleText.significant(stay * 100, 4)) % of the shots, 10 in the rest.",
        distribution: ["01": stay, "10": move].filter { $0.value > 1e-15 },
        observables: [observable: energy + nuclear]))
  }

  // MARK: Two electrons

  /// Pairs over natural orbitals, then turns of the orbitals along the axis: for two electrons that reaches the exact state.
  private static func pairs(_ molecule: Molecule) -> FamilyDesign {
    let n = molecule.orbitals
    let turns = [(0, 1), (1, 2), (0, 1)]
    let (hopping, repulsion) = (molecule.hopping, molecule.repulsion)
    let start = Array(repeating: -0.1, count: n - 1) + Array(repeating: 0.05, count: turns.count)
    let (angles, energy) = Minimizer.minimum(
      of: { Molecule.energy(state($0, n, turns), hopping, repulsion, core: molecule.core) }, from: start)
    var circuit = Circuit(name: "vqe_\(molecule.name.lowercased())", qubits: 2 * n)
    circuit.append(.x, [], 0)
    for orbital in 0..<(n - 1) {
      circuit.append(.cry, [2 * angles[orbital]], orbital, orbital + 1)
      circuit.append(.cx, [], orbital + 1, orbital)
    }
    for orbital in 0..<n { circuit.append(.cx, [], orbital, orbital + n) }
    for (angle, (a, b)) in zip(angles[(n - 1)...], turns) {
      for spin in [0, n] {
        circuit.append(.cx, [], b + spin, a + spin)
        circuit.append(.cry, [2 * angle], a + spin, b + spin)
        circuit.append(.cx, [], b + spin, a + spin)
      }
    }
    circuit.measure(0..<(2 * n))
    var distribution: [String: Double] = [:]
    for (a, row) in state(angles, n, turns).enumerated() {
      for (b, amplitude) in row.enumerated() where amplitude * amplitude > 1e-15 {
        distribution[Bits.key(1 << a | 1 << (b + n), 2 * n)] = amplitude * amplitude
      }
    }
    let gap = (energy - molecule.exact) * 1000
    let distance = gap < 0.001 ? "less than 0.001 mHa" : "\(AngleText.significant(gap, 2)) mHa"
    return FamilyDesign(
      circuit: circuit,
      expectation: FamilyExpectation(
        "The energy is \(AngleText.significant(energy, 8)) Hartree (\(molecule.setting)), \(distance) above exact diagonalisation (\(AngleText.significant(molecule.exact, 8))) and \(AngleText.significant((molecule.hartreeFock - energy) * 1000, 3)) mHa below Hartree-Fock; every outcome has one electron of each spin.",
        distribution: distribution, observables: [FermionTerms.text(molecule.hamiltonian): energy]))
  }

  /// The amplitudes of the pairs after the angles of the excitations and of the turns.
  private static func state(_ angles: [Double], _ n: Int, _ turns: [(Int, Int)]) -> [[Double]] {
    var state = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    var left = 1.0
    for orbital in 0..<n {
      let isLast = orbital == n - 1
      state[orbital][orbital] = left * (isLast ? 1 : cos(angles[orbital]))
      if !isLast { left *= sin(angles[orbital]) }
    }
    for (angle, (a, b)) in zip(angles[(n - 1)...], turns) {
      let (c, s) = (cos(angle), sin(angle))
      for row in 0..<n {
        let (x, y) = (state[row][a], state[row][b])
        (state[row][a], state[row][b]) = (c * x - s * y, s * x + c * y)
      }
      for column in 0..<n {
        let (x, y) = (state[a][column], state[b][column])
        (state[a][column], state[b][column]) = (c * x - s * y, s * x + c * y)
      }
    }
    return state
  }
}
