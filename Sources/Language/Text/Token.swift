/// The smallest piece of a sentence: a word, a number in digits, a path, a ket or a sign.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word
    case number(Double)
    case path
    case ket
    /// A list that is data; its key is JSON.
    case literal
    case sign
  }

  /// As typed, with dashes and quotes made plain.
  var text: String
  /// What the lexicon compares: lower case, singular, American spelling, mended where it was misspelt.
  var key: String
  var kind: Kind
  /// Where it stands in the sentence, in Unicode scalars.
  var range: Range<Int>
  /// Whether a blank stands before it.
  var spaced: Bool
  /// Whether the spelling was mended.
  var mended = false

  var isWord: Bool { kind == .word }
  var number: Double? { if case .number(let value) = kind { value } else { nil } }
  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
}
