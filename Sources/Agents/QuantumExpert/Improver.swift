import Core

/// Makes programs smaller.
public struct Improver: Sendable {
  public init() {}

  /// The optimised program; there is no optimiser yet, and this says so.
  public func optimize(_ request: OptimizeRequest) throws(ProximaError) -> OptimizedCircuit {
    throw .notThereYet("optimising circuits")
  }
}
