import Circuits
import Core
import Simulator

/// A program that was read: a circuit with the method that runs it, or a file in Stim's format.
enum Runnable: Sendable {
  case circuit(Circuit, any SimulationMethod)
  case stim(StimSimulation)

  /// Reads the text of `request`: Stim's format where its name ends in `.stim`, OpenQASM elsewhere.
  init(_ request: RunRequest, _ method: any SimulationMethod) throws(ProximaError) {
    if request.name.hasSuffix(".stim") {
      guard method.method == .auto || method.method == .stabilizer else {
        throw ProximaError(
          "backend.method", "a file in Stim's format runs by the method `stabilizer`, not by `\(method.method.rawValue)`",
          remedy: "leave the method out", exit: .badInput)
      }
      do throws(SimulatorError) {
        self = .stim(try StimSimulation(parsing: request.qasm, file: request.name))
      } catch { throw error.proxima }
      return
    }
    do throws(CircuitError) {
      self = .circuit(try OpenQASM.parse(request.qasm, file: request.name), method)
    } catch { throw error.proxima }
  }

  var qubits: Int {
    switch self {
    case .circuit(let circuit, _): circuit.qubitCount
    case .stim(let stim): stim.qubits
    }
  }

  var summary: CircuitSummary {
    switch self {
    case .circuit(let circuit, _): circuit.summary
    case .stim(let stim): stim.summary
    }
  }

  func estimate(_ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    switch self {
    case .circuit(let circuit, let method): try method.estimate(circuit, options)
    case .stim(let stim): try stim.estimate(options)
    }
  }

  func run(
    _ options: SimulationOptions, _ control: RunControl, _ progress: @escaping @Sendable (Double) -> Void
  ) throws(SimulatorError) -> SimulationResult {
    switch self {
    case .circuit(let circuit, let method): try method.run(circuit, options, control: control, progress: progress)
    case .stim(let stim): try stim.run(options, control: control, progress: progress)
    }
  }
}
