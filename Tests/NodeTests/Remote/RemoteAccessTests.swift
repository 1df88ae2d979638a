import Bus
import Core
import Glibc
import Node
import TestKit
import Testing

@Suite struct RemoteAccessTests {
  private static let hour = WallTime(milliseconds: 3_600_000)
  private static let start = WallTime(milliseconds: 0)

  private func access() throws -> RemoteAccess {
    RemoteAccess(listen: "tcp://127.0.0.1:7411", advertised: "tcp://127.0.0.1:7411", keys: try CurveKeys.generate())
  }

  private func registration(_ name: String, key: String?, backend: String = "native") -> Registration {
    var metadata: [String: JSONValue] = [Enrolment.backend: .string(backend)]
    if let key { metadata[Enrolment.key] = .string(key) }
    return Registration(id: Enrolment.idPrefix + name, role: .executor, metadata: metadata)
  }

  @Test("an invitation lets one key in once, and its own key is shut out with it")
  func once() throws {
    var access = try access()
    let pair = try CurveKeys.generate()
    let (invitation, actions) = try access.invite("lab", publicKey: pair.publicKey, expires: Self.hour)
    guard case .allow(let binding)? = actions.first else { throw NotInTime(description: "nobody is allowed") }
    #expect(binding.isExact && binding.idPrefix == "executor.join.lab" && binding.role == .executor)
    let own = try CurveKeys.generate().publicKey
    let (member, done) = access.admit(registration("lab", key: own), at: Self.start)
    #expect(member?.id == "executor.native.lab")
    #expect(done.contains(.revoke(publicKey: invitation.publicKey)))
    #expect(done.contains { if case .allow(let binding) = $0 { binding.admits(id: "executor.native.lab") } else { false } })
    let other = try CurveKeys.generate().publicKey
    #expect(access.admit(registration("lab", key: other), at: Self.start).member == nil)
    #expect(access.bindings(at: Self.start).map(\.publicKey) == [own])
  }

  @Test("a registration without a key of its own, or late, uses the invitation up for nothing")
  func wasted() throws {
    var access = try access()
    _ = try access.invite("a", publicKey: try CurveKeys.generate().publicKey, expires: Self.hour)
    _ = try access.invite("b", publicKey: try CurveKeys.generate().publicKey, expires: Self.hour)
    let own = try CurveKeys.generate().publicKey
    #expect(access.admit(registration("a", key: nil), at: Self.start).member == nil)
    #expect(access.admit(registration("a", key: own), at: Self.start).member == nil)
    #expect(access.admit(registration("b", key: own), at: Self.hour).member == nil)
    #expect(access.bindings(at: Self.start).isEmpty)
    #expect(!access.isNeeded(at: Self.start))
  }

  @Test("an executor's key is bound to its one id")
  func exact() throws {
    var access = try access()
    _ = try access.invite("lab", publicKey: try CurveKeys.generate().publicKey, expires: Self.hour)
    _ = access.admit(registration("lab", key: try CurveKeys.generate().publicKey), at: Self.start)
    let binding = try #require(access.bindings(at: Self.start).first)
    #expect(binding.admits(id: "executor.native.lab"))
    #expect(!binding.admits(id: "executor.native.lab2"))
    #expect(!binding.admits(id: "executor.native"))
  }

  @Test("names are unique and fit into an id; without one the next free is taken")
  func names() throws {
    var access = try access()
    let key = try CurveKeys.generate().publicKey
    #expect(try access.invite(nil, publicKey: key, expires: Self.hour).0.name == "remote1")
    #expect(try access.invite(nil, publicKey: key, expires: Self.hour).0.name == "remote2")
    #expect(throws: ProximaError.self) { try access.invite("remote1", publicKey: key, expires: Self.hour) }
    #expect(throws: ProximaError.self) { try access.invite("a.b", publicKey: key, expires: Self.hour) }
  }

  @Test("what is over ends, what is revoked is shut out by name or id")
  func ends() throws {
    var access = try access()
    let first = try CurveKeys.generate().publicKey
    _ = try access.invite("a", publicKey: first, expires: Self.hour)
    #expect(access.expire(at: Self.start).isEmpty)
    #expect(access.expire(at: Self.hour) == [.revoke(publicKey: first)])
    _ = try access.invite("b", publicKey: first, expires: Self.hour)
    #expect(access.revoke("b")?.actions == [.revoke(publicKey: first)])
    _ = try access.invite("c", publicKey: first, expires: Self.hour)
    let own = try CurveKeys.generate().publicKey
    _ = access.admit(registration("c", key: own), at: Self.start)
    #expect(access.revoke("executor.native.c")?.revoked.executor == "executor.native.c")
    #expect(access.revoke("c") == nil)
  }

  @Test("a line says everything again, also with blanks in it, and half a line says that it is none")
  func line() throws {
    let line = JoinLine(
      address: "tcp://192.0.2.7:7411", serverKey: try CurveKeys.generate().publicKey, keys: try CurveKeys.generate(),
      name: "lab", expires: Self.hour)
    #expect(try JoinLine(text: line.text) == line)
    #expect(try JoinLine(text: " " + line.text.prefix(40) + "\n" + line.text.dropFirst(40)) == line)
    let plain = line.text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    #expect(plain)
    for bad in [String(line.text.prefix(60)), "", "proxima-join-1.", "hello"] {
      #expect(throws: ProximaError.self) { try JoinLine(text: bad) }
    }
  }

  @Test("a secret lies where its owner alone reads it, and is not read once others may")
  func secret() throws {
    let scratch = try TestHome()
    defer { scratch.remove() }
    let file = SecretFile(folder: scratch.path + "/keys", name: "one.json")
    #expect(try file.read() == nil)
    try file.write(try JSON.encode(["a": 1]))
    var info = stat()
    #expect(stat(file.path, &info) == 0 && info.st_mode & 0o777 == 0o600)
    #expect(stat(file.folder, &info) == 0 && info.st_mode & 0o777 == 0o700)
    #expect(try file.read() != nil)
    chmod(file.path, 0o644)
    #expect(throws: ProximaError.self) { try file.read() }
  }
}
