/// One mark of a drawing: what stands on which wires, before any characters.
struct DrawingElement {
  /// Top and bottom of what it covers, as places of qubits.
  var rows: ClosedRange<Int>
  var content: Content
  /// The classical register it reaches down to, with what is written below.
  var classical: (register: Int, label: String)?

  enum Content {
    /// A box around a label, controls elsewhere.
    case gate(label: String, targets: [Int], controls: [(row: Int, state: Bool)])
    /// Marks joined by a line, with a text beside it: controlled phases and swaps.
    case marks([(row: Int, mark: Mark)], label: String)
    case measure(Int)
    case reset(Int)
    case barrier([Int])
    /// The beginning or end of a block.
    case frame(label: String, rows: [Int])
  }

  enum Mark { case full, empty, cross }
}

/// The elements of a circuit in columns, as far left as they go without crossing.
struct DrawingLayout {
  var columns: [[DrawingElement]] = []
  /// Operations that the limit left out.
  var omitted = 0
  private var frontier: [Int]
  private let circuit: Circuit
  private let maximumColumns: Int

  init(_ circuit: Circuit, maximumColumns: Int, pi: String = "π") {
    self.circuit = circuit
    self.maximumColumns = maximumColumns
    frontier = Array(repeating: 0, count: max(1, circuit.qubitCount))
    place(circuit.operations, pi: pi)
  }

  private mutating func place(_ operations: [Operation], pi: String) {
    for operation in operations {
      switch operation {
      case .conditional(let condition, let then, let otherwise):
        let rows = operation.qubits
        frame("if \(DrawingLabels.condition(condition, circuit))", rows)
        place(then, pi: pi)
        if !otherwise.isEmpty {
          frame("else", rows)
          place(otherwise, pi: pi)
        }
        frame("end", rows)
      case .whileLoop(let condition, let body):
        let rows = operation.qubits
        frame("while \(DrawingLabels.condition(condition, circuit))", rows)
        place(body, pi: pi)
        frame("end", rows)
      case .breakLoop: frame("break", [])
      case .continueLoop: frame("continue", [])
      case .end: frame("stop", [])
      case .assign(let target, let value):
        frame("\(DrawingLabels.target(target, circuit)) = \(DrawingLabels.condition(value, circuit))", [])
      default: if let element = DrawingLabels.element(operation, circuit, pi: pi) { add(element) }
      }
    }
  }

  private mutating func frame(_ label: String, _ rows: [Int]) {
    guard circuit.qubitCount > 0 else { return }
    let covered = rows.isEmpty ? Array(0..<circuit.qubitCount) : Array(rows[0]...rows[rows.count - 1])
    add(
      DrawingElement(
        rows: covered[0]...covered[covered.count - 1], content: .frame(label: label, rows: covered), classical: nil))
  }

  private mutating func add(_ element: DrawingElement) {
    // A line down to the classical bits crosses every wire below.
    let bottom = element.classical == nil ? element.rows.upperBound : frontier.count - 1
    let span = element.rows.lowerBound...max(bottom, element.rows.upperBound)
    var column = 0
    for row in span { column = max(column, frontier[row]) }
    for row in span { frontier[row] = column + 1 }
    guard column < maximumColumns else {
      omitted += 1
      return
    }
    while columns.count <= column { columns.append([]) }
    columns[column].append(element)
  }
}
