/// Finds the name that was probably meant.
enum Nearest {
  /// The candidate with the smallest distance, where it is close enough to be a slip of the finger; the first of equals.
  static func match(_ word: String, among candidates: [String]) -> String? {
    let word = word.lowercased()
    guard !word.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      // A beginning of three letters or more names what it begins.
      let begins = word.count >= 3 && candidate.hasPrefix(word)
      let distance = begins ? 1 : self.distance(word, candidate)
      if distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, min(word.count, best.name.count) / 3 + 1),
      best.distance < max(word.count, best.name.count)
    else { return nil }
    return best.name
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (Damerau-Levenshtein, optimal string alignment).
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
      }
      before = last
      last = row
    }
    return last[b.count]
  }
}
