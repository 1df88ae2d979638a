/// Whom a message is for, as it stands in the header: `ID`, `capability:NAME`, `topic:NAME`, `broadcast` or `broker`.
public struct Recipient: Hashable, Sendable, CustomStringConvertible {
  /// The text of the header field.
  public let text: String

  /// A recipient as the wire writes it.
  public init(text: String) { self.text = text }

  /// One agent by its id.
  public static func agent(_ id: String) -> Recipient { Recipient(text: id) }
  /// The least loaded agent that has the capability.
  public static func capability(_ name: String) -> Recipient { Recipient(text: "capability:" + name) }
  /// Everyone who subscribed to the topic.
  public static func topic(_ name: String) -> Recipient { Recipient(text: "topic:" + name) }
  /// Every registered agent but the sender.
  public static let broadcast = Recipient(text: "broadcast")
  /// The broker itself, for registration, subscriptions and lists.
  public static let broker = Recipient(text: "broker")

  public var description: String { text }
}

/// Topics with a meaning of their own.
public enum BusTopic {
  /// Agents coming and going: notifications of the broker with a `CrewChange`.
  public static let crew = "crew"
  /// The mirror of all traffic: batches of headers and sizes for observers.
  public static let traffic = "traffic"
}

/// Actions that the broker answers itself.
public enum BrokerAction {
  public static let register = "register"
  public static let unregister = "unregister"
  public static let subscribe = "subscribe"
  public static let unsubscribe = "unsubscribe"
  public static let agents = "agents"
  public static let statistics = "statistics"
}
