/// What a cell means; a theme says how that looks.
public enum Role: UInt8, Hashable, Sendable, CaseIterable, Codable {
  case text, dim, heading, accent, good, bad, warning, info, border, focus, title, bar, barEmpty, key
  case series1, series2, series3, series4
  /// The question that only a person may answer: no screen uses it for anything else.
  case approval
  /// The line that is chosen.
  case selection
}

/// How a cell is drawn: its meaning and what is added to it.
public struct Style: Hashable, Sendable {
  public var role: Role
  public var attributes: Attributes

  public init(_ role: Role, _ attributes: Attributes = []) {
    self.role = role
    self.attributes = attributes
  }

  /// What is added to a colour, and what is left where there is none.
  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let underline = Attributes(rawValue: 4)
    public static let reverse = Attributes(rawValue: 8)
  }

  public static let text = Style(.text)
  static let dim = Style(.dim)
  static let bold = Style(.text, .bold)
  static let heading = Style(.heading, .bold)
  static let accent = Style(.accent)
  static let good = Style(.good)
  static let bad = Style(.bad, .bold)
  static let warning = Style(.warning)
  static let info = Style(.info)
  static let border = Style(.border)
  static let key = Style(.key, .bold)
}

/// A stretch of text in one style. Text from outside and text of our own are told apart when it is put on a canvas.
struct Span: Hashable, Sendable, ExpressibleByStringLiteral {
  var text: String
  var style: Style
  /// Whether it is of our own and may hold drawing characters.
  var trusted = false

  init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }

  /// A sign of our own.
  static func sign(_ text: String, _ role: Role) -> Span {
    var span = Span(text, Style(role, .bold))
    span.trusted = true
    return span
  }

  init(stringLiteral value: String) { self.init(value) }
}
