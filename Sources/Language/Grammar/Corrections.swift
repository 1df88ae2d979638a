/// "with 1000 shots, no, with 2000": what the person took back does not count.
enum Corrections {
  private static let openers: Set<String> = ["no", "sorry", "actually", "rather", "oops", "wait"]

  static func apply(_ draft: inout Draft) {
    restart(&draft)
    labels(&draft)
    for index in draft.items.indices.dropFirst() where opens(draft, index) {
      var start = index - 1
      while start >= 0, draft.items[start].isSign(",", ".", "..", "...", "-", ";", "…") { start -= 1 }
      guard start >= 0 else { continue }
      while start >= 0, !boundary(draft.items[start]) { start -= 1 }
      guard index - start <= 8 else { continue }
      for place in (start + 1)...index { draft.items[place].role = "corrected" }
    }
  }

  private static let restarts: Set<String> = [
    "scrap that", "scratch that", "strike that", "forget that", "cancel that", "ignore that", "on second thought",
    "no wait", "wait no", "forget it", "scrap it", "scratch it",
  ]

  /// "…, scrap that, just a Bell pair": what stands before does not count, where what follows stands alone. "Ten runs? No, …"
  /// takes back what names no circuit.
  private static func restart(_ draft: inout Draft) {
    func names(_ range: Range<Int>) -> Bool { draft.items[range].contains { if case .family = $0.meaning { true } else { false } } }
    for index in draft.items.indices.dropFirst() where draft.items[index].role == nil {
      let text = draft.items[index].text.lowercased()
      let pair = index + 1 < draft.items.count ? text + " " + draft.items[index + 1].text.lowercased() : text
      let asked = draft.items[index - 1].isSign("?") && ["no", "nope", "nah"].contains(text) && !names(0..<index)
      let length = restarts.contains(text) || asked ? 1 : restarts.contains(pair) ? 2 : 0
      guard length > 0, names((index + length)..<draft.items.count) else { continue }
      for place in 0..<(index + length) {
        draft.items[place].sense = .meaning(.filler)
        draft.items[place].role = "corrected"
      }
    }
  }

  private static let labelWords: Set<String> = [
    "homework", "exercise", "sheet", "lab", "question", "task", "problem", "assignment", "part", "exam", "chapter", "section",
    "slide", "week", "lecture", "worksheet", "tutorial", "item", "example",
  ]

  /// "Lab sheet 3: …", "homework 4b) …": a heading says nothing of the request.
  private static func labels(_ draft: inout Draft) {
    func isLabel(_ item: Item) -> Bool {
      item.text.lowercased().split(separator: " ").contains { labelWords.contains(String($0)) }
    }
    guard let end = draft.items.indices.prefix(7).first(where: { draft.items[$0].isSign(":", ")") }), end > 0,
      draft.items[..<end].contains(where: isLabel),
      draft.items[..<end].allSatisfy({ $0.quantity != nil || $0.isFiller || isLabel($0) || $0.text.count == 1 })
    else { return }
    for place in 0...end {
      draft.items[place].sense = .meaning(.filler)
      draft.items[place].role = "label"
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
