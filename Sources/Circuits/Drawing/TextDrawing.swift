/// A circuit drawn with characters, as Qiskit draws it: qubit 0 on top, folded at a width.
public struct TextDrawing: Sendable {
  /// Columns of characters a line may have.
  public var width: Int
  /// Letters, digits and signs alone, for terminals without box-drawing characters.
  public var ascii: Bool
  /// Columns of gates and wires beyond which the rest is counted instead of drawn.
  public var maximumColumns: Int
  public var maximumWires: Int

  public init(width: Int = 80, ascii: Bool = false, maximumColumns: Int = 400, maximumWires: Int = 200) {
    self.width = width
    self.ascii = ascii
    self.maximumColumns = maximumColumns
    self.maximumWires = maximumWires
  }

  /// The drawing, lines ended by newlines; what was left out is said in a last line.
  public func draw(_ circuit: Circuit) -> String {
    let wires = circuit.qubitCount + circuit.classicalRegisters.count
    guard circuit.qubitCount > 0 else { return "(a circuit without qubits)\n" }
    guard wires <= maximumWires else {
      return "(\(circuit.qubitCount) qubits and \(circuit.operations.count) operations: too many wires to draw)\n"
    }
    let layout = DrawingLayout(circuit, maximumColumns: maximumColumns, pi: ascii ? "pi" : "π")
    let names = Self.names(circuit)
    let prefix = (names.map(\.count).max() ?? 0)
    let padded = names.map { String(repeating: " ", count: prefix - $0.count) + $0 }
    var text = ""
    let panels = split(layout.columns, room: max(8, width - prefix - 2))
    for (index, columns) in panels.enumerated() {
      let lines = panel(circuit, columns, padded: padded, first: index == 0, last: index == panels.count - 1)
      text += lines.joined(separator: "\n") + "\n"
    }
    if layout.omitted > 0 { text += "(\(layout.omitted) more operations are not drawn)\n" }
    return ascii ? Self.plain(text) : text
  }

  /// `q_0: `, `c: 3/`.
  private static func names(_ circuit: Circuit) -> [String] {
    var names: [String] = []
    for register in circuit.quantumRegisters {
      for index in 0..<register.size {
        names.append(register.size == 1 ? "\(register.name): " : "\(register.name)_\(index): ")
      }
    }
    for register in circuit.classicalRegisters {
      names.append(register.size == 1 ? "\(register.name): " : "\(register.name): \(register.size)/")
    }
    return names
  }

  private func split(_ columns: [[DrawingElement]], room: Int) -> [[[DrawingElement]]] {
    var panels: [[[DrawingElement]]] = [[]]
    var used = 0
    for column in columns {
      let needed = Self.width(column)
      if used + needed > room, used > 0 {
        panels.append([])
        used = 0
      }
      panels[panels.count - 1].append(column)
      used += needed
    }
    return panels
  }

  static func width(_ column: [DrawingElement]) -> Int { column.map(width).max() ?? 1 }

  static func width(_ element: DrawingElement) -> Int {
    switch element.content {
    case .gate(let label, let targets, _): label.count + 4 + (targets.count > 1 ? "\(targets.count - 1)".count + 1 : 0)
    case .marks(_, let label): label.isEmpty ? 3 : 2 * label.count + 1
    case .measure: 3
    case .reset: 5
    case .barrier: 3
    case .frame(let label, _): label.count + 4
    }
  }

