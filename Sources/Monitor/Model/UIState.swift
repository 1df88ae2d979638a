/// What a person arranged: kept over detaching, so that attaching again shows the same picture.
public struct UIState: Hashable, Sendable, Codable {
  public var screen = ScreenID.overview
  public var theme = "dark"
  /// Percent for the first of the two panels.
  public var dividers: [String: Int] = [:]
  public var statistics = false
  public var task: String?
  public var gantt = false
  /// Whether signs of life are among the messages shown.
  public var beats: Bool?
  /// How far back Resources looks.
  public var range: HistoryRange?

  public init() {}

  /// Percent for the first of two panels: 20 to 80 in steps of 5.
  public func percent(_ divider: DividerID) -> Int { min(80, max(20, dividers[divider.rawValue] ?? divider.standard)) }

  mutating func set(_ divider: DividerID, percent: Int) {
    dividers[divider.rawValue] = min(80, max(20, (percent + 2) / 5 * 5))
  }
}

extension DividerID {
  /// Percent where nobody moved it.
  var standard: Int {
    switch self {
    case .overview: 55
    case .crew: 65
    case .taskList: 25
    case .taskJournal: 65
    case .traffic: 70
    case .machines, .results, .backends, .configuration: 50
    case .memory: 60
    }
  }
}
