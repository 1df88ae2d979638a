/// The memory of this machine that runs were promised, and who waits for some.
public struct LeaseStatus: Hashable, Codable, Sendable {
  public var heldBytes: Int
  /// What may be promised besides; absent where it is not known what is free.
  public var leftBytes: Int?
  public var leases: [Lease]
  public var waiting: [Wait]

  public init(heldBytes: Int, leftBytes: Int?, leases: [Lease], waiting: [Wait]) {
    self.heldBytes = heldBytes
    self.leftBytes = leftBytes
    self.leases = leases
    self.waiting = waiting
  }

  /// What a run at work was promised, by its prediction.
  public struct Lease: Hashable, Codable, Sendable {
    public var task: TaskID
    public var step: String
    public var agent: String
    public var bytes: Int

    public init(task: TaskID, step: String, agent: String, bytes: Int) {
      self.task = task
      self.step = step
      self.agent = agent
      self.bytes = bytes
    }
  }

  /// A run that waits until there is enough, and why, in a sentence.
  public struct Wait: Hashable, Codable, Sendable {
    public var task: TaskID
    public var step: String
    public var bytes: Int
    public var reason: String

    public init(task: TaskID, step: String, bytes: Int, reason: String) {
      self.task = task
      self.step = step
      self.bytes = bytes
      self.reason = reason
    }
  }
}
