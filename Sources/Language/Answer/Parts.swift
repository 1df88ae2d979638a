import Core

/// What each part of the sentence became, in order and without a gap.
enum Parts {
  static func of(_ draft: Draft) -> [RequestPart] {
    let scalars = Array(draft.text.unicodeScalars)
    var runs: [(role: String, range: Range<Int>)] = []
    for item in draft.items {
      let role = item.role ?? "filler"
      var start = draft.tokens[item.tokens.lowerBound].range.lowerBound
      let end = draft.tokens[item.tokens.upperBound - 1].range.upperBound
      // A hyphen that joins two words is no token of its own.
      if let last = runs.last?.range.upperBound, last < start, scalars[last] != " " { start = last }
      if let last = runs.last, last.role == role {
        runs[runs.count - 1].range = last.range.lowerBound..<end
      } else {
        runs.append((role, start..<end))
      }
    }
    return runs.map { run in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[run.range])
      return RequestPart(text: String(view), role: run.role)
    }
  }
}
