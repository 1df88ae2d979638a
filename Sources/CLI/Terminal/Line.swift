/// A stretch of text in one style.
public struct Span: Sendable, Hashable, ExpressibleByStringLiteral {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }

  public init(stringLiteral value: String) { self.init(value) }
}

/// How a stretch of text looks, where colour is allowed.
public enum Style: Sendable, Hashable {
  case plain, bold, dim, heading, good, bad, warning, accent

  /// The SGR parameters (ECMA-48); the sixteen colours only, so that every theme can carry them.
  var codes: String {
    switch self {
    case .plain: ""
    case .bold: "1"
    case .dim: "2"
    case .heading: "1;36"
    case .good: "32"
    case .bad: "1;31"
    case .warning: "33"
    case .accent: "36"
    }
  }
}

/// One line of an answer, before it is known where it goes.
public struct Line: Sendable, Hashable, ExpressibleByStringLiteral {
  public var spans: [Span]

  public init(_ spans: Span...) { self.spans = spans }
  public init(spans: [Span]) { self.spans = spans }
  public init(stringLiteral value: String) { spans = [Span(value)] }

  /// A line in one style.
  public init(_ text: String, _ style: Style) { spans = [Span(text, style)] }

  public static let empty = Line(spans: [])

  /// The text without its style.
  public var text: String { spans.map(\.text).joined() }
  /// Columns it takes.
  var width: Int { spans.reduce(0) { $0 + TextWidth.of($1.text) } }

  static func + (a: Line, b: Line) -> Line { Line(spans: a.spans + b.spans) }

  /// The lines of a text of one's own or of others, each in `style`.
  static func lines(_ text: String, _ style: Style = .plain, indent: String = "") -> [Line] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { Line(indent + $0, style) }
  }
}

/// Turns lines into bytes for one stream. Whatever a span holds, no control character passes.
public struct Renderer: Sendable, Hashable {
  public var color: Bool
  public var unicode: Bool

  public init(color: Bool, unicode: Bool) {
    self.color = color
    self.unicode = unicode
  }

  /// `line` without its end.
  public func render(_ line: Line) -> String {
    var out = ""
    for span in line.spans {
      var text = Escape.outside(span.text)
      if !unicode { text = Escape.ascii(text) }
      let codes = span.style.codes
      out += color && !codes.isEmpty && !text.isEmpty ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
    }
    return out
  }

  /// `lines`, each with its end.
  public func render(_ lines: [Line]) -> String { lines.map { render($0) + "\n" }.joined() }
}
