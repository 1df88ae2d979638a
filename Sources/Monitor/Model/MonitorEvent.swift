import Core

/// What happens to the monitor.
public enum MonitorEvent: Sendable, Hashable {
  /// The crew, or a recording of one, says something.
  case feed(FeedEvent)
  case key(Key)
  case mouse(Mouse, Hit?)
  case resized(width: Int, height: Int)
  /// Time went on.
  case tick
}

/// A key as people name it.
public enum Key: Hashable, Sendable {
  case character(Character)
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

/// What the mouse did, at a cell.
public struct Mouse: Hashable, Sendable {
  public enum Action: Hashable, Sendable { case press, release, drag, wheelUp, wheelDown }

  public var action: Action
  public var x: Int
  public var y: Int

  public init(_ action: Action, x: Int, y: Int) {
    self.action = action
    self.x = x
    self.y = y
  }
}

/// What the monitor wants done; everything for the crew goes over the bus as anyone's request.
public enum MonitorEffect: Hashable, Sendable {
  case submit(SubmitTask)
  case control(TaskControl)
  case answer(ApprovalAnswer)
  case stopAll, lift
  case stopAgent(String), restartAgent(String), drain(String), undrain(String)
  case listen(TaskID)
  case fetch(TaskQuery)
  case search(String)
  case load(Source)
  /// Reads what was recorded of the crew over a span of time.
  case past(HistoryRange)
  case set(key: String, value: String)
  case remember(UIState)
  case bell(String)
  case redraw, suspend, quit

  /// What is read only when somebody looks.
  public enum Source: String, Hashable, Sendable, Codable {
    case status, tasks, approvals, backends, settings, logs, memory, machine
  }
}
