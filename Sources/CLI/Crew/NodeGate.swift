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
    // A node that dies before it answered is noticed by its silence only; the connection finds the next one by itself.
    for attempt in 1...10 {
      do throws(ProximaError) {
        try await crew.registered(timeout: 1)
        break
      } catch {
        guard attempt < 10, error.code == "bus.timeout", !Task.isCancelled else {
          crew.close()
          throw error
        }
      }
      if !isRunning(home) { try? await start(home, stays: false) }
    }
    return crew
  }
}
