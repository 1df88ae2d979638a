import Circuits
import Core

/// One Pauli error of a shot.
struct PauliError: Hashable {
  /// Which noise site of the circuit it happened at.
  var site: Int
  /// The product in base 4, the site's first qubit the least significant digit.
  var product: Int
}

/// A place where noise of Paulis may strike.
struct NoiseSite {
  /// How many gates stand before it.
  var gates: Int
  var qubits: [Int]
  /// The likelihood that anything happens, and the products with their likelihoods; empty where all are equally likely.
  var probability: Double
  var products: [(product: Int, probability: Double)]

  /// Of a channel; nil where it is no mixture of Paulis.
  init?(_ channel: QuantumChannel, gates: Int) {
    self.gates = gates
    qubits = channel.qubits
    switch channel.form {
    case .depolarizing(let p):
      probability = p
      products = []
    case .pauli(let list):
      products = list.map { product in
        (product.factors.enumerated().reduce(0) { $0 | (($1.element?.number ?? 0) << (2 * $1.offset)) }, product.probability)
      }
      probability = products.reduce(0) { $0 + $1.probability }
    case .damping, .kraus: return nil
    }
  }

  /// What happens to a shot here; nil for nothing.
  func draw(_ shot: inout Shot) -> Int? {
    var rest = shot.unit()
    guard rest < probability else { return nil }
    if products.isEmpty { return 1 + shot.choice((1 << (2 * qubits.count)) - 1) }
    for (product, probability) in products {
      if rest < probability { return product }
      rest -= probability
    }
    return products.last?.product
  }

  /// The gates of a product.
  func gates(of product: Int) -> [Gate] {
    let kinds: [GateKind] = [.id, .x, .y, .z]
    return qubits.enumerated().compactMap { place, qubit in
      let kind = kinds[product >> (2 * place) & 3]
      return kind == .id ? nil : Gate(kind, on: [qubit])
    }
  }
}

extension PauliSum.Pauli {
  /// 1, 2 or 3.
  fileprivate var number: Int {
    switch self {
    case .x: 1
    case .y: 2
    case .z: 3
    }
  }
}

/// Shots to which the same errors happen.
struct ErrorHistory {
  var errors: [PauliError]
  var shots: [Shot]

  /// Draws the errors of all shots: those without any first, then by what happens first.
  static func draw(_ shots: [Shot], at sites: [NoiseSite]) -> [ErrorHistory] {
    var quiet: [Shot] = [], groups: [[PauliError]: [Shot]] = [:]
    for var shot in shots {
      var errors: [PauliError] = []
      for (index, site) in sites.enumerated() {
        if let product = site.draw(&shot) { errors.append(PauliError(site: index, product: product)) }
      }
      if errors.isEmpty { quiet.append(shot) } else { groups[errors, default: []].append(shot) }
    }
    let others = groups.map { ErrorHistory(errors: $0, shots: $1) }.sorted { $0.shots[0].seed < $1.shots[0].seed }
    return (quiet.isEmpty ? [] : [ErrorHistory(errors: [], shots: quiet)]) + others
  }

  /// Those with the same errors among their first that are `next`, in the order in which they come.
  static func groups(
    _ histories: [ErrorHistory], _ isNext: (PauliError) -> Bool
  ) -> [(errors: [PauliError], histories: [ErrorHistory])] {
    var places: [[PauliError]: Int] = [:]
    var groups: [(errors: [PauliError], histories: [ErrorHistory])] = []
    for history in histories {
      let own = Array(history.errors.prefix(while: isNext))
      let left = ErrorHistory(errors: Array(history.errors.dropFirst(own.count)), shots: history.shots)
      if let place = places[own] {
        groups[place].histories.append(left)
      } else {
        places[own] = groups.count
        groups.append((own, [left]))
      }
    }
    return groups
  }
}
