import Core
import TestKit

/// Two hosts on one machine: network namespaces with a cable (a veth pair) between them. Needs CAP_NET_ADMIN.
struct Namespaces {
  let crew: String
  let other: String
  private let crewEnd: String
  private let otherEnd: String
  static let crewAddress = "10.217.83.1"
  static let otherAddress = "10.217.83.2"

  /// Whether namespaces can be made here.
  static func arePermitted() async -> Bool {
    guard let program, let probe = try? await Namespaces(program: program) else { return false }
    await probe.remove()
    return true
  }

  private static var program: String? {
    ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"].first { isExecutable($0) }
  }

  private let ip: String

  /// Makes both, the cable plugged in.
  static func make() async throws -> Namespaces {
    guard let program else { throw NotInTime(description: "iproute2 is not installed") }
    return try await Namespaces(program: program)
  }

  private init(program: String) async throws {
    ip = program
    let name = String(Identifier.random().description.prefix(6))
    (crew, other) = ("pxc-\(name)", "pxo-\(name)")
    (crewEnd, otherEnd) = ("pxa\(name)", "pxb\(name)")
    do {
      for space in [crew, other] { try await run("netns", "add", space) }
      try await run("link", "add", crewEnd, "netns", crew, "type", "veth", "peer", "name", otherEnd, "netns", other)
      for (space, end, address) in [(crew, crewEnd, Self.crewAddress), (other, otherEnd, Self.otherAddress)] {
        try await run("-n", space, "addr", "add", address + "/24", "dev", end)
        try await run("-n", space, "link", "set", end, "up")
        try await run("-n", space, "link", "set", "lo", "up")
      }
    } catch {
      await remove()
      throw error
    }
  }

  /// What stands before a program that is to run in the namespace.
  func inside(_ space: String) -> [String] { [ip, "netns", "exec", space] }

  /// Pulls the cable, or plugs it in.
  func cable(_ plugged: Bool) async throws { try await run("-n", other, "link", "set", otherEnd, plugged ? "up" : "down") }

  func remove() async {
    for space in [crew, other] { try? await run("netns", "del", space) }
  }

  private func run(_ arguments: String...) async throws {
    let process = try TestProcess.start(ip, arguments, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], folder: "/tmp")
    defer { process.removeFiles() }
    guard try await process.wait() == 0 else {
      throw NotInTime(description: "ip \(arguments.joined(separator: " ")): \(process.errors)")
    }
  }
}
