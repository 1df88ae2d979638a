import Core

/// Questions that only a person may answer.
extension MonitorModel {
  /// Seconds for which a new question takes no answer: keys that were typed before it came up are not meant for it.
  static let guardSeconds = 0.7

  /// A task asks.
  mutating func ask(_ approval: Approval) -> [MonitorEffect] {
    guard !approvals.contains(where: { $0.id == approval.id }), approval.expires >= now else { return [] }
    approvals.append(approval)
    return raiseApproval() + [.bell("proxima: approval needed")]
  }

  /// It was answered, here or elsewhere.
  mutating func withdraw(_ id: String) {
    approvals.removeAll { $0.id == id }
    if case .approval(let shown, _, _, _)? = dialog?.kind, shown.id == id { dialog = nil }
  }

  /// Shows the oldest question that waits, in front of everything.
  mutating func raiseApproval() -> [MonitorEffect] {
    aside.formIntersection(approvals.map(\.id))
    // A question that was begun on the way stays: the emergency stop must be reached whatever the crew asks.
    if case .confirm(_, _, .stopAll)? = dialog?.kind { return [] }
    if case .approval(let shown, _, _, _)? = dialog?.kind {
      if approvals.contains(where: { $0.id == shown.id }) { return [] }
      dialog = nil
    }
    guard let next = approvals.first(where: { !aside.contains($0.id) }), replay == nil, !options.readOnly else { return [] }
    dialog = Dialog(kind: .approval(next, shown: now, details: false, top: 0), button: 2)
    return []
  }

  /// A key while the question stands.
  mutating func press(_ key: Key, approval: Approval, shown: WallTime, details: Bool, top: Int) -> [MonitorEffect] {
    func show(details: Bool, top: Int) {
      dialog?.kind = .approval(approval, shown: shown, details: details, top: max(0, top))
    }
    let lines = ApprovalDialog.lines(approval, width: width)
    let room = ApprovalDialog.room(in: height)
    let button = dialog?.button ?? 2
    let last = max(0, lines.count - room)
    switch key {
    case .down, .character("j"): show(details: true, top: min(last, top + 1))
    case .up, .character("k"): show(details: true, top: top - 1)
    case .pageDown, .character(" "): show(details: true, top: min(last, top + room))
    case .pageUp: show(details: true, top: top - room)
    case .character("v"): show(details: true, top: details && top < last ? min(last, top + room) : details ? 0 : top)
    case .left, .backTab: dialog?.button = (button + 3) % 4
    case .right, .tab: dialog?.button = (button + 1) % 4
    case .character("a"): return answer(approval, shown, allowed: top >= last, allow: true, session: false)
    case .character("s"): return answer(approval, shown, allowed: top >= last, allow: true, session: true)
    case .character("f") where approval.action == Approval.tooLarge:
      return answer(approval, shown, allowed: top >= last, allow: true, session: false, force: true)
    case .character("d"), .character("n"): return answer(approval, shown, allowed: true, allow: false, session: false)
    case .enter:
      return press(
        [.character("a"), .character("s"), .character("d"), .character("v")][button], approval: approval, shown: shown,
        details: details, top: top)
    case .character("!"): dialog = .emergencyStop
    case .escape:
      aside.insert(approval.id)
      dialog = nil
      say("put aside, not answered: A shows it again; without an answer it is a no", .warning)
      return raiseApproval()
    default: break
    }
    return []
  }

  /// Shows again what was put aside.
  mutating func takeUpAside() -> [MonitorEffect] {
    aside = []
    return raiseApproval()
  }

  private mutating func answer(
    _ approval: Approval, _ shown: WallTime, allowed: Bool, allow: Bool, session: Bool, force: Bool = false
  ) -> [MonitorEffect] {
    if Double(now.milliseconds - shown.milliseconds) / 1000 < Self.guardSeconds { return [] }
    guard allowed else {
      say("read it to its end first: v or the arrow keys", .warning)
      return []
    }
    if session, approval.session == nil {
      say("this can only be allowed once: it belongs to no session of yours, or comes from an agent file", .warning)
      return []
    }
    approvals.removeAll { $0.id == approval.id }
    dialog = nil
    say(
      "\(force ? "forced, although it does not fit" : allow ? session ? "allowed for this session" : "allowed" : "denied"): \(approval.action) \(approval.id)",
      allow ? .good : .warning)
    let given = ApprovalAnswer(
      id: approval.id, allow: allow, by: "monitor", scope: session ? .session : nil, force: force ? true : nil)
    return [.answer(given)] + raiseApproval()
  }
}
