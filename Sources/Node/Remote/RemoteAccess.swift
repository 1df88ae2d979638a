import Bus
import Core

/// Who may come in over tcp: the crew's key pair, open invitations and the executors that joined. Pure; the wall time in.
///
/// Invitations are used once and end by the wall clock, since they outlive the node's run.
public struct RemoteAccess: Codable, Hashable, Sendable {
  /// An invitation that nobody has used yet. Its secret half went out with the line and is not kept.
  public struct Invitation: Codable, Hashable, Sendable {
    public var name: String
    public var publicKey: String
    public var expires: WallTime
  }

  /// An executor that joined.
  public struct Member: Codable, Hashable, Sendable {
    public var name: String
    public var id: String
    public var publicKey: String
    public var joined: WallTime
  }

  /// What the node has to do at the broker, after the state is on disk.
  public enum Action: Hashable, Sendable {
    case allow(KeyBinding)
    case revoke(publicKey: String)
  }

  /// The address to bind, with the port that was taken.
  public var listen: String
  /// The address that invitations name.
  public var advertised: String
  public var keys: CurveKeys
  public private(set) var invitations: [Invitation] = []
  public private(set) var members: [Member] = []

  public init(listen: String, advertised: String, keys: CurveKeys) {
    self.listen = listen
    self.advertised = advertised
    self.keys = keys
  }

  /// Whether anybody may come in at `now`: without, the node does not listen.
  public func isNeeded(at now: WallTime) -> Bool { !members.isEmpty || invitations.contains { $0.expires > now } }

  /// The allow-list at `now`.
  public func bindings(at now: WallTime) -> [KeyBinding] {
    invitations.filter { $0.expires > now }.map(Self.binding) + members.map(Self.binding)
  }

  /// Adds an invitation for `name`, or for the first free `remoteN`; throws `executor.name_taken` or `executor.bad_name`.
  public mutating func invite(
    _ name: String?, publicKey: String, expires: WallTime
  ) throws(ProximaError) -> (Invitation, [Action]) {
    let taken = Set(invitations.map(\.name) + members.map(\.name))
    let chosen = name ?? (1...).lazy.map { "remote\($0)" }.first { !taken.contains($0) } ?? ""
    guard Enrolment.isName(chosen) else {
      throw ProximaError(
        "executor.bad_name", "\(chosen) cannot be a part of an executor's id",
        remedy: "1 to 40 letters, digits, '_' or '-'", exit: .usage)
    }
    guard !taken.contains(chosen) else {
      throw ProximaError(
        "executor.name_taken", "\(chosen) is invited already",
        remedy: "choose another --name, or `proxima executor revoke \(chosen)`", exit: .usage)
    }
    let invitation = Invitation(name: chosen, publicKey: publicKey, expires: expires)
    invitations.append(invitation)
    return (invitation, [.allow(Self.binding(invitation))])
  }

  /// Takes a registration that came by an invitation: the key that it brings is bound, the invitation is used up.
  ///
  /// One without a key of its own, or past its end, uses it up for nothing.
  public mutating func admit(_ registration: Registration, at now: WallTime) -> (member: Member?, actions: [Action]) {
    guard registration.id.hasPrefix(Enrolment.idPrefix) else { return (nil, []) }
    let name = String(registration.id.dropFirst(Enrolment.idPrefix.count))
    guard let index = invitations.firstIndex(where: { $0.name == name }) else { return (nil, []) }
    let invitation = invitations.remove(at: index)
    let refuse = Action.revoke(publicKey: invitation.publicKey)
    let backend = registration.metadata[Enrolment.backend]?.string ?? ""
    guard let key = registration.metadata[Enrolment.key]?.string, CurveKeys.isKey(key), Enrolment.isName(backend),
      invitation.expires > now, !members.contains(where: { $0.publicKey == key })
    else { return (nil, [refuse]) }
    let id = Enrolment.executor(backend: backend, name: name)
    let member = Member(name: name, id: id, publicKey: key, joined: now)
    members.append(member)
    return (member, [.allow(Self.binding(member)), refuse])
  }

  /// Ends the invitation or the executor that `name` names, by name or id; nil where there is none.
  public mutating func revoke(_ name: String) -> (revoked: RevokedExecutor, actions: [Action])? {
    if let index = members.firstIndex(where: { $0.name == name || $0.id == name }) {
      let member = members.remove(at: index)
      return (RevokedExecutor(name: member.name, executor: member.id), [.revoke(publicKey: member.publicKey)])
    }
    guard let index = invitations.firstIndex(where: { $0.name == name }) else { return nil }
    let invitation = invitations.remove(at: index)
    return (RevokedExecutor(name: invitation.name, executor: nil), [.revoke(publicKey: invitation.publicKey)])
  }

  /// Ends what nobody used in time.
  public mutating func expire(at now: WallTime) -> [Action] {
    let over = invitations.filter { $0.expires <= now }
    invitations.removeAll { $0.expires <= now }
    return over.map { .revoke(publicKey: $0.publicKey) }
  }

  /// What people are shown.
  public var listing: InvitedExecutors {
    InvitedExecutors(
      address: advertised, invitations: invitations.map { .init(name: $0.name, expires: $0.expires.iso8601) },
      executors: members.map(\.id))
  }

  /// An invitation's key may register under one id, which takes no work before its own key is bound.
  private static func binding(_ invitation: Invitation) -> KeyBinding {
    KeyBinding(
      publicKey: invitation.publicKey, role: .executor, idPrefix: Enrolment.idPrefix + invitation.name,
      isExact: true, label: invitation.name)
  }

  private static func binding(_ member: Member) -> KeyBinding {
    KeyBinding(
      publicKey: member.publicKey, role: .executor, idPrefix: member.id, isExact: true, label: member.name)
  }
}
