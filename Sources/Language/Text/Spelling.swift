/// How words are brought to one form, and how far two words are apart.
enum Spelling {
  /// Lower case, singular and American: `Stabilisers` becomes `stabilizer`. Applied to phrases and sentences alike.
  static func key(_ word: String) -> String {
    var word = word.lowercased()
    if word.hasSuffix("'s") { word.removeLast(2) }
    if word.hasSuffix("'") { word.removeLast() }
    word = american(word)
    return singular(word)
  }

  private static func singular(_ word: String) -> String {
    guard word.count > 3, word.hasSuffix("s") else { return word }
    if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") { return word }
    if word.hasSuffix("ies"), word.count > 4 { return String(word.dropLast(3)) + "y" }
    if word.hasSuffix("sses") || word.hasSuffix("shes") || word.hasSuffix("ches") || word.hasSuffix("xes") {
      return String(word.dropLast(2))
    }
    return String(word.dropLast())
  }

  private static let endings: [(String, String)] = [
    ("isation", "ization"), ("isations", "izations"), ("ising", "izing"), ("ised", "ized"), ("iser", "izer"),
    ("isers", "izers"), ("ises", "izes"), ("ise", "ize"), ("yse", "yze"), ("ysed", "yzed"), ("ysing", "yzing"),
    ("our", "or"), ("ours", "ors"),
  ]

  private static func american(_ word: String) -> String {
    guard word.count > 5 else { return word }
    for (british, american) in endings where word.hasSuffix(british) {
      return String(word.dropLast(british.count)) + american
    }
    return word
  }

  /// Insertions, deletions, substitutions and swaps of neighbours between two words, or nil above `limit`.
  static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    var older = [Int](repeating: 0, count: b.count + 1)
    var old = Array(0...b.count)
    for i in 0..<a.count {
      var row = [Int](repeating: i + 1, count: b.count + 1)
      var least = row[0]
      for j in 0..<b.count {
        var cost = min(old[j + 1] + 1, row[j] + 1, old[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
        row[j + 1] = cost
        least = min(least, cost)
      }
      guard least <= limit else { return nil }
      older = old
      old = row
    }
    return old[b.count] <= limit ? old[b.count] : nil
  }
}
