/// What a public key may do: the entry of the allow-list that ZAP answers from.
public struct KeyBinding: Sendable, Codable, Hashable {
  /// 40 characters of Z85.
  public var publicKey: String
  public var role: BusRole
  /// Ids that it may register begin with this; empty for any.
  public var idPrefix: String
  /// What it is called in messages to people.
  public var label: String

  public init(publicKey: String, role: BusRole, idPrefix: String, label: String = "") {
    self.publicKey = publicKey
    self.role = role
    self.idPrefix = idPrefix
    self.label = label
  }

  /// The binding of an invited executor: `executor.…` ids only.
  public static func executor(_ publicKey: String, label: String = "") -> KeyBinding {
    KeyBinding(publicKey: publicKey, role: .executor, idPrefix: "executor.", label: label)
  }
}
