import Core

/// The graph of a task, with what is known of each step beside it; or when each step ran.
struct GraphView {
  let fold: TaskFold
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    canvas.hit(area, .panel(.graph))
    guard area.height > 1 else { return }
    let layout = fold.layout
    guard !layout.rows.isEmpty else {
      canvas.put(fold.status.isFinal ? "the task ended without a plan" : "planning…", area.x, area.y, .dim, in: area)
      return
    }
    let (head, body) = area.splitTop(1)
    let graph = min(layout.lanes * 2 - 1, max(1, area.width - 34))
    let shift = max(0, min(model.list(.graph).top, layout.lanes * 2 - 1 - graph))
    let columns = Columns(x: body.x + graph + 1, width: body.width - graph - 1)
    columns.heading(&canvas, head, fold)
    let chosen = TableView.selected(.graph, model, count: layout.rows.count)
    let top = TableView.top(chosen, count: layout.rows.count, visible: body.height)
    for (at, row) in layout.rows.enumerated().dropFirst(top).prefix(body.height) {
      let line = Rect(x: body.x, y: body.y + at - top, width: body.width, height: 1)
      canvas.hit(line, .row(.graph, at))
      let lanes = Rect(x: body.x, y: line.y, width: graph, height: 1)
      for (x, glyph) in layout.glyphs(row, shift..<(shift + graph)).enumerated() where glyph != " " {
        canvas.set(body.x + x, line.y, String(glyph), .border)
      }
      let step = fold.steps[row.step]
      let sign = Signs.step(step.state)
      let place = body.x + row.lane * 2 - shift
      if lanes.contains(place, line.y) { canvas.set(place, line.y, sign.sign, Style(sign.role, .bold)) }
      columns.draw(step, &canvas, line, model, fold)
      if at == chosen, model.focused == .graph {
        canvas.restyle(Rect(x: columns.x, y: line.y, width: columns.width, height: 1)) {
          Style(.selection, $0.attributes)
        }
      }
    }
  }

  /// What stands beside the graph: the more, the wider it is.
  struct Columns {
    let x: Int
    let width: Int

    private var name: Int { width >= 100 ? 26 : width >= 86 ? 20 : width >= 40 ? 15 : max(8, width - 16) }
    private var agent: Int { width >= 86 ? 20 : width >= 68 ? 15 : width >= 48 ? 14 : 0 }
    private var backend: Int { width >= 68 ? 8 : 0 }
    private var estimate: Int { width >= 60 ? 7 : 0 }
    private var elapsed: Int { width >= 24 ? 7 : 0 }
    private var progress: Int { max(0, width - name - agent - backend - estimate - elapsed - 5) }

    private var places: (agent: Int, backend: Int, elapsed: Int, estimate: Int, progress: Int) {
      let a = x + name + 1
      let b = a + (agent > 0 ? agent + 1 : 0)
      let e = b + (backend > 0 ? backend + 1 : 0)
      let s = e + (elapsed > 0 ? elapsed + 1 : 0)
      return (a, b, e, s, s + (estimate > 0 ? estimate + 1 : 0))
    }

    private func cell(_ x: Int, _ width: Int, _ line: Rect) -> Rect { Rect(x: x, y: line.y, width: width, height: 1) }

    func heading(_ canvas: inout Canvas, _ line: Rect, _ fold: TaskFold) {
      let style = Style(.dim, .underline)
      let at = places
      canvas.put("step", x, line.y, style, in: cell(x, name, line))
      if agent > 0 { canvas.put("agent", at.agent, line.y, style, in: cell(at.agent, agent, line)) }
      if backend > 0 { canvas.put("backend", at.backend, line.y, style, in: cell(at.backend, backend, line)) }
      if elapsed > 0 {
        canvas.putRight("elapsed", at.elapsed + elapsed, line.y, style, in: cell(at.elapsed, elapsed, line))
      }
      if estimate > 0 {
        canvas.putRight("expects", at.estimate + estimate, line.y, style, in: cell(at.estimate, estimate, line))
      }
      canvas.put("done", at.progress, line.y, style, in: cell(at.progress, progress, line))
    }

    func draw(_ step: TaskFold.StepView, _ canvas: inout Canvas, _ line: Rect, _ model: MonitorModel, _ fold: TaskFold)
    {
      let role = Signs.step(step.state).role
      let at = places
      canvas.put(
        step.spec.id, x, line.y, Style(role == .dim ? .dim : .text, step.state == .running ? .bold : []),
        in: cell(x, name, line))
      if agent > 0 {
        let who = step.agent.isEmpty ? step.spec.agent ?? "" : step.agent
        canvas.put(who, at.agent, line.y, step.agent.isEmpty ? .dim : .info, in: cell(at.agent, agent, line))
      }
      if backend > 0 {
        canvas.put(Estimates.backend(step), at.backend, line.y, .text, in: cell(at.backend, backend, line))
      }
      if elapsed > 0, let seconds = step.seconds(at: model.now) {
        canvas.putRight(Clock.span(seconds), at.elapsed + elapsed, line.y, .text, in: cell(at.elapsed, elapsed, line))
      }
      if estimate > 0, let seconds = Estimates.seconds(step, fold, model) {
        canvas.putRight(
          Clock.span(seconds), at.estimate + estimate, line.y, .dim, in: cell(at.estimate, estimate, line))
      }
      let bar = cell(at.progress, progress, line)
      switch step.state {
      case .running: canvas.bar(step.fraction, bar, role: .accent)
      case .completed: canvas.put("100% done", bar.x, line.y, .good, in: bar)
      default:
        canvas.put(
          step.state.rawValue + (step.message.isEmpty ? "" : ": " + step.message), bar.x, line.y, Style(role), in: bar)
      }
    }
  }
}

/// What steps are expected to take.
enum Estimates {
  /// The backend that a step runs on, where it runs a circuit.
  static func backend(_ step: TaskFold.StepView) -> String {
    if let name = step.spec.parameters["backend"]?.string { return name }
    return step.spec.capabilities.first { $0.hasPrefix("execution.") }.map { String($0.dropFirst(10)) } ?? ""
  }

  /// Seconds: what the plan predicts for a run, else the mean of what steps with the same action took in the tasks at hand.
  static func seconds(_ step: TaskFold.StepView, _ fold: TaskFold, _ model: MonitorModel) -> Double? {
    if !backend(step).isEmpty, let predicted = fold.plan?.predicted { return predicted.seconds }
    var sum = 0.0
    var count = 0
    for id in model.opened.suffix(12) where id != fold.id {
      for other in model.folds[id]?.steps.prefix(50) ?? []
      where other.spec.action == step.spec.action && other.state == .completed {
        sum += other.seconds(at: model.now) ?? 0
        count += 1
      }
    }
    return count > 0 ? sum / Double(count) : nil
  }
}
