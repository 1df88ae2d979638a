import Core

/// How surely a request was understood, 0 to 1.
enum Confidence {
  static func of(_ request: Request, _ draft: Draft) -> Double {
    var confidence = 1.0
    confidence -= 0.05 * Double(draft.tokens.filter(\.mended).count)
    confidence -= 0.15 * Double(draft.unused.count)
    if !draft.hints.isEmpty, draft.families.first == draft.hints.first { confidence -= 0.2 }
    if request.circuit?.family == Request.previousFamily { confidence -= 0.1 }
    let topics = draft.items.filter { $0.role == "topic" }.count
    confidence -= 0.01 * Double(topics)
    let rounded = (max(0, min(1, confidence)) * 100).rounded() / 100
    return rounded
  }
}
