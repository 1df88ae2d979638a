import Core

extension CircuitError {
  /// How many small steps of a loop may pass between two looks.
  static let stepsBetweenLooks = 256

  /// Throws where nobody wants what is computed any more.
  package static func checkWanted() throws(CircuitError) {
    guard Interruption.isWished else { return }
    throw CircuitError("circuit.aborted", "nobody wants the circuit any more", exit: .interrupted)
  }
}
