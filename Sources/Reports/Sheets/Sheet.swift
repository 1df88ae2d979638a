/// One page of a workbook: rows of cells, and the charts that stand beside them.
public struct Sheet: Hashable, Sendable {
  public var name: String
  /// Rows that are set as headings, by index.
  public var headings: Set<Int>
  public var rows: [[Cell]]
  public var charts: [Chart]

  public init(_ name: String) {
    self.name = name
    headings = []
    rows = []
    charts = []
  }

  /// Adds a row of headings.
  public mutating func heading(_ titles: [String]) {
    headings.insert(rows.count)
    rows.append(titles.map(Cell.text))
  }

  /// A value; text is never a formula, whatever it begins with.
  public enum Cell: Hashable, Sendable {
    case text(String)
    case number(Double)
    case empty

    /// A whole number.
    public static func count(_ value: Int) -> Cell { .number(Double(value)) }

    /// The number, or nothing where there is none.
    public static func optional(_ value: Double?) -> Cell { value.map(Cell.number) ?? .empty }

    /// As text; numbers without loss.
    public var plain: String {
      switch self {
      case .text(let text): text
      case .number(let value): Int(exactly: value).map(String.init) ?? "\(value)"
      case .empty: ""
      }
    }
  }

  /// A chart of one column over another of the same sheet.
  public struct Chart: Hashable, Sendable {
    public enum Kind: Sendable { case column, bar, line }

    public var kind: Kind
    public var title: String
    public var horizontal: String
    public var vertical: String
    /// The column of labels, that of values, and the rows of both.
    public var labels: Int
    public var values: Int
    public var rows: ClosedRange<Int>

    public init(
      _ kind: Kind, title: String, horizontal: String, vertical: String, labels: Int, values: Int,
      rows: ClosedRange<Int>
    ) {
      self.kind = kind
      self.title = title
      self.horizontal = horizontal
      self.vertical = vertical
      self.labels = labels
      self.values = values
      self.rows = rows
    }
  }
}
