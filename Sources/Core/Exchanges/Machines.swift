/// What the node answers about executors on other machines.
extension NodeAction {
  /// `InviteExecutor` → `ExecutorInvitation`: the crew begins to listen on tcp where it does not yet.
  public static let invite = "executors.invite"
  /// `AgentQuery` → `RevokedExecutor`: an invitation, or the executor that came by it, is refused from now on.
  public static let revoke = "executors.revoke"
  /// Nothing → `InvitedExecutors`.
  public static let invited = "executors.invited"
  /// `StartExecutor` → `AgentQuery` that names it: one more executor among the node's own processes.
  public static let startExecutor = "executors.start"
}

/// Asks for an invitation.
public struct InviteExecutor: Codable, Hashable, Sendable {
  /// `HOST:PORT`, `HOST` or `:PORT` to listen on; what is absent is chosen.
  public var listen: String?
  /// The last part of the executor's id; chosen where absent.
  public var name: String?
  /// Seconds until the invitation ends.
  public var seconds: Double

  public init(listen: String? = nil, name: String? = nil, seconds: Double = 3600) {
    self.listen = listen
    self.name = name
    self.seconds = seconds
  }
}

/// An invitation as the person gets it.
public struct ExecutorInvitation: Codable, Hashable, Sendable {
  /// The one line to paste on the other machine. It holds a secret.
  public var join: String
  /// ISO 8601.
  public var expires: String
  public var name: String
  /// Where the crew listens.
  public var address: String

  public init(join: String, expires: String, name: String, address: String) {
    self.join = join
    self.expires = expires
    self.name = name
    self.address = address
  }
}

/// Who may come in over tcp.
public struct InvitedExecutors: Codable, Hashable, Sendable {
  /// An invitation that nobody has used yet.
  public struct Open: Codable, Hashable, Sendable {
    public var name: String
    /// ISO 8601.
    public var expires: String

    public init(name: String, expires: String) {
      self.name = name
      self.expires = expires
    }
  }

  /// Where the crew listens; nil while it does not.
  public var address: String?
  public var invitations: [Open]
  /// The ids of the executors that joined, connected or not.
  public var executors: [String]

  public init(address: String?, invitations: [Open], executors: [String]) {
    self.address = address
    self.invitations = invitations
    self.executors = executors
  }
}

/// What a revocation ended.
public struct RevokedExecutor: Codable, Hashable, Sendable {
  public var name: String
  /// The executor that had come by the invitation, if one had.
  public var executor: String?

  public init(name: String, executor: String?) {
    self.name = name
    self.executor = executor
  }
}

extension NodeAction {
  /// `AgentQuery` → `DrainedExecutor`: the executor finishes what it has and is given nothing new.
  public static let drain = "executors.drain"
  /// `AgentQuery` → `DrainedExecutor`: takes a drain back.
  public static let undrain = "executors.undrain"
  /// Nothing → `DrainedExecutors`.
  public static let drained = "executors.drained"
}

extension TaskAction {
  /// `DrainOrder` → `DrainedExecutor`: what the node passes on to the coordinator.
  public static let draining = "executors.draining"
}

/// Whether an executor is given anything new.
public struct DrainOrder: Codable, Hashable, Sendable {
  public var executor: String
  public var draining: Bool

  public init(executor: String, draining: Bool) {
    self.executor = executor
    self.draining = draining
  }
}

/// An executor, whether it is given anything new, and what it still does.
public struct DrainedExecutor: Codable, Hashable, Sendable {
  public var executor: String
  public var draining: Bool
  public var activeTasks: Int

  public init(executor: String, draining: Bool, activeTasks: Int) {
    self.executor = executor
    self.draining = draining
    self.activeTasks = activeTasks
  }
}

/// The executors that are given nothing new.
public struct DrainedExecutors: Codable, Hashable, Sendable {
  public var executors: [String]

  public init(executors: [String]) { self.executors = executors }
}

/// Asks for one more executor of `backend` on the crew's own machine.
public struct StartExecutor: Codable, Hashable, Sendable {
  public var backend: String

  public init(backend: String) { self.backend = backend }
}

/// How an invited executor introduces itself: the id and the metadata of its first registration.
public enum Enrolment {
  /// What the id of an invitation's registration begins with; the invitation's name follows.
  public static let idPrefix = "executor.join."
  /// Metadata: the public key that is to be bound to the executor.
  public static let key = "enrolKey"
  /// Metadata: the backend that it runs.
  public static let backend = "enrolBackend"

  /// The id under which the executor then registers.
  public static func executor(backend: String, name: String) -> String { "executor.\(backend).\(name)" }

  /// Whether `text` can be a part of an id: 1 to 40 letters, digits, `_` or `-`.
  public static func isName(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
