import Core

/// Who said what to whom about one task, as a sequence diagram: a column for each, an arrow for each message.
struct SequenceView {
  let messages: [TrafficMessage]

  func draw(_ canvas: inout Canvas, _ area: Rect, bottom: Bool = true) {
    guard area.height > 2, area.width > 20 else { return }
    var who: [String] = []
    for message in messages {
      for name in [message.from, message.to] where !who.contains(name) { who.append(name) }
    }
    // Who works stands side by side; what is told to everybody goes to the right.
    who = who.filter { !$0.hasPrefix("topic:") } + who.filter { $0.hasPrefix("topic:") }
    guard !who.isEmpty else {
      canvas.put("no messages of this task were seen", area.x, area.y, .dim, in: area)
      return
    }
    let most = max(1, (area.width - 10) / 14)
    let hidden = max(0, who.count - most)
    who = Array(who.prefix(most))
    let pitch = max(12, (area.width - 10) / who.count)
    func column(_ at: Int) -> Int { area.x + 9 + at * pitch + pitch / 2 }
    for (at, name) in who.enumerated() {
      let cell = Rect(x: area.x + 9 + at * pitch, y: area.y, width: pitch - 1, height: 1)
      let word = name.hasPrefix("topic:task.") ? "#task" : TrafficWords.short(name)
      canvas.put(word, max(cell.x, column(at) - Glyphs.width(word) / 2), area.y, .heading, in: cell)
    }
    if hidden > 0 { canvas.putRight("+\(hidden)", area.maxX, area.y, .dim, in: area) }
    let shown = bottom ? messages.suffix(area.height - 1) : messages.prefix(area.height - 1)
    for (row, message) in shown.enumerated() {
      let y = area.y + 1 + row
      for at in who.indices { canvas.set(column(at), y, "│", .border) }
      canvas.put(
        String(Clock.precise(message.time).dropFirst(6)), area.x, y, .dim,
        in: Rect(x: area.x, y: y, width: 8, height: 1))
      guard let from = who.firstIndex(of: message.from), let to = who.firstIndex(of: message.to) else { continue }
      arrow(&canvas, column(from), column(to), y, message, area)
    }
  }

  private func arrow(_ canvas: inout Canvas, _ from: Int, _ to: Int, _ y: Int, _ message: TrafficMessage, _ area: Rect)
  {
    let role = TrafficWords.role(message.kind)
    if from == to { return }
    let (low, high) = (min(from, to), max(from, to))
    let line = message.kind == "request" || message.kind == "query" ? "─" : "╌"
    for x in (low + 1)..<high { canvas.set(x, y, line, Style(role)) }
    canvas.set(to > from ? to - 1 : to + 1, y, to > from ? "▶" : "◀", Style(role))
    let room = high - low - 5
    guard room > 3 else { return }
    let label = message.action.isEmpty ? message.kind : message.action
    let width = min(room, Glyphs.width(label))
    let x = low + 2 + (room - width) / 2
    canvas.put(label, x, y, Style(role, .bold), in: Rect(x: x, y: y, width: width, height: 1))
  }
}

/// Messages in words and colours.
enum TrafficWords {
  static func role(_ kind: String) -> Role {
    switch kind {
    case "request", "query": .accent
    case "response", "result": .good
    case "error": .bad
    case "notification": .info
    case "cancel": .warning
    default: .dim
    }
  }

  /// The recipient without the word that says what kind of recipient it is.
  static func short(_ recipient: String) -> String {
    recipient.hasPrefix("capability:")
      ? "*" + recipient.dropFirst(11) : recipient.hasPrefix("topic:") ? "#" + recipient.dropFirst(6) : recipient
  }
}
