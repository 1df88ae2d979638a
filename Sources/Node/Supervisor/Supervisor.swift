import CLinux
import Core
import Glibc
import Synchronization

/// The shell around `SupervisorStateMachine`: one thread that spawns the children and sees their deaths at once.
///
/// The kernel sends the parent-death signal when the spawning *thread* ends, so this thread lives as long as the node.
public final class Supervisor: Sendable {
  /// What the supervisor tells its node, on the supervisor's thread.
  public enum Notice: Sendable, Hashable {
    case started(id: String, pid: Int32, epoch: Int)
    case gone(AgentGone)
    case raised(code: String, agent: String, message: String)
    case lifted(code: String, agent: String)
    /// After a shutdown: no process is left.
    case finished
  }

  /// What every child is given.
  public struct Surroundings: Sendable {
    public var environment: [String: String]
    /// Where the error streams of the children go, one file each.
    public var logFolder: String

    public init(environment: [String: String], logFolder: String) {
      self.environment = environment
      self.logFolder = logFolder
    }
  }

  struct Shared {
    var events: [SupervisorStateMachine.Event] = []
    var views: [SupervisorStateMachine.ChildView] = []
    var mode: SupervisorStateMachine.Mode = .running
  }

  let shared = Mutex(Shared())
  let surroundings: Surroundings
  let limits: SupervisorLimits
  let time: any TimeSource
  let notify: @Sendable (Notice) -> Void
  /// Written to from any thread to wake the supervisor's.
  let wakeRead: Int32
  let wakeWrite: Int32

  /// A supervisor that has not begun yet; `notify` is called on its thread and must not block.
  public init(
    surroundings: Surroundings, limits: SupervisorLimits = SupervisorLimits(), time: any TimeSource = SystemTime(),
    notify: @escaping @Sendable (Notice) -> Void
  ) throws(ProximaError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw ProximaError("node.no_pipe", "cannot make a pipe: \(errnoText())", remedy: "raise `ulimit -n`", exit: .tryLater)
    }
    for end in ends {
      px_set_nonblocking(end, 1)
      px_set_cloexec(end, 1)
    }
    (wakeRead, wakeWrite) = (ends[0], ends[1])
    self.surroundings = surroundings
    self.limits = limits
    self.time = time
    self.notify = notify
  }

  deinit {
    close(wakeRead)
    close(wakeWrite)
  }

  /// Begins: the thread ends after a shutdown, when no child is left.
  public func start() throws(ProximaError) {
    try DedicatedThread.start("supervisor") { [self] in
      var loop = SupervisorLoop(supervisor: self)
      loop.run()
    }
  }

  /// Hands `event` to the supervisor's thread; returns at once.
  public func post(_ event: SupervisorStateMachine.Event) {
    shared.withLock { $0.events.append(event) }
    var byte: UInt8 = 1
    _ = write(wakeWrite, &byte, 1)  // a full pipe wakes it just as well
  }

  /// The children as they stand.
  public var views: [SupervisorStateMachine.ChildView] { shared.withLock { $0.views } }

  /// What is wanted of the crew as a whole.
  public var mode: SupervisorStateMachine.Mode { shared.withLock { $0.mode } }
}

/// What `errno` means.
func errnoText() -> String { String(cString: strerror(errno)) }
