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
  /// Lithium hydride with a bond of `bond` Ångström; nil where no integrals are kept for that length.
  static func lithiumHydride(at bond: Double) -> Molecule? {
    guard let entry = LithiumHydride.entries.first(where: { abs($0.bond - bond) < 1e-6 }) else { return nil }
    return Molecule(
      name: "LiH", setting: "\(entry.bond) Å, STO-3G, frozen core", core: entry.core, orbitals: 5,
      one: zip(LithiumHydride.pairs, entry.one).map { OneElectron(p: $0.0, q: $0.1, value: $1) },
      two: zip(LithiumHydride.places, entry.two).map { TwoElectron(p: $0.0, q: $0.1, r: $0.2, s: $0.3, value: $1) },
      hartreeFock: entry.hartreeFock, exact: entry.exact)
  }
}

/// The molecules that VQE knows.
public enum Molecules {
  /// Where the bond of LiH may stand, in Ångström; 1.595 where nothing is said.
  public static let lithiumHydrideBonds = LithiumHydride.entries.map(\.bond)
  static let usualBond = 1.595
  static let hydrogenBond = 0.735

  /// The exact ground energy in Hartree within the functions that are used, of `H2` or `LiH`; nil for what is not known.
  public static func exactEnergy(_ molecule: String, bond: Double?) -> Double? {
    switch molecule {
    case "H2": bond == nil || bond == hydrogenBond ? -1.137306035753 : nil
    case "LiH": Molecule.lithiumHydride(at: bond ?? usualBond)?.exact
    default: nil
    }
  }
}
