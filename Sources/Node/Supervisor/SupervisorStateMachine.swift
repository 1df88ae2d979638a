import Core

/// What starts, watches and restarts the crew's processes. Pure: events and the time in, actions out.
///
/// A supervisor only starts, watches and restarts: it knows nothing of tasks. Whoever gives out work listens for
/// `.gone` and gives the lost work to another.
public struct SupervisorStateMachine: Sendable {
  /// What happened.
  public enum Event: Sendable, Hashable {
    /// A process is to be kept from now on.
    case add(ChildSpec)
    case started(id: String, pid: Int32)
    /// `missing`: the program is not there.
    case startFailed(id: String, reason: String, missing: Bool)
    case exited(id: String, pid: Int32, ChildExit)
    /// The agent's process `pid` registered on the bus.
    case registered(id: String, pid: Int32)
    /// Three heartbeats in a row did not come.
    case heartbeatsLost(id: String)
    /// A person or the coordinator wants this one stopped, or started anew.
    case stop(id: String)
    case restart(id: String)
    /// Everything is to end, in order.
    case shutdown
    /// Everything is to end now.
    case emergency
    /// An emergency stop is lifted.
    case resume
    /// Time passed; see `nextDeadline`.
    case tick
  }

  /// What is to be done.
  public enum Action: Sendable, Hashable {
    case spawn(ChildSpec, epoch: Int)
    /// Ask process `pid` to end.
    case terminate(id: String, pid: Int32)
    /// End process `pid` and its whole group.
    case kill(id: String, pid: Int32)
    /// Tell the crew that an agent's process has died.
    case gone(AgentGone)
    /// Show `message` to people under `code` until it is lifted.
    case raise(code: String, agent: String, message: String)
    case lift(code: String, agent: String)
    /// After a shutdown: no process is left.
    case finished
  }

  /// What is wanted of the crew as a whole.
  public enum Mode: String, Sendable, Hashable { case running, shuttingDown, halted, finished }

  public let limits: SupervisorLimits
  public internal(set) var mode: Mode = .running
  /// In the order in which they were added, which is the order of their first start.
  public internal(set) var order: [String] = []
  var children: [String: Child] = [:]

  public init(limits: SupervisorLimits = SupervisorLimits()) { self.limits = limits }

  /// Takes one event at `now` and says what is to be done.
  public mutating func handle(_ event: Event, at now: Instant) -> [Action] {
    switch event {
    case .add(let spec): return add(spec)
    case .started(let id, let pid): return started(id, pid, now)
    case .startFailed(let id, let reason, let missing): return startFailed(id, reason, missing, now)
    case .exited(let id, let pid, let exit): return exited(id, pid, exit, now)
    case .registered(let id, let pid): return registered(id, pid)
    case .heartbeatsLost(let id): return heartbeatsLost(id, now)
    case .stop(let id): return stop(id, then: .stay, now)
    case .restart(let id): return restart(id, now)
    case .shutdown: return shutdown(now)
    case .emergency: return emergency()
    case .resume: return resume()
    case .tick: return tick(now)
    }
  }

  /// When `tick` is due next; nil while nothing waits for the time.
  public var nextDeadline: Instant? { children.values.compactMap(\.deadline).min() }
}
