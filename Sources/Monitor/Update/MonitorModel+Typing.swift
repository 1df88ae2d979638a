import Core

/// Lines that are typed: filters, commands, requests, searches.
extension MonitorModel {
  mutating func type(_ key: Key, filter panel: PanelID, _ editor: Editor) -> [MonitorEffect] {
    var editor = editor
    switch key {
    case .enter: mode = .normal
    case .escape, .control("c"):
      mode = .normal
      lists[panel, default: ListState()].filter = ""
    default:
      _ = editor.take(key)
      mode = .filter(panel, editor)
      lists[panel, default: ListState()].filter = editor.text
      lists[panel]?.selected = 0
    }
    return []
  }

  mutating func type(_ key: Key, search editor: Editor) -> [MonitorEffect] {
    var editor = editor
    switch key {
    case .enter, .escape, .control("c"): mode = .normal
    default:
      _ = editor.take(key)
      mode = .search(editor)
      guard editor.text != query else { return [] }
      query = editor.text
      lists[.found] = nil
      if query.isEmpty { found.results = nil } else { return [.search(query)] }
    }
    return []
  }

  mutating func type(_ key: Key, ask editor: Editor) -> [MonitorEffect] {
    var editor = editor
    switch key {
    case .escape, .control("c"): mode = .normal
    case .up, .down: recall(&editor, key == .up ? -1 : 1)
    case .enter:
      mode = .normal
      return submit(editor.text)
    default:
      _ = editor.take(key)
      mode = .ask(editor)
    }
    return []
  }

  private mutating func recall(_ editor: inout Editor, _ step: Int) {
    guard !requests.isEmpty else { return }
    let at = min(requests.count - 1, max(0, (editor.recalled ?? requests.count) + step))
    editor = Editor(requests[at])
    editor.recalled = at
    mode = .ask(editor)
  }

  /// Asks the crew for what `text` says, and shows the task.
  mutating func submit(_ text: String) -> [MonitorEffect] {
    let words = text.split(separator: " ").joined(separator: " ")
    guard !words.isEmpty else { return [] }
    requests.append(words)
    var generator = SplitMix64(
      state: options.seed &+ UInt64(truncatingIfNeeded: now.milliseconds) &+ UInt64(requests.count))
    let id = TaskID.random(at: now, using: &generator)
    asked.append(id)
    statistics.asked += 1
    ui.task = id.text
    var effects = open(id)
    var submission = Submission(kind: .ask, text: words, session: options.session, created: now)
    submission.previous = lastRequest
    effects.append(.submit(SubmitTask(id: id, submission: submission)))
    say("asked: \(words)")
    return effects + show(.task)
  }

  /// What was understood last in this conversation: "the same but with 8 qubits" means that.
  private var lastRequest: Request? {
    asked.dropLast().reversed().lazy.compactMap { self.folds[$0]?.plan?.request }.first {
      $0.circuit != nil && $0.intent != .unclear
    }
  }

  mutating func type(_ key: Key, command editor: Editor) -> [MonitorEffect] {
    var editor = editor
    switch key {
    case .escape, .control("c"): mode = .normal
    case .tab:
      editor = Editor(Commands.complete(editor.text, self))
      mode = .command(editor)
    case .backspace where editor.text.isEmpty: mode = .normal
    case .enter:
      mode = .normal
      return run(editor.text)
    default:
      _ = editor.take(key)
      mode = .command(editor)
    }
    return []
  }
}
