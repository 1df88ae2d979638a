/// What the crew remembers: a search as it is typed, the facts, the numbers.
struct MemoryScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let (left, right) = Layout.pair(area, .memory, model, &canvas)
    let results = model.found.results ?? []
    let inside = canvas.panel(
      left, model.query.isEmpty ? "Search: press / and type" : "Found for \(model.query)", .found, model,
      count: results.count)
    let table = TableView(
      panel: .found,
      columns: [
        .init("score", 5, right: true), .init("kind", 10), .init("text", 20, flexible: true), .init("task", 16),
      ],
      count: results.count, empty: model.query.isEmpty ? "type after / to search" : "nothing like that is remembered")
    table.draw(&canvas, inside, model) { row in
      let one = results[row]
      return [
        Span(Clock.thousandth(one.score), .accent), Span(one.kind, .bold), Span(one.text), Span(one.task ?? "", .dim),
      ]
    }
    let (facts, numbers) = right.rows(65)
    let kept = model.found.facts ?? []
    let upper = canvas.panel(facts, "Facts", .facts, model, count: kept.count)
    let list = TableView(
      panel: .facts, columns: [.init("fact", 20), .init("value", 10, flexible: true)], count: kept.count,
      empty: "no facts are kept")
    list.draw(&canvas, upper, model) { row in [Span(kept[row].name, .bold), Span(kept[row].value)] }
    let lower = canvas.panel(numbers, "Kept, and sessions", nil, model)
    let entries = sessions + counted(model.found.numbers ?? [:])
    canvas.entries(entries, in: lower, label: min(24, lower.width / 2))
    if entries.isEmpty { canvas.put("the memory has not answered yet", lower.x, lower.y, .dim, in: lower) }
  }

  /// What the memory counts, in words.
  private func counted(_ numbers: [String: String]) -> [(String, Span)] {
    numbers.filter { $0.key != "confidence" && $0.key != "journalSeq" }.sorted { $0.key < $1.key }.map { key, value in
      let words = key.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
      return (words, Span(key == "bytes" ? Clock.bytes(Double(value) ?? 0) : value))
    }
  }

  /// The conversations of the tasks at hand.
  private var sessions: [(String, Span)] {
    var counts: [String: Int] = [:]
    for fold in model.folds.values { if let session = fold.session { counts[session, default: 0] += 1 } }
    return counts.sorted { $0.key < $1.key }.map { ("session \($0.key)", Span("\($0.value) tasks")) }
  }
}
