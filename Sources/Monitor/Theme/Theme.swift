/// How the meanings of cells look: a theme is data.
public struct Theme: Hashable, Sendable {
  public var name: String
  /// What it is for, in a few words.
  public var summary: String
  public var looks: [Role: Look]

  /// The look of one meaning: 24-bit colours (nil is the terminal's own), the one of sixteen that comes next to it, and
  /// what is left of it without colour.
  public struct Look: Hashable, Sendable {
    public var foreground: UInt32?
    public var background: UInt32?
    public var sixteen: Int
    public var attributes: Style.Attributes
  }

  /// The look of `role`.
  public func look(_ role: Role) -> Look {
    looks[role] ?? Look(foreground: nil, background: nil, sixteen: -1, attributes: [])
  }

  /// The theme of that name.
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

  public static let all: [Theme] = [.dark, .light, .highContrast, .colourBlind]
}

/// How many colours a terminal shows.
public enum ColorDepth: String, Hashable, Sendable, CaseIterable {
  case none, sixteen, palette, direct
}

extension Theme.Look {
  /// The colour numbers of this look at `depth`; -1 is the terminal's own.
  public func colors(_ depth: ColorDepth) -> (foreground: Int, background: Int) {
    switch depth {
    case .none: (-1, -1)
    case .sixteen: (sixteen, background == nil ? -1 : Palette.nearestSixteen(background ?? 0))
    case .palette: (foreground.map(Palette.nearest) ?? -1, background.map(Palette.nearest) ?? -1)
    case .direct: (foreground.map { Int($0) } ?? -1, background.map { Int($0) } ?? -1)
    }
  }
}

/// The colours of terminals with fewer than 24 bits.
enum Palette {
  /// The nearest of the 240 fixed colours of the xterm palette (6×6×6 cube and 24 greys) by squared distance.
  static func nearest(_ rgb: UInt32) -> Int {
    let (r, g, b) = parts(rgb)
    func step(_ v: Int) -> Int { v < 48 ? 0 : v < 115 ? 1 : min(5, (v - 35) / 40) }
    let levels = [0, 95, 135, 175, 215, 255]
    let (i, j, k) = (step(r), step(g), step(b))
    let cube = distance((r, g, b), (levels[i], levels[j], levels[k]))
    let grey = min(23, max(0, ((r + g + b) / 3 - 3) / 10))
    let level = 8 + 10 * grey
    return distance((r, g, b), (level, level, level)) < cube ? 232 + grey : 16 + 36 * i + 6 * j + k
  }

  /// The nearest of the first eight colours.
  static func nearestSixteen(_ rgb: UInt32) -> Int {
    let (r, g, b) = parts(rgb)
    return (r > 110 ? 1 : 0) + (g > 110 ? 2 : 0) + (b > 110 ? 4 : 0)
  }

  private static func parts(_ rgb: UInt32) -> (Int, Int, Int) {
    (Int(rgb >> 16 & 255), Int(rgb >> 8 & 255), Int(rgb & 255))
  }

  private static func distance(_ a: (Int, Int, Int), _ b: (Int, Int, Int)) -> Int {
    (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1) + (a.2 - b.2) * (a.2 - b.2)
  }
}
