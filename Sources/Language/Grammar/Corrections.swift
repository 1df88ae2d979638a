/// "with 1000 shots, no, with 2000": what the person took back does not count.
enum Corrections {
  private static let openers: Set<String> = ["no", "sorry", "actually", "rather", "oops", "wait"]

  static func apply(_ draft: inout Draft) {
    for index in draft.items.indices.dropFirst() where opens(draft, index) {
      var start = index - 1
      while start >= 0, draft.items[start].isSign(",", ".", "..", "...", "-", ";", "…") { start -= 1 }
      guard start >= 0 else { continue }
      while start >= 0, !boundary(draft.items[start]) { start -= 1 }
      guard index - start <= 8 else { continue }
      for place in (start + 1)...index { draft.items[place].role = "corrected" }
    }
  }

  private static func boundary(_ item: Item) -> Bool {
    item.isSign(",", ";") || item.link == .with || item.link == .for || item.link == .on || item.link == .at
      || item.text.lowercased() == "but"
  }

  private static func opens(_ draft: Draft, _ index: Int) -> Bool {
    let items = draft.items
    guard openers.contains(items[index].text.lowercased()), items[index - 1].isSign(",", "..", "...", "-", "…", ";"),
      index + 1 < items.count
    else { return false }
    let next = items[index + 1]
    if next.isSign(",") {
      return index + 2 < items.count && (items[index + 2].quantity != nil || items[index + 2].link != nil)
    }
    return next.quantity != nil || (next.link == .with && items[index].text.lowercased() == "no")
  }
}
