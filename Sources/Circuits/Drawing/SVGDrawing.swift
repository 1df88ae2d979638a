import Core

/// A circuit drawn as SVG, in the conventions of `TextDrawing`: one picture, no folding.
public struct SVGDrawing: Sendable {
  public var maximumColumns: Int
  public var maximumWires: Int

  public init(maximumColumns: Int = 400, maximumWires: Int = 200) {
    self.maximumColumns = maximumColumns
    self.maximumWires = maximumWires
  }

  private static let step = 40.0
  private static let character = 8.0

  /// The drawing as an SVG document; what was left out is said below it.
  public func draw(_ circuit: Circuit) -> String {
    let wires = circuit.qubitCount + circuit.classicalRegisters.count
    guard circuit.qubitCount > 0, wires <= maximumWires else {
      return Self.document(
        width: 640, height: 40,
        [
          Self.text(
            8, 24, "\(circuit.qubitCount) qubits and \(circuit.operations.count) operations: not drawn", anchor: "start"
          )
        ])
    }
    let layout = DrawingLayout(circuit, maximumColumns: maximumColumns)
    let widths = layout.columns.map { Double(max(TextDrawing.width($0), 3)) * Self.character + 12 }
    let left = 16 + Self.character * Double(names(circuit).map(\.count).max() ?? 0)
    let width = left + widths.reduce(0, +) + 16
    let height = Self.step * Double(wires) + 40
    var parts: [String] = []
    for (wire, name) in names(circuit).enumerated() {
      let y = Self.y(wire)
      parts.append(Self.text(left - 6, y + 4, name, anchor: "end"))
      for offset in wire < circuit.qubitCount ? [0.0] : [-1.5, 1.5] {
        parts.append(Self.line(left, y + offset, width - 8, y + offset))
      }
    }
    var x = left
    for (column, width) in zip(layout.columns, widths) {
      for element in column { parts += draw(element, at: x + width / 2, qubits: circuit.qubitCount) }
      x += width
    }
    if layout.omitted > 0 {
      parts.append(Self.text(8, height - 8, "\(layout.omitted) more operations are not drawn", anchor: "start"))
    }
    return Self.document(width: width, height: height, parts)
  }

  private func names(_ circuit: Circuit) -> [String] {
    circuit.quantumRegisters.flatMap { register in
      (0..<register.size).map { register.size == 1 ? register.name : "\(register.name)[\($0)]" }
    } + circuit.classicalRegisters.map { "\($0.name) (\($0.size))" }
  }

  private static func y(_ wire: Int) -> Double { step * Double(wire) + 28 }

  private func draw(_ element: DrawingElement, at x: Double, qubits: Int) -> [String] {
    switch element.content {
    case .gate(let label, let targets, let controls):
      return Self.joined(targets + controls.map(\.row), x) + Self.box(label, targets, x)
        + controls.map { Self.dot($0.row, x, filled: $0.state) }
    case .marks(let marks, let label):
      var parts = Self.joined(marks.map(\.row), x)
      for (row, mark) in marks {
        parts += mark == .cross ? Self.cross(row, x) : [Self.dot(row, x, filled: mark == .full)]
      }
      if !label.isEmpty, let top = marks.map(\.row).min() {
        parts.append(Self.text(x + 5, Self.y(top) + Self.step / 2 + 4, label, anchor: "start"))
      }
      return parts
    case .measure(let row):
      var parts: [String] = []
      if let classical = element.classical {
        let y = Self.y(qubits + classical.register)
        parts += [Self.line(x - 1.5, Self.y(row), x - 1.5, y), Self.line(x + 1.5, Self.y(row), x + 1.5, y)]
        parts.append(Self.text(x, y + 16, classical.label, anchor: "middle"))
      }
      return parts + Self.box("M", [row], x)
    case .reset(let row): return Self.box("|0⟩", [row], x)
    case .barrier(let rows):
      return rows.map { row in
        "<line x1=\"\(Self.number(x))\" y1=\"\(Self.number(Self.y(row) - 18))\" x2=\"\(Self.number(x))\" y2=\"\(Self.number(Self.y(row) + 18))\" stroke=\"#888\" stroke-dasharray=\"3 3\"/>"
      }
    case .frame(let label, let rows): return Self.box(label, rows, x)
    }
  }

  private static func joined(_ rows: [Int], _ x: Double) -> [String] {
    guard let top = rows.min(), let bottom = rows.max(), top < bottom else { return [] }
    return [line(x, y(top), x, y(bottom))]
  }

  private static func box(_ label: String, _ rows: [Int], _ x: Double) -> [String] {
    guard let top = rows.min(), let bottom = rows.max() else { return [] }
    let width = max(28, Double(label.count) * character + 12)
    let (upper, lower) = (y(top) - 14, y(bottom) + 14)
    return [
      "<rect x=\"\(number(x - width / 2))\" y=\"\(number(upper))\" width=\"\(number(width))\" height=\"\(number(lower - upper))\" rx=\"3\" fill=\"#fff\" stroke=\"#222\"/>",
      text(x, (upper + lower) / 2 + 4, label, anchor: "middle"),
    ]
  }

  private static func dot(_ row: Int, _ x: Double, filled: Bool) -> String {
    "<circle cx=\"\(number(x))\" cy=\"\(number(y(row)))\" r=\"4\" fill=\"\(filled ? "#222" : "#fff")\" stroke=\"#222\"/>"
  }

  private static func cross(_ row: Int, _ x: Double) -> [String] {
    let middle = y(row)
    return [line(x - 5, middle - 5, x + 5, middle + 5), line(x - 5, middle + 5, x + 5, middle - 5)]
  }

  private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" stroke=\"#222\"/>"
  }

  private static func text(_ x: Double, _ y: Double, _ text: String, anchor: String) -> String {
    return "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(Markup.escaped(text))</text>"
  }

  private static func number(_ value: Double) -> String { AngleText.decimal((value * 10).rounded() / 10) }

  private static func document(width: Double, height: Double, _ parts: [String]) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(number(width))" height="\(number(height))" \
    viewBox="0 0 \(number(width)) \(number(height))" font-family="monospace" font-size="13">
    <rect width="100%" height="100%" fill="#fff"/>
    \(parts.joined(separator: "\n"))
    </svg>

    """
  }
}
