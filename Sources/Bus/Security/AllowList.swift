/// What a public key may do: the entry of the allow-list that ZAP answers from.
public struct KeyBinding: Sendable, Codable, Hashable {
  /// 40 characters of Z85.
  public var publicKey: String
  public var role: BusRole
  /// Ids that it may register begin with this; empty for any.
  public var idPrefix: String
  /// Whether `idPrefix` is the one id that it may register.
  public var isExact: Bool
  /// What it is called in messages to people.
  public var label: String

  public init(publicKey: String, role: BusRole, idPrefix: String, isExact: Bool = false, label: String = "") {
    self.publicKey = publicKey
    self.role = role
    self.idPrefix = idPrefix
    self.isExact = isExact
    self.label = label
  }

  /// Whether an agent with this key may be called `id`.
  public func admits(id: String) -> Bool { isExact ? id == idPrefix : id.hasPrefix(idPrefix) }

  /// The binding of an invited executor: `executor.…` ids only.
  public static func executor(_ publicKey: String, label: String = "") -> KeyBinding {
    KeyBinding(publicKey: publicKey, role: .executor, idPrefix: "executor.", label: label)
  }
}
