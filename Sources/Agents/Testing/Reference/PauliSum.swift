/// A weighted sum of Pauli strings, as observables are written: `0.5*Z0 Z1 - X2`.
struct PauliSum: Hashable {
  struct Term: Hashable {
    var coefficient: Double
    var factors: [Factor]
  }

  struct Factor: Hashable {
    var letter: Character
    var qubit: Int

    var matrix: SquareMatrix {
      switch letter {
      case "X": ReferenceGates.x
      case "Y": ReferenceGates.y
      case "Z": ReferenceGates.z
      default: ReferenceGates.identity
      }
    }
  }

  var terms: [Term] = []

  init(_ text: String, qubits: Int) throws(ReferenceRefusal) {
    var term = ""
    var sign = 1.0
    let refused = ReferenceRefusal("the observable `\(text)` is not read by the reference")
    func close() throws(ReferenceRefusal) {
      let trimmed = term.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      term = ""
      if trimmed.isEmpty { return }
      terms.append(try Self.term(trimmed, sign: sign, qubits: qubits, refused))
    }
    var previous: Character = " "
    for character in text {
      // A sign after `e` belongs to a number such as 1e-3.
      if character == "+" || character == "-", previous != "e", previous != "E" {
        try close()
        sign = character == "-" ? -1 : 1
      } else {
        term.append(character)
      }
      if !character.isWhitespace { previous = character }
    }
    try close()
    if terms.isEmpty { throw refused }
  }

  private static func term(_ text: String, sign: Double, qubits: Int, _ refused: ReferenceRefusal)
    throws(ReferenceRefusal) -> Term
  {
    var term = Term(coefficient: sign, factors: [])
    for word in text.split(whereSeparator: { $0 == " " || $0 == "*" }) {
      if let value = Double(word) {
        term.coefficient *= value
      } else if word == "I" {
        continue
      } else if let letter = word.first, "IXYZ".contains(letter), let qubit = Int(word.dropFirst()), qubit < qubits,
        qubit >= 0, !term.factors.contains(where: { $0.qubit == qubit })
      {
        term.factors.append(Factor(letter: letter, qubit: qubit))
      } else {
        throw refused
      }
    }
    return term
  }
}
