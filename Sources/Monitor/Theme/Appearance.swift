/// How one cell goes to a terminal: colour numbers (-1 is the terminal's own) and attributes.
public struct Appearance: Hashable, Sendable {
  public var foreground: Int
  public var background: Int
  public var attributes: Style.Attributes

  /// The appearance of `style` in `theme` where the terminal shows `depth` colours.
  ///
  /// Attributes that stand for a colour are used where there is none: a reversed line with a background of its own would be
  /// reversed twice.
  public init(_ style: Style, theme: Theme, depth: ColorDepth) {
    let look = theme.look(style.role)
    (foreground, background) = look.colors(depth)
    var own = look.attributes
    if depth != .none { own.remove(.reverse) }
    if depth == .none, style.role == .dim || style.role == .border || style.role == .barEmpty { own.insert(.dim) }
    attributes = own.union(style.attributes)
  }
}
