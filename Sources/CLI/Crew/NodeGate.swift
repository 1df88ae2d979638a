import Core
import Glibc
import Node

/// The crew of this machine, through its node.
struct NodeGate: CrewGate {
  func isRunning(_ home: Home) -> Bool { NodeLauncher(home: home).running != nil }

  func start(_ home: Home, stays: Bool) async throws(ProximaError) {
    try await NodeLauncher(home: home).ensureRunning(stays: stays)
  }

  func stop(_ home: Home) async throws(ProximaError) -> Bool { try await NodeLauncher(home: home).end() }

  func connect(_ home: Home) async throws(ProximaError) -> any CrewLink {
    // Unique among the fronts of this machine, also of one process.
    let name = "front.\(getpid()).\(UInt32.random(in: .min ... .max))"
    let crew = try BusCrew(address: home.busAddress, name: name)
    do throws(ProximaError) { try await crew.registered(timeout: 10) } catch {
      crew.close()
      throw error
    }
    return crew
  }
}
