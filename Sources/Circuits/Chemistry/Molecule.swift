/// A molecule's orbitals that two electrons share, in numbers: what a Hamiltonian is made from.
struct Molecule: Sendable {
  var name: String
  /// For people: where the nuclei stand and which functions were used.
  var setting: String
  /// The energy of the nuclei and of the electrons that stay where they are, in Hartree.
  var core: Double
  var orbitals: Int
  /// One-electron integrals h_pq, p >= q; the others follow by symmetry, and what is not there is 0.
  var one: [OneElectron]
  /// Two-electron integrals (pq|rs) in the order of chemists, p >= q, r >= s, pq >= rs.
  var two: [TwoElectron]
  /// The energy without correlation, in Hartree.
  var hartreeFock: Double
  /// The least eigenvalue, in Hartree, from diagonalisation by another program.
  var exact: Double

  struct OneElectron: Sendable {
    var p: Int
    var q: Int
    var value: Double
  }

  struct TwoElectron: Sendable {
    var p: Int
    var q: Int
    var r: Int
    var s: Int
    var value: Double
  }
}

extension Molecule {
  /// Lithium hydride at 1.595 Å in STO-3G, the 1s electrons of lithium kept in their orbital: two electrons in three orbitals
  /// along the axis and two across it. The integrals over Hartree-Fock orbitals and both energies are those of PySCF 2.14
  /// (`mcscf.CASCI(mf, 5, 2)`); with all four electrons the exact energy is -7.882402.
  static let lithiumHydride = Molecule(
    name: "LiH", setting: "1.595 Å, STO-3G, frozen core", core: -6.802973549986, orbitals: 5,
    one: lithiumHydrideOne.map { OneElectron(p: Int($0[0]), q: Int($0[1]), value: $0[2]) },
    two: lithiumHydrideTwo.map { TwoElectron(p: Int($0[0]), q: Int($0[1]), r: Int($0[2]), s: Int($0[3]), value: $0[4]) },
    hartreeFock: -7.862023860127, exact: -7.882174505766)

  private static let lithiumHydrideOne: [[Double]] = [
    [0, 0, -0.773354070544], [1, 0, 0.048494950522], [1, 1, -0.356231214496], [2, 0, -0.12705228207],
    [2, 1, 0.068140558203], [2, 2, -0.235110124414], [3, 3, -0.353447716161], [4, 4, -0.353447716161]
  ]

  private static let lithiumHydrideTwo: [[Double]] = [
    [0, 0, 0, 0, 0.487657830948], [1, 0, 0, 0, -0.048494943773], [1, 0, 1, 0, 0.013013965312],
    [1, 1, 0, 0, 0.223753073124], [1, 1, 1, 0, 0.007418197906], [1, 1, 1, 1, 0.337934999612],
    [2, 0, 0, 0, 0.12705228247], [2, 0, 1, 0, -0.034540995527], [2, 0, 1, 1, -0.01228417601],
    [2, 0, 2, 0, 0.123872327878], [2, 1, 0, 0, -0.051340778338], [2, 1, 1, 0, 0.009357448916],
    [2, 1, 1, 1, 0.035981904375], [2, 1, 2, 0, -0.031857028162], [2, 1, 2, 1, 0.026436690108],
    [2, 2, 0, 0, 0.454041960745], [2, 2, 1, 0, -0.043294099599], [2, 2, 1, 1, 0.241467825997],
    [2, 2, 2, 0, 0.13452873413], [2, 2, 2, 1, -0.044052241299], [2, 2, 2, 2, 0.453958514921],
    [3, 0, 3, 0, 0.023450116625], [3, 1, 3, 0, 0.019272612174], [3, 1, 3, 1, 0.041277794893],
    [3, 2, 3, 0, -0.019574795471], [3, 2, 3, 1, -0.013732119282], [3, 2, 3, 2, 0.019713460091],
    [3, 3, 0, 0, 0.270418161359], [3, 3, 1, 0, 0.005712903441], [3, 3, 1, 1, 0.28200377388],
    [3, 3, 2, 0, -0.016036900766], [3, 3, 2, 1, 0.002194540028], [3, 3, 2, 2, 0.268194247708],
    [3, 3, 3, 3, 0.312945511159], [4, 0, 4, 0, 0.023450116625], [4, 1, 4, 0, 0.019272612174],
    [4, 1, 4, 1, 0.041277794893], [4, 2, 4, 0, -0.019574795471], [4, 2, 4, 1, -0.013732119282],
    [4, 2, 4, 2, 0.019713460091], [4, 3, 4, 3, 0.016869139514], [4, 4, 0, 0, 0.270418161359],
    [4, 4, 1, 0, 0.005712903441], [4, 4, 1, 1, 0.28200377388], [4, 4, 2, 0, -0.016036900766],
    [4, 4, 2, 1, 0.002194540028], [4, 4, 2, 2, 0.268194247708], [4, 4, 3, 3, 0.279207232132],
    [4, 4, 4, 4, 0.312945511159]
  ]
}
