import Circuits
import Core

/// A circuit of gates and Pauli noise, cut into segments: each is compiled once, and anew only for shots with an error in it.
struct SegmentedCircuit {
  /// What the passes are made of.
  enum Step {
    case gate(Gate)
    case unitary(UnitaryGate)
  }

  let steps: [Step]
  let sites: [NoiseSite]
  /// The first step of each segment, and the number of steps at the end.
  let borders: [Int]

  /// Of a program; nil where anything but gates and Pauli noise comes before the final readout.
  init?(_ program: Program) {
    var steps: [Step] = [], sites: [NoiseSite] = []
    for instruction in program.instructions {
      switch instruction {
      case .gate(let gate): steps.append(.gate(gate))
      case .unitary(let gate): steps.append(.unitary(gate))
      case .noise(let channel):
        guard let site = NoiseSite(channel, gates: steps.count) else { return nil }
        sites.append(site)
      default: return nil
      }
    }
    guard !sites.isEmpty else { return nil }
    self.steps = steps
    self.sites = sites
    let segments = max(1, min(12, steps.count / 16))
    borders = (0...segments).map { $0 * steps.count / segments }
  }

  var segments: Int { borders.count - 1 }

  /// The segment in which an error falls: it follows the gates before it.
  func segment(of error: PauliError) -> Int {
    let gates = sites[error.site].gates
    return (borders.firstIndex { $0 >= gates } ?? 1) - 1
  }

  /// Whether the next error of `history` falls in `segment`.
  func hasError(_ history: ErrorHistory, in segment: Int) -> Bool {
    history.errors.first.map { self.segment(of: $0) == segment } ?? false
  }

  /// Appends a segment with `errors` in it.
  func append(_ segment: Int, _ errors: ArraySlice<PauliError>, to lowering: inout GateLowering) throws(SimulatorError) {
    var rest = errors
    for index in borders[segment]..<borders[segment + 1] {
      switch steps[index] {
      case .gate(let gate): try lowering.append(gate)
      case .unitary(let gate): try lowering.append(gate.controlledForm, label: gate.label)
      }
      while let error = rest.first, sites[error.site].gates == index + 1 {
        for gate in sites[error.site].gates(of: error.product) { try lowering.append(gate) }
        rest = rest.dropFirst()
      }
    }
  }
}
