import Core

/// Renders a picture as SVG that loads nothing and runs nothing.
public enum SVGRenderer {
  /// The picture as an SVG document; with `standalone` false as an element inside of HTML.
  public static func render(_ picture: Picture, standalone: Bool = true, title: String = "") -> String {
    let size = "width=\"\(number(picture.width))\" height=\"\(number(picture.height))\""
    var text = standalone ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : ""
    text += "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) viewBox=\"0 0 \(number(picture.width)) \(number(picture.height))\""
    text += " font-family=\"DejaVu Sans, sans-serif\" role=\"img\">\n"
    if !title.isEmpty { text += "<title>\(Markup.escaped(title))</title>\n" }
    for item in picture.items { text += element(item) + "\n" }
    return text + "</svg>\n"
  }

  private static func element(_ item: Picture.Item) -> String {
    switch item {
    case .rectangle(let x, let y, let width, let height, let fill):
      return "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" fill=\"\(colour(fill))\"/>"
    case .line(let x1, let y1, let x2, let y2, let stroke, let width):
      return "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\""
        + " stroke=\"\(colour(stroke))\" stroke-width=\"\(number(width))\"/>"
    case .text(let x, let y, let text, let size, let anchor, let bold, let fill):
      return "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" text-anchor=\"\(anchor.rawValue)\""
        + (bold ? " font-weight=\"bold\"" : "") + " fill=\"\(colour(fill))\">\(Markup.escaped(text))</text>"
    case .dot(let x, let y, let radius, let fill):
      return "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\" fill=\"\(colour(fill))\"/>"
    }
  }

  /// Two decimals are enough for points on a screen.
  static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }

  private static func colour(_ colour: Picture.Colour) -> String {
    let parts = [colour.red, colour.green, colour.blue].map { part in
      let text = String(Int((min(1, max(0, part)) * 255).rounded()), radix: 16)
      return text.utf8.count < 2 ? "0" + text : text
    }
    return "#" + parts.joined()
  }
}
