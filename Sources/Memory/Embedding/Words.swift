/// Words of a text: runs of letters and digits, in lower case; a decimal point inside a number stays.
enum Words {
  /// Words that say nothing about what a text is about.
  static let empty: Set<String> = [
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for", "from",
    "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "of", "on", "or", "our",
    "please", "so", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "us", "was", "we",
    "were", "what", "when", "where", "which", "who", "will", "with", "would", "you", "your",
  ]

  /// All words, in order.
  static func all(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previousIsDigit = false
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
        previousIsDigit = character.isNumber
      } else if character == ".", previousIsDigit {
        word.append(character)
        previousIsDigit = false
      } else {
        flush(&word, into: &words)
        previousIsDigit = false
      }
    }
    flush(&word, into: &words)
    return words
  }

  /// The words that carry meaning; all of them where none does.
  static func meaningful(in text: String) -> [String] {
    let words = all(of: text)
    let kept = words.filter { !empty.contains($0) }
    return kept.isEmpty ? words : kept
  }

  private static func flush(_ word: inout String, into words: inout [String]) {
    if word.hasSuffix(".") { word.removeLast() }
    if !word.isEmpty { words.append(word) }
    word = ""
  }
}
