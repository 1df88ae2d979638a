/// The name that somebody who typed `text` most likely meant.
enum Nearest {
  /// The nearest of `names` within a third of the length of `text` (at least 2) in edits; nil where none is near.
  static func name(to text: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(text.lowercased().utf8)
    guard wanted.count <= 100 else { return nil }
    var best: (distance: Int, name: String)?
    for name in names {
      let distance = edits(wanted, Array(name.lowercased().utf8))
      if distance < best?.distance ?? max(3, wanted.count / 3 + 1) { best = (distance, name) }
    }
    return best?.name
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
  static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return a.count + b.count }
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var least = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { least = min(least, before[j - 2] + 1) }
        row.append(least)
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }
}
