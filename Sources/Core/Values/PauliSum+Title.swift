extension PauliSum {
  /// What an observable is called in an answer: its text, or of a long sum the number of its products.
  public static func title(of text: String) -> String {
    guard text.utf8.count > 160 else { return text }
    let terms = (try? PauliSum(parsing: text))?.terms.count
    return terms.map { "H, \($0) Pauli products" } ?? text
  }
}
