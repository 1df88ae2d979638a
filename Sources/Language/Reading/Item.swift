/// A number of the sentence with what matters about how it was written.
struct Quantity: Hashable {
  var value: Double
  /// The figures as typed, where nothing but figures was: `0110` is a bit string as well as a number.
  var figures: String?
  var percent = false

  var whole: Int? { percent ? nil : Int(exactly: value) }
  /// Whether it can be read as a string of bits.
  var bits: String? { figures.flatMap { $0.allSatisfy { $0 == "0" || $0 == "1" } ? $0 : nil } }
}

/// A stretch of the sentence that means one thing.
struct Item {
  enum Sense {
    case number(Quantity)
    case meaning(Meaning)
    case path(String)
    case ket(String)
    case sign(String)
    case pauli(String)
    case literal(String)
    case unknown
  }

  var tokens: Range<Int>
  var sense: Sense
  /// As typed.
  var text: String
  /// What it became; nil as long as nothing has used it.
  var role: String?

  var meaning: Meaning? { if case .meaning(let meaning) = sense { meaning } else { nil } }
  var quantity: Quantity? { if case .number(let quantity) = sense { quantity } else { nil } }
  var unit: Unit? { if case .meaning(.unit(let unit)) = sense { unit } else { nil } }
  var link: Link? { if case .meaning(.link(let link)) = sense { link } else { nil } }
  var action: Action? { if case .meaning(.action(let action)) = sense { action } else { nil } }
  var literal: String? { if case .literal(let json) = sense { json } else { nil } }
  var path: String? { if case .path(let path) = sense { path } else { nil } }
  func isSign(_ signs: String...) -> Bool { if case .sign(let sign) = sense { signs.contains(sign) } else { false } }
  var isFiller: Bool { if case .meaning(.filler) = sense { true } else { false } }
  var isUnknown: Bool { if case .unknown = sense { true } else { false } }
}
