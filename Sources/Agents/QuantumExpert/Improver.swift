import Circuits
import Core

/// Makes programs smaller.
public struct Improver: Sendable {
  public init() {}

  /// The optimised program, in the language of the given one where that can say it, with how it was checked.
  public func optimize(_ request: OptimizeRequest) throws(ProximaError) -> Core.OptimizedCircuit {
    do throws(CircuitError) {
      let result = try CircuitOptimizer().optimize(OpenQASM.parse(request.qasm))
      var answer = Core.OptimizedCircuit(
        qasm: try Designer.text(result.circuit), before: result.before, after: result.after,
        equivalence: result.check.rawValue)
      answer.twoQubitGatesBefore = result.twoQubitGatesBefore
      answer.twoQubitGatesAfter = result.twoQubitGatesAfter
      return answer
    } catch { throw error.proxima }
  }
}
