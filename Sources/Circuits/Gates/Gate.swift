/// A gate of the table on particular qubits.
public struct Gate: Hashable, Sendable {
  public var kind: GateKind
  /// In radians, one for each that the table names.
  public var parameters: [Double]
  /// Further controls first, then the qubits of the kind in the table's order.
  public var qubits: [Int]
  /// The state on which each further control acts: `qubits[j]` for `controlStates[j]`. Empty for a gate as in the table.
  public var controlStates: [Bool]

  @inlinable public init(
    _ kind: GateKind, _ parameters: [Double] = [], on qubits: [Int], controlStates: [Bool] = []
  ) {
    self.kind = kind
    self.parameters = parameters
    self.qubits = qubits
    self.controlStates = controlStates
  }

  @inlinable public init(_ kind: GateKind, _ parameters: [Double] = [], _ qubits: Int...) {
    self.init(kind, parameters, on: qubits)
  }

  /// Whether parameters and qubits are as many as the table says, and no qubit stands twice.
  public var isWellFormed: Bool {
    parameters.count == kind.parameterCount && qubits.count == kind.qubits + controlStates.count
      && Set(qubits).count == qubits.count && parameters.allSatisfy(\.isFinite)
  }

  /// A gate as controls around a matrix on its targets: what a simulator needs.
  public struct ControlledForm: Hashable, Sendable {
    public var controls: [Int]
    /// The state on which each control acts.
    public var states: [Bool]
    public var targets: [Int]
    /// On the targets, the first being least significant.
    public var matrix: Matrix
  }

  /// Controls, those of the kind included, around the matrix on the targets.
  public var controlledForm: ControlledForm {
    let controls = controlStates.count + kind.controls
    return ControlledForm(
      controls: Array(qubits.prefix(controls)),
      states: controlStates + Array(repeating: true, count: kind.controls),
      targets: Array(qubits.dropFirst(controls)), matrix: kind.targetMatrix(parameters))
  }

  /// The matrix on all of `qubits`, the first being least significant.
  public var matrix: Matrix { kind.matrix(parameters).controlled(by: controlStates) }

  /// The kind's own qubits, further controls left out.
  public var ownQubits: [Int] { Array(qubits.dropFirst(controlStates.count)) }

  /// What statistics and noise models call it: the table's name; with further controls `mcx`, `mcp`, or `c3ry` for three
  /// controls around `ry`.
  public var name: String {
    if controlStates.isEmpty { return kind.rawValue }
    let total = controlStates.count + kind.controls
    let base = kind.description.base ?? kind
    switch base {
    case .x: return "mcx"
    case .p, .u1: return "mcp"
    default: return kind == .cu ? "c\(total)u" : "c\(total)\(base.rawValue)"
    }
  }

  /// The same gate with controls put before it.
  public func controlled(by controls: [Int], states: [Bool]? = nil) -> Gate {
    Gate(
      kind, parameters, on: controls + qubits,
      controlStates: (states ?? Array(repeating: true, count: controls.count)) + controlStates
    ).canonical
  }

  /// The same gate written without further controls where the table has a name for it: `x` with one control is `cx`.
  public var canonical: Gate {
    guard let last = controlStates.last, last else { return self }
    let promoted: GateKind
    switch kind {
    case .gphase: promoted = .p
    case .x: promoted = .cx
    case .cx: promoted = .ccx
    case .ccx: promoted = .c3x
    case .c3x: promoted = .c4x
    case .y: promoted = .cy
    case .z: promoted = .cz
    case .cz: promoted = .ccz
    case .h: promoted = .ch
    case .s: promoted = .cs
    case .sdg: promoted = .csdg
    case .sx: promoted = .csx
    case .p: promoted = .cp
    case .u1: promoted = .cu1
    case .u3: promoted = .cu3
    case .rx: promoted = .crx
    case .ry: promoted = .cry
    case .rz: promoted = .crz
    case .swap: promoted = .cswap
    case .u:
      return Gate(.cu, parameters + [0], on: qubits, controlStates: Array(controlStates.dropLast())).canonical
    default: return self
    }
    return Gate(promoted, parameters, on: qubits, controlStates: Array(controlStates.dropLast())).canonical
  }
}
