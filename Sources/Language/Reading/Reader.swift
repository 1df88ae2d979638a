/// Turns a sentence into items: numbers, phrases of the lexicon, paths, observables, and what is not known.
struct Reader {
  let lexicon: Lexicon

  /// The tokens of `text` with their spelling mended, and the items they form.
  func read(_ text: String) -> (tokens: [Token], items: [Item]) {
    let scalars = Array(text.unicodeScalars)
    let tokens = Tokenizer.tokens(of: text).joined.map(mended)
    var items: [Item] = []
    var index = 0
    while index < tokens.count {
      let (sense, count) = sense(tokens, index)
      let range = index..<(index + count)
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[tokens[index].range.lowerBound..<tokens[index + count - 1].range.upperBound])
      let item = Item(tokens: range, sense: counted(sense, String(view), after: items.last), text: String(view))
      items.append(item)
      index += count
    }
    return (tokens, items)
  }

  /// "1,500 samples", "100 runs": behind a number these are nouns.
  private func counted(_ sense: Item.Sense, _ text: String, after item: Item?) -> Item.Sense {
    guard item?.quantity != nil, Self.counts.contains(text.lowercased()) else { return sense }
    return .meaning(.unit(.shots))
  }

  private static let counts: Set<String> = [
    "samples", "runs", "repeats", "draws", "executions", "sample", "evaluations", "trajectories", "quantum trajectories",
  ]

  private func mended(_ token: Token) -> Token {
    guard token.isWord, token.key.count > 2, !lexicon.vocabulary.contains(token.key),
      !NumberWords.words.contains(token.key),
      Self.pauli(token.text) == nil
    else { return token }
    var token = token
    if let stem = lexicon.stem(token.key) {
      token.key = stem
      return token
    }
    // A misspelt plural: its ending hid the word from its singular.
    let hidesSingular =
      token.key.hasSuffix("s") && !token.key.hasSuffix("ss") && token.key.utf8.count >= 6 && !lexicon.english.contains(token.key)
    let singular = hidesSingular ? String(token.key.dropLast()) : nil
    guard let word = lexicon.mend(token.key) ?? singular.flatMap({ lexicon.mend($0) }) else { return token }
    token.key = word
    token.mended = true
    return token
  }

  private func sense(_ tokens: [Token], _ index: Int) -> (Item.Sense, Int) {
    let token = tokens[index]
    switch token.kind {
    case .path: return (.path(token.text), 1)
    case .literal: return (.literal(token.key), 1)
    case .ket:
      if let match = lexicon.match(tokens, at: index) { return (.meaning(match.meaning), match.count) }
      return (.ket(String(token.text.dropFirst().dropLast())), 1)
    default: break
    }
    if let pauli = observable(tokens, index) { return pauli }
    let phrase = lexicon.match(tokens, at: index)
    if let number = NumberWords.read(tokens, at: index), preferred(number.count, over: phrase?.count, tokens, index) {
      return (.number(number.quantity), number.count)
    }
    if let phrase, usable(phrase, tokens, index) { return (.meaning(phrase.meaning), phrase.count) }
    return (token.kind == .sign ? .sign(token.text) : .unknown, 1)
  }

  /// Whether a number is meant where a phrase begins with the same word; "one" alone is mostly no number.
  private func preferred(_ number: Int, over phrase: Int?, _ tokens: [Token], _ index: Int) -> Bool {
    guard let phrase else { return true }
    if phrase != number { return number > phrase }
    guard number == 1, tokens[index].key == "one", index + 1 < tokens.count else { return true }
    if case .unit = lexicon.match(tokens, at: index + 1)?.meaning { return true }
    return false
  }

  /// A lone `w` names the state only as a capital or beside a word that goes with it; single letters need a sign.
  private func usable(_ phrase: (meaning: Meaning, count: Int), _ tokens: [Token], _ index: Int) -> Bool {
    let token = tokens[index]
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    let before = index > 0 ? tokens[index - 1] : nil
    if phrase.count == 1, token.key == "cat" { return token.text.lowercased() == "cat" && before?.key == "qubit" }
    guard phrase.count == 1, token.text.count == 1, token.isWord else { return true }
    switch (phrase.meaning, token.key) {
    case (.family, "w"):
      return token.text == "W" || before?.key == "qubit" || next?.number != nil && next?.spaced == false
    case (.unit, "q"): return before?.number != nil
    case (.unit, _): return next?.isSign("=") == true || next?.number != nil || next?.isSign(":") == true
    case (.filler, "x"): return next?.number != nil || before?.number != nil
    default: return true
    }
  }

  // MARK: Observables

  /// `Z0 Z1`, `Z0*Z1`, `0.5*X0 - Z1`: Pauli products, and sums of them.
  private func observable(_ tokens: [Token], _ start: Int) -> (Item.Sense, Int)? {
    // `2x2` counts rows and columns.
    if start > 0, tokens[start - 1].number != nil, !tokens[start].spaced { return nil }
    var text = ""
    var index = start
    var last = start
    if tokens[start].number != nil {
      guard start + 2 < tokens.count, tokens[start + 1].isSign("*"), Self.pauli(tokens[start + 2].text) != nil else {
        return nil
      }
      text = tokens[start].text + "*"
      index = start + 2
    }
    var joint = ""
    while index < tokens.count {
      let token = tokens[index]
      if token.isWord, let product = Self.pauli(token.text) {
        text += joint + product
        joint = " "
        last = index + 1
      } else if (token.isSign("+") || token.isSign("-")), !text.isEmpty {
        joint = " \(token.text) "
      } else if let number = token.number, number >= 0, joint.count == 3, index + 1 < tokens.count,
        tokens[index + 1].isSign("*")
      {
        joint += token.text + "*"
        index += 1
      } else if token.isSign("*"), !text.isEmpty {
        joint = " "
      } else {
        break
      }
      index += 1
    }
    return last > start ? (.pauli(text), last - start) : nil
  }

  /// `Z0Z1` as `Z0 Z1`; nil where the word is anything else.
  static func pauli(_ word: String) -> String? {
    var factors: [String] = []
    for character in word {
      if "XYZxyz".contains(character) {
        if let last = factors.last, last.count == 1 { return nil }
        factors.append(character.uppercased())
      } else if character.isASCII, character.isNumber, !factors.isEmpty {
        factors[factors.count - 1].append(character)
      } else {
        return nil
      }
    }
    guard let last = factors.last, last.count > 1 else { return nil }
    return factors.joined(separator: " ")
  }
}
