import Core

/// Questions in front of everything.
extension MonitorModel {
  mutating func press(_ key: Key, _ dialog: Dialog) -> [MonitorEffect] {
    switch dialog.kind {
    case .approval(let approval, let shown, let details, let top):
      if key == .control("c") { return [.remember(ui), .quit] }
      return press(key, approval: approval, shown: shown, details: details, top: top)
    case .confirm(_, _, let effect): return confirm(key, effect)
    case .value(let title, let text, var editor, let purpose):
      switch key {
      case .escape, .control("c"): return close()
      case .enter: return close() + take(editor.text, purpose)
      default:
        _ = editor.take(key)
        self.dialog?.kind = .value(title: title, text: text, editor, purpose)
      }
    }
    return []
  }

  private mutating func confirm(_ key: Key, _ effect: MonitorEffect) -> [MonitorEffect] {
    let button = dialog?.button ?? 1
    switch key {
    case .character("y"): return close() + [effect]
    case .character("n"), .escape, .character("q"), .control("c"): return close()
    case .left, .right, .tab, .backTab: dialog?.button = 1 - button
    case .enter: return close(keeping: dialog?.button == 0 ? [effect] : [])
    default: break
    }
    return []
  }

  /// Takes the dialog away; a question that had to wait comes up.
  private mutating func close(keeping effects: [MonitorEffect] = []) -> [MonitorEffect] {
    dialog = nil
    return effects + raiseApproval()
  }

  private mutating func take(_ text: String, _ purpose: Dialog.Purpose) -> [MonitorEffect] {
    let text = text.split(separator: " ").joined(separator: " ")
    switch purpose {
    case .priority(let id):
      guard let number = Int(text) else {
        say("\(text) is no whole number", .bad)
        return []
      }
      return [.control(TaskControl(task: id.text, verb: .priority, priority: number))]
    case .reassign(let id, let step):
      return text.isEmpty ? [] : [.control(TaskControl(task: id.text, verb: .reassign, step: step, agent: text))]
    case .feedback(let id, let agent):
      return text.isEmpty ? [] : [.control(TaskControl(task: id.text, verb: .feedback, agent: agent, text: text))]
    case .setting(let key): return [.set(key: key, value: text), .load(.settings)]
    }
  }
}
