import Bus
import Core

/// Executors on other machines: invitations, their use, their end.
extension NodeService {
  /// Listens again for those who were let in before; a damaged file is logged and nobody gets in.
  func restoreRemoteAccess() {
    do {
      guard let kept = try RemoteAccessFile(home: home).read() else { return }
      remote = kept
      sweepInvitations()
      guard remote?.isNeeded(at: time.wall) == true else { return }
      try listen(kept)
    } catch {
      log.error("remote.not_listening", ProximaError.from(error))
    }
  }

  private func listen(_ access: RemoteAccess) throws(ProximaError) {
    let address = try parts.broker.listen(
      TCPListener(address: access.listen, keys: access.keys, allowed: access.bindings(at: time.wall)))
    log.info("remote.listening", ["address": .string(address)])
  }

  /// `executors.invite`.
  func invite(_ wish: InviteExecutor) throws(ProximaError) -> ExecutorInvitation {
    var access = try openRemoteAccess(wish.listen)
    let pair: CurveKeys
    do { pair = try CurveKeys.generate() } catch { throw ProximaError.from(error) }
    let seconds = min(max(wish.seconds, 1), 30 * 86_400)
    let expires = WallTime(milliseconds: time.wall.milliseconds + Int64(seconds * 1000))
    let (invitation, actions) = try access.invite(wish.name, publicKey: pair.publicKey, expires: expires)
    try keep(access, actions)
    log.info("remote.invited", ["name": .string(invitation.name), "expires": .string(expires.iso8601)])
    let line = JoinLine(
      address: access.advertised, serverKey: access.keys.publicKey, keys: pair, name: invitation.name, expires: expires)
    return ExecutorInvitation(
      join: line.text, expires: expires.iso8601, name: invitation.name, address: access.advertised)
  }

  /// The access as it is, with the broker listening; made where this is the first invitation.
  private func openRemoteAccess(_ wanted: String?) throws(ProximaError) -> RemoteAccess {
    if let bound = parts.broker.tcpAddress, let remote {
      if let wanted, try !Self.isSame(wanted, bound, remote.advertised) {
        throw ProximaError(
          "executor.listens_elsewhere", "the crew listens on \(remote.advertised) already",
          remedy: "invite without --listen, or restart the crew once nobody is invited any more", exit: .usage)
      }
      return remote
    }
    let place = try ListenAddress(wanted)
    let keys: CurveKeys
    do { keys = try remote?.keys ?? CurveKeys.generate() } catch { throw ProximaError.from(error) }
    // Without a wish the crew comes back to where it was: lines that were given out name it.
    var fresh = RemoteAccess(listen: wanted == nil ? remote?.listen ?? place.bind : place.bind, advertised: "", keys: keys)
    let bound = try parts.broker.listen(TCPListener(address: fresh.listen, keys: keys, allowed: []))
    fresh.listen = bound
    fresh.advertised = wanted == nil ? remote?.advertised ?? place.advertised(bound: bound) : place.advertised(bound: bound)
    log.info("remote.listening", ["address": .string(bound)])
    return fresh
  }

  private static func isSame(_ wanted: String, _ bound: String, _ advertised: String) throws(ProximaError) -> Bool {
    let place = try ListenAddress(wanted)
    return place.bind == bound || place.bind.hasSuffix(":*") && place.advertised(bound: bound) == advertised
  }

  /// Somebody registered over tcp: where that was by an invitation, the key that it brings is let in instead.
  func admit(_ registration: Registration) {
    guard var access = remote else { return }
    let (member, actions) = access.admit(registration, at: time.wall)
    guard !actions.isEmpty else { return }
    do {
      try keep(access, actions)
      if let member {
        log.info("remote.joined", ["agent": .string(member.id)])
      } else {
        log.warning("remote.not_joined", ["name": .string(registration.id)])
      }
    } catch {
      // Not on disk, not let in; the invitation is refused all the same until the node starts again.
      log.error("remote.not_joined", ProximaError.from(error))
    }
  }

  /// `executors.revoke`.
  func revoke(_ name: String) throws(ProximaError) -> RevokedExecutor {
    guard var access = remote, let (revoked, actions) = access.revoke(name) else {
      let known = (remote?.listing).map { $0.executors + $0.invitations.map(\.name) } ?? []
      throw ProximaError(
        "executor.not_invited", "no invitation and no invited executor is called \(name)",
        remedy: known.isEmpty ? "nobody is invited" : "one of \(known.joined(separator: ", "))", exit: .usage)
    }
    try keep(access, actions)
    log.info("remote.revoked", ["name": .string(revoked.name)])
    return revoked
  }

  /// Ends invitations that nobody used in time.
  func sweepInvitations() {
    guard var access = remote else { return }
    let actions = access.expire(at: time.wall)
    guard !actions.isEmpty else { return }
    do { try keep(access, actions) } catch { log.error("remote.not_kept", error) }
  }

  /// First on disk, then at the broker.
  private func keep(_ access: RemoteAccess, _ actions: [RemoteAccess.Action]) throws(ProximaError) {
    try RemoteAccessFile(home: home).write(access)
    remote = access
    for action in actions {
      switch action {
      case .allow(let binding): parts.broker.allow(binding)
      case .revoke(let key): parts.broker.revoke(publicKey: key)
      }
    }
  }
}
