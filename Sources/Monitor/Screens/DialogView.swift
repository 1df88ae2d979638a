import Core

/// Questions in front of everything.
enum DialogView {
  static func draw(_ dialog: Dialog, _ model: MonitorModel, _ canvas: inout Canvas) {
    switch dialog.kind {
    case .approval(let approval, let shown, _, let top):
      ApprovalDialog(approval: approval, shown: shown, top: top, model: model).draw(dialog, &canvas)
    case .confirm(let title, let text, _): plain(dialog, title, text, nil, &canvas)
    case .value(let title, let text, let editor, _): plain(dialog, title, text, editor, &canvas)
    }
  }

  private static func plain(
    _ dialog: Dialog, _ title: String, _ text: String, _ editor: Editor?, _ canvas: inout Canvas
  ) {
    let width = min(canvas.width - 4, 70)
    let lines = Wrap.lines(text, width: width - 4)
    let height = min(canvas.height, lines.count + (editor == nil ? 4 : 6))
    let area = Rect(x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width: width, height: height)
    canvas.clear(area)
    canvas.box(area, title: title, focused: true)
    let inside = Rect(x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2)
    var y = inside.y
    for line in lines.prefix(max(0, inside.height - 2)) {
      canvas.put(line, inside.x, y, .text, in: inside)
      y += 1
    }
    if let editor {
      let field = Rect(x: inside.x, y: y + 1, width: inside.width, height: 1)
      let shift = max(0, editor.column - field.width + 1)
      canvas.put(editor.text, field.x - shift, field.y, Style(.text, .underline), in: field)
      canvas.cursor = (min(field.maxX - 1, field.x + editor.column - shift), field.y)
    }
    buttons(dialog, &canvas, Rect(x: inside.x, y: inside.maxY - 1, width: inside.width, height: 1))
  }

  static func buttons(_ dialog: Dialog, _ canvas: inout Canvas, _ line: Rect, role: Role = .text) {
    var x = line.x
    for (at, button) in dialog.buttons.enumerated() {
      let start = x
      x = canvas.put(
        button, x, line.y, at == dialog.button ? Style(.selection, [.bold, .underline]) : Style(role, .bold), in: line)
      canvas.hit(Rect(x: start, y: line.y, width: x - start, height: 1), .button(at))
      x += 2
    }
  }
}

/// The question that only a person may answer. No screen uses its frame or its colours, text from outside cannot hold
/// frame characters, and yes is taken only once the whole action was on the screen.
struct ApprovalDialog {
  let approval: Approval
  let shown: WallTime
  let top: Int
  let model: MonitorModel

  static func width(_ width: Int) -> Int { min(width, max(20, min(100, width - 4))) }

  /// Every line of what would happen.
  static func lines(_ approval: Approval, width: Int) -> [String] {
    let keys = approval.action == Approval.tooLarge ? ". Yes runs it only if it fits by now; f runs it although it does not" : ""
    return Wrap.lines("\(approval.details)\(keys)", width: max(1, Self.width(width) - 8))
  }

  /// Lines of the details that fit at once.
  static func room(in height: Int) -> Int { max(1, min(14, height - 9)) }

  func draw(_ dialog: Dialog, _ canvas: inout Canvas) {
    let lines = Self.lines(approval, width: canvas.width)
    let room = min(Self.room(in: canvas.height), lines.count)
    let width = Self.width(canvas.width)
    let height = room + 7
    let area = Rect(
      x: (canvas.width - width) / 2, y: max(0, (canvas.height - height) / 2), width: width, height: height)
    let style = Style(.approval, .bold)
    canvas.clear(area, style)
    canvas.frame(area, Array("╔═╗║╚╝"), style)
    let inside = Rect(x: area.x + 3, y: area.y + 1, width: area.width - 6, height: area.height - 2)
    canvas.draw(" ⚠ YOUR APPROVAL IS NEEDED ", area.x + 2, area.y, style, in: area)
    canvas.put(
      "action \(approval.action)   task \(approval.task.text)   question \(approval.id)", inside.x, inside.y, style,
      in: inside)
    let left = max(0, approval.expires.milliseconds - model.now.milliseconds) / 1000
    canvas.put("denied in \(Clock.span(Double(left))) without an answer", inside.x, inside.y + 1, style, in: inside)
    for (row, line) in lines.dropFirst(top).prefix(room).enumerated() {
      canvas.draw("│", inside.x - 1, inside.y + 3 + row, style, in: area)
      canvas.put(line, inside.x + 1, inside.y + 3 + row, style, in: inside)
    }
    let rest = lines.count - top - room
    let hint = rest > 0 ? "▼ \(rest) more lines: read them first (v)" : top > 0 ? "▲ this is its end" : ""
    canvas.draw(hint, inside.x, inside.maxY - 2, style, in: inside)
    DialogView.buttons(
      dialog, &canvas, Rect(x: inside.x, y: inside.maxY - 1, width: inside.width, height: 1), role: .approval)
  }
}
