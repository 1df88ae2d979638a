import Core

extension Context {
  /// Starts the crew where it does not run, connects, and waits for `operation` on it.
  func crew<Value: Sendable>(
    _ label: String, _ operation: @escaping @Sendable (any CrewLink) async throws(ProximaError) -> Value
  ) throws(ProximaError) -> Value {
    let gate = world.crew
    let home = home
    return try wait(gate.isRunning(home) ? label : "starting the crew") { () async throws(ProximaError) -> Value in
      try await gate.start(home, stays: false)
      return try await Self.use(gate, home, operation)
    }
  }

  /// The same on a crew that runs; throws `crew.not_running` where none does.
  func runningCrew<Value: Sendable>(
    _ label: String, _ operation: @escaping @Sendable (any CrewLink) async throws(ProximaError) -> Value
  ) throws(ProximaError) -> Value {
    let gate = world.crew
    let home = home
    guard gate.isRunning(home) else {
      throw ProximaError("crew.not_running", "no crew runs here", remedy: "proxima up", exit: .unavailable)
    }
    return try wait(label) { () async throws(ProximaError) -> Value in try await Self.use(gate, home, operation) }
  }

  private static func use<Value: Sendable>(
    _ gate: any CrewGate, _ home: Home, _ operation: @Sendable (any CrewLink) async throws(ProximaError) -> Value
  ) async throws(ProximaError) -> Value {
    let link = try await gate.connect(home)
    defer { link.close() }
    // The agents of a crew that was just started register one after the other.
    var tries = 0
    while true {
      do throws(ProximaError) { return try await operation(link) } catch {
        tries += 1
        guard error.code == "bus.unknown_recipient", tries < 100 else { throw error }
        if tries == 1, let halted = await link.emergencyStop(error) { throw halted }
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  /// Reads from the crew where one runs, otherwise from the journal; nothing recorded at all is an empty record.
  func records<Value: Sendable>(
    _ label: String, crew: @escaping @Sendable (any CrewLink) async throws(ProximaError) -> Value,
    journal: @Sendable (RecordReader) throws(ProximaError) -> Value, none: Value? = nil
  ) throws(ProximaError) -> Value {
    if world.crew.isRunning(home) { return try runningCrew(label, crew) }
    guard let reader = try RecordReader(home) else {
      if let none { return none }
      throw ProximaError(
        "task.none", "nothing is recorded yet", remedy: "proxima ask \"3 qubit GHZ state\"", exit: .usage)
    }
    return try journal(reader)
  }
}
