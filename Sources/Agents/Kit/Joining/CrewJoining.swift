import Bus
import Core
import FoundationEssentials

/// Turns an invitation into credentials: makes a key pair, has it bound in place of the invitation's, and tries it.
///
/// The keys are on disk before they are offered, so that a cut at any point leaves either the invitation or the keys good.
public struct CrewJoining: Sendable {
  private let line: JoinLine
  private let backend: String
  private let file: SecretFile
  private let time: any TimeSource

  public init(_ line: JoinLine, backend: String, home: Home, time: any TimeSource = SystemTime()) {
    self.line = line
    self.backend = backend
    self.time = time
    file = CrewCredentials.file(line, home: home)
  }

  /// The credentials and the file that holds them; the same invitation again on the same machine gives the same.
  ///
  /// Throws `executor.not_admitted` where the crew refuses, `executor.crew_unreachable` where nobody answers in `timeout`.
  public func join(timeout: Double = 20) async throws(ProximaError) -> (credentials: CrewCredentials, path: String) {
    let credentials = try ownCredentials()
    if try await isAdmitted(credentials, timeout) { return (credentials, file.path) }
    guard line.expires > time.wall else { throw Self.refused("the invitation has expired") }
    try await enrol(credentials, timeout)
    // The node binds the key after it has answered.
    let deadline = time.now.advanced(by: timeout)
    while time.now < deadline {
      if try await isAdmitted(credentials, timeout) { return (credentials, file.path) }
      try? await Task.sleep(for: .milliseconds(50))
    }
    throw Self.refused("the crew did not take the key of this machine")
  }

  private func ownCredentials() throws(ProximaError) -> CrewCredentials {
    let id = Enrolment.executor(backend: backend, name: line.name)
    if let data = try file.read(), var kept = try? JSON.decode(CrewCredentials.self, from: data), kept.id == id {
      // The crew may have moved: the newest line says where it is.
      guard kept.address != line.address else { return kept }
      kept.address = line.address
      try write(kept)
      return kept
    }
    let keys: CurveKeys
    do { keys = try CurveKeys.generate() } catch { throw ProximaError.from(error) }
    let fresh = CrewCredentials(address: line.address, serverKey: line.serverKey, keys: keys, id: id)
    try write(fresh)
    return fresh
  }

  private func write(_ credentials: CrewCredentials) throws(ProximaError) {
    do { try file.write(try JSON.encode(credentials)) } catch { throw ProximaError.from(error) }
  }

  /// Whether the crew knows this machine's own key.
  private func isAdmitted(_ credentials: CrewCredentials, _ timeout: Double) async throws(ProximaError) -> Bool {
    do throws(ProximaError) {
      try await register(credentials.keys, credentials.id, [:], timeout)
      return true
    } catch {
      if error.code == BusError.Code.forbidden { return false }
      throw error
    }
  }

  private func enrol(_ credentials: CrewCredentials, _ timeout: Double) async throws(ProximaError) {
    let metadata: [String: JSONValue] = [
      Enrolment.key: .string(credentials.keys.publicKey), Enrolment.backend: .string(backend),
    ]
    do throws(ProximaError) {
      try await register(line.keys, Enrolment.idPrefix + line.name, metadata, timeout)
    } catch {
      guard error.code == BusError.Code.forbidden else { throw error }
      throw Self.refused("the invitation was used already, has expired or was revoked")
    }
  }

  /// Registers for a moment, without capabilities.
  private func register(
    _ keys: CurveKeys, _ id: String, _ metadata: [String: JSONValue], _ timeout: Double
  ) async throws(ProximaError) {
    let connection = try BusConnection(
      address: line.address,
      registration: Registration(id: id, role: .executor, maxConcurrentTasks: 0, metadata: metadata),
      security: .curve(serverKey: line.serverKey, keys: keys))
    let outcome: Result<RegistrationReceipt, ProximaError>
    do throws(ProximaError) { outcome = .success(try await connection.registered(timeout: timeout)) } catch {
      outcome = .failure(error)
    }
    // Closing may block for a moment: not on a thread of the pool.
    try? await OffPool.run("close") { connection.close() }
    do throws(ProximaError) { _ = try outcome.get() } catch {
      guard error.code == BusError.Code.timeout else { throw error }
      throw ProximaError(
        "executor.crew_unreachable", "no crew answers on \(line.address)",
        remedy: "is the crew up, and may this machine reach it there?", exit: .unavailable)
    }
  }

  private static func refused(_ reason: String) -> ProximaError {
    ProximaError(
      "executor.not_admitted", reason, remedy: "ask for a new line: `proxima executor invite`", exit: .refused)
  }
}
