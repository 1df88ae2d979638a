/// What `proxima-report` is asked on its standard input: one job, answered by one `ReportAnswer` on its standard output.
public struct ReportJob: Hashable, Codable, Sendable {
  public enum Action: String, Codable, Sendable {
    /// The report as a workbook, or as a PDF.
    case xlsx, pdf
    /// Files into a zip, and out of one.
    case pack, unpack
    /// The sheets of a workbook as text.
    case sheets
  }

  public var action: Action
  public var path: String
  public var report: TaskReport?
  public var files: [ReportAnswer.File]?

  public init(_ action: Action, path: String, report: TaskReport? = nil, files: [ReportAnswer.File]? = nil) {
    self.action = action
    self.path = path
    self.report = report
    self.files = files
  }
}

/// What `proxima-report` answers.
public struct ReportAnswer: Hashable, Codable, Sendable {
  public var error: ProximaError?
  public var files: [File]?
  public var sheets: [Sheet]?

  public init(error: ProximaError? = nil, files: [File]? = nil, sheets: [Sheet]? = nil) {
    self.error = error
    self.files = files
    self.sheets = sheets
  }

  /// A file of text.
  public struct File: Hashable, Codable, Sendable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// A sheet, cell by cell; empty cells are empty text.
  public struct Sheet: Hashable, Codable, Sendable {
    public var name: String
    public var rows: [[String]]

    public init(name: String, rows: [[String]]) {
      self.name = name
      self.rows = rows
    }
  }
}