  private func panel(
    _ circuit: Circuit, _ columns: [[DrawingElement]], padded: [String], first: Bool, last: Bool
  ) -> [String] {
    let widths = columns.map(Self.width)
    let total = max(1, widths.reduce(0, +))
    let qubits = circuit.qubitCount
    var canvas = DrawingCanvas(width: total, height: 2 * padded.count + 1)
    for wire in padded.indices { canvas.horizontal(2 * wire + 1, 0..<total, wire < qubits ? "─" : "═") }
    var start = 0
    for (column, width) in zip(columns, widths) {
      for element in column { draw(element, &canvas, start: start, width: width, qubits: qubits) }
      start += width
    }
    let blank = String(repeating: " ", count: padded.first?.count ?? 0)
    var lines: [String] = []
    for row in 0..<(2 * padded.count + 1) {
      var line = (row % 2 == 1 ? padded[row / 2] : blank)
      if !first { line = "«" + line }
      line += canvas.line(row) + (last ? "" : "»")
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private func draw(_ element: DrawingElement, _ canvas: inout DrawingCanvas, start: Int, width: Int, qubits: Int) {
    let middle = start + (width - 1) / 2
    switch element.content {
    case .gate(let label, let targets, let controls):
      box(label, targets, &canvas, middle: middle, own: Self.width(element))
      for control in controls {
        join(control.row, to: targets, middle, &canvas)
      }
      for control in controls { canvas.set(control.state ? "■" : "o", 2 * control.row + 1, middle) }
    case .marks(let marks, let label):
      connect(marks.map(\.row), middle, &canvas)
      for (row, mark) in marks { canvas.set(mark == .full ? "■" : mark == .empty ? "o" : "X", 2 * row + 1, middle) }
      if !label.isEmpty, let top = marks.map(\.row).min() { canvas.set(label, 2 * top + 2, middle + 1) }
    case .measure(let row):
      canvas.horizontal(2 * row, middle..<middle + 1)
      canvas.horizontal(2 * row + 2, middle..<middle + 1)
      corners(2 * row, 2 * row + 2, middle - 1, middle + 1, &canvas)
      canvas.set("┤M├", 2 * row + 1, middle - 1)
      if let classical = element.classical {
        drop(from: 2 * row + 2, to: 2 * (qubits + classical.register) + 1, middle, &canvas)
        canvas.set(classical.label, 2 * (qubits + classical.register) + 2, middle - (classical.label.count - 1) / 2)
      }
    case .reset(let row): canvas.set("|0>", 2 * row + 1, middle - 1)
    case .barrier(let rows):
      for row in rows {
        canvas.set("░", 2 * row + 1, middle)
        canvas.set("░", 2 * row, middle)
        canvas.set("░", 2 * row + 2, middle)
      }
    case .frame(let label, let rows):
      box(label, rows, &canvas, middle: middle, own: Self.width(element), numbered: false)
    }
  }

  /// A line over all of `rows`, crossing the wires between.
  private func connect(_ rows: [Int], _ column: Int, _ canvas: inout DrawingCanvas) {
    guard let top = rows.min(), let bottom = rows.max(), top < bottom else { return }
    for row in (2 * top + 2)...(2 * bottom) { canvas.put("│", row, column) }
  }

  /// A line from a control to the box that it controls, crossing the wires between.
  private func join(_ control: Int, to targets: [Int], _ column: Int, _ canvas: inout DrawingCanvas) {
    guard let top = targets.min(), let bottom = targets.max() else { return }
    if control < top {
      for row in (2 * control + 2)..<(2 * top) { canvas.put("│", row, column) }
      canvas.put("┴", 2 * top, column)
    }
    if control > bottom {
      canvas.put("┬", 2 * bottom + 2, column)
      for row in (2 * bottom + 3)..<(2 * control + 1) { canvas.put("│", row, column) }
    }
  }

  private func corners(_ top: Int, _ bottom: Int, _ left: Int, _ right: Int, _ canvas: inout DrawingCanvas) {
    for (character, row, column) in [("┌", top, left), ("┐", top, right), ("└", bottom, left), ("┘", bottom, right)] {
      canvas.put(Character(character), row, column)
    }
  }

  private func box(
    _ label: String, _ targets: [Int], _ canvas: inout DrawingCanvas, middle: Int, own: Int, numbered: Bool = true
  ) {
    guard let top = targets.min(), let bottom = targets.max() else { return }
    let left = middle - (own - 1) / 2
    let right = left + own - 1
    let multiple = targets.count > 1
    canvas.horizontal(2 * top, left + 1..<right)
    canvas.horizontal(2 * bottom + 2, left + 1..<right)
    corners(2 * top, 2 * bottom + 2, left, right, &canvas)
    for row in (2 * top + 1)...(2 * bottom + 1) {
      let edge = row % 2 == 1 ? ("┤", "├") : ("│", "│")
      canvas.set(edge.0 + String(repeating: " ", count: own - 2) + edge.1, row, left)
    }
    if multiple, numbered { for (index, row) in targets.enumerated() { canvas.set("\(index)", 2 * row + 1, left + 1) } }
    let inset = multiple && numbered ? own - 2 - label.count - 1 : (own - label.count) / 2
    canvas.set(label, top + bottom + 1, left + max(1, inset))
  }

  /// A double line from a measurement to its classical register.
  private func drop(from: Int, to: Int, _ column: Int, _ canvas: inout DrawingCanvas) {
    canvas.put("╥", from, column)
    if from + 1 < to { for row in (from + 1)..<to { canvas.put("║", row, column) } }
    canvas.put("╩", to, column)
  }

  private static func plain(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "─": result += "-"
      case "│", "┤", "├", "║": result += "|"
      case "┌", "┐", "└", "┘", "┬", "┴", "┼", "╫", "╥", "╨": result += "+"
      case "═": result += "="
      case "╩", "╬": result += "#"
      case "■": result += "@"
      case "░": result += ":"
      case "«": result += "<"
      case "»": result += ">"
      case "√": result += "S"
      case "π": result += "pi"
      case "…": result += "~"
      default: result.append(character.isASCII ? character : "?")
      }
    }
    return result
  }
}
