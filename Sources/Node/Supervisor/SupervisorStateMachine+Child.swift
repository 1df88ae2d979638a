import Core

extension SupervisorStateMachine {
  /// One process of the crew and where it stands.
  struct Child: Sendable, Hashable {
    enum Phase: Sendable, Hashable {
      /// The start was asked for.
      case starting
      case running(pid: Int32, since: Instant)
      /// Told to end; killed at `deadline` and every second from then on until it is gone.
      case stopping(pid: Int32, Next)
      /// Waits for its next start.
      case waiting
      /// Not started again by itself.
      case stopped
      case failed(String)
    }

    /// What follows the end of a process that was told to end.
    enum Next: Sendable, Hashable { case stay, startAgain, replaced(String) }

    var spec: ChildSpec
    var phase: Phase = .stopped
    /// Counts the starts.
    var epoch = 0
    /// Starts in a row that did not last.
    var attempt = 0
    var registered = false
    var deadline: Instant?
    var raised: Set<String> = []

    var pid: Int32? {
      switch phase {
      case .running(let pid, _), .stopping(let pid, _): pid
      default: nil
      }
    }
  }

  /// What people see of a child.
  public struct ChildView: Sendable, Hashable {
    public var id: String
    public var state: AgentState
    public var pid: Int32?
    public var since: Instant?
    public var epoch: Int
    public var reason: String?
    public var tier: Int
  }

  /// Every child as people see it, in order.
  public var views: [ChildView] {
    order.compactMap { id in
      guard let child = children[id] else { return nil }
      var view = ChildView(
        id: id, state: .stopped, pid: child.pid, since: nil, epoch: child.epoch, reason: nil, tier: child.spec.tier)
      switch child.phase {
      case .starting: view.state = .initializing
      case .running(_, let since):
        view.state = child.registered ? .ready : .initializing
        view.since = since
      case .stopping: view.state = .stopping
      case .waiting: view.state = .initializing
      case .stopped: view.state = .stopped
      case .failed(let reason):
        view.state = .error
        view.reason = reason
      }
      return view
    }
  }

  /// The agent whose process is `pid`.
  public func agent(pid: Int32) -> String? { children.first { $0.value.pid == pid }?.key }
}
