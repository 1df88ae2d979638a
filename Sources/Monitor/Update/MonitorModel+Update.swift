import Core

extension MonitorModel {
  /// Takes what happened at `time`; gives what is to be done about it.
  public mutating func update(_ event: MonitorEvent, at time: WallTime) -> [MonitorEffect] {
    now = time
    switch event {
    case .feed(let event):
      statistics.events += 1
      return take(event)
    case .key(let key):
      statistics.keys += 1
      return press(key)
    case .mouse(let mouse, let hit): return handle(mouse, hit)
    case .resized(let width, let height):
      (self.width, self.height) = (max(0, width), max(0, height))
      return [.redraw]
    case .tick: return pass()
    }
  }

  /// Time went on.
  private mutating func pass() -> [MonitorEffect] {
    traffic.advance(to: now.milliseconds / 1000)
    if let notice, notice.until < now { self.notice = nil }
    approvals.removeAll { $0.expires < now }
    return raiseApproval() + refreshPast()
  }

  /// What is recorded goes on: it is read again while somebody looks.
  private mutating func refreshPast() -> [MonitorEffect] {
    let range = ui.range ?? .now
    guard ui.screen == .resources, replay == nil else { return [] }
    if let pastAt, now.milliseconds - pastAt.milliseconds < Int64(range.seconds) * 1000 / 60 { return [] }
    pastAt = now
    return [.past(range)]
  }

  mutating func say(_ text: String, _ style: Role = .info, seconds: Int64 = 6) {
    notice = Notice(text: text, style: style, until: WallTime(milliseconds: now.milliseconds + seconds * 1000))
  }
}
