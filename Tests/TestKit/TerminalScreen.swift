/// What a terminal shows after the bytes that a program wrote: as much of ECMA-48 and xterm as terminfo's xterm uses.
public struct TerminalScreen: Sendable {
  /// One cell and how it looks, as the parameters of SGR.
  public struct Cell: Sendable, Hashable {
    public var text = " "
    public var look = ""
  }

  public private(set) var width: Int
  public private(set) var height: Int
  public private(set) var cells: [Cell]
  /// The alternate screen when it was left.
  public private(set) var left: [Cell]?
  public private(set) var isAlternate = false
  public private(set) var showsCursor = true
  public private(set) var reportsMouse = false
  /// Sequences that were not understood.
  public private(set) var unknown: [String] = []
  /// Texts of OSC 9.
  public private(set) var notifications: [String] = []
  private var x = 0
  private var y = 0
  /// The rows that scroll, DECSTBM; the bottom is nil where it is the last row.
  private var top = 0
  private var bottom: Int?
  private var look = ""
  private var attributes: [String] = []
  private var pending: [UInt8] = []
  private var last = " "

  public init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    cells = Array(repeating: Cell(), count: width * height)
  }

  public mutating func resize(width: Int, height: Int) { self = resized(width, height) }

  private func resized(_ width: Int, _ height: Int) -> TerminalScreen {
    var next = TerminalScreen(width: width, height: height)
    (next.isAlternate, next.showsCursor, next.reportsMouse) = (isAlternate, showsCursor, reportsMouse)
    (next.look, next.attributes, next.unknown, next.left) = (look, attributes, unknown, left)
    return next
  }

  /// The rows as text without trailing blanks.
  public var rows: [String] { Self.rows(cells, width) }

  /// The text of one row; empty where there is none.
  public func row(_ y: Int) -> String {
    width > 0 && y >= 0 && y < height ? cells[(y * width)..<((y + 1) * width)].map(\.text).joined() : ""
  }

  /// The rows of the alternate screen when it was left.
  public var leftRows: [String] { left.map { Self.rows($0, width) } ?? [] }

  private static func rows(_ cells: [Cell], _ width: Int) -> [String] {
    guard width > 0 else { return [] }
    return stride(from: 0, to: cells.count, by: width).map { start in
      var row = cells[start..<(start + width)].map(\.text).joined()
      while row.last == " " { row.removeLast() }
      return row
    }
  }

  /// Takes what a program wrote; a sequence that is not whole yet waits for its rest.
  public mutating func take(_ bytes: some Collection<UInt8>) {
    pending += bytes
    var at = 0
    while at < pending.count {
      guard let used = step(at) else { break }
      at += used
    }
    pending.removeFirst(at)
  }

  /// Handles what begins at `at`; gives its length, nil where more bytes are needed.
  private mutating func step(_ at: Int) -> Int? {
    let byte = pending[at]
    switch byte {
    case 0x1B: return escape(at)
    case 0x0D: x = 0
    case 0x0A: down()
    case 0x08: x = max(0, x - 1)
    case 0x09: x = min(width - 1, (x / 8 + 1) * 8)
    case 0x00...0x1F, 0x7F: break
    default: return letter(at)
    }
    return 1
  }

  private mutating func letter(_ at: Int) -> Int? {
    let first = pending[at]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard at + length <= pending.count else { return nil }
    let text = String(decoding: pending[at..<(at + length)], as: UTF8.self)
    put(text)
    return length
  }

  private mutating func put(_ text: String) {
    guard width > 0, height > 0, let scalar = text.unicodeScalars.first else { return }
    if scalar.properties.generalCategory == .nonspacingMark {
      let place = y * width + max(0, x - 1)
      if cells.indices.contains(place) { cells[place].text += text }
      return
    }
    if x >= width {
      x = 0
      down()
    }
    cells[y * width + x] = Cell(text: text, look: look)
    last = text
    x += 1
    if Self.isWide(scalar), x < width {
      cells[y * width + x] = Cell(text: "", look: look)
      x += 1
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let v = scalar.value
    return (0x1100...0x115F).contains(v) || (0x2E80...0xA4CF).contains(v) || (0xAC00...0xD7A3).contains(v)
      || (0xF900...0xFAFF).contains(v) || (0xFF01...0xFF60).contains(v) || (0x1F300...0x1FAFF).contains(v)
  }

  private mutating func down() {
    if y == lowest { scroll(top...lowest, 1) } else { y = min(height - 1, y + 1) }
  }

  private var lowest: Int { max(top, min(bottom ?? height - 1, height - 1)) }

  /// Moves the `rows` up by `n` (down where it is negative); what comes in is blank.
  private mutating func scroll(_ rows: ClosedRange<Int>, _ n: Int) {
    guard width > 0, height > 0, rows.upperBound < height else { return }
    let old = cells
    for row in rows {
      let from = row + n
      for column in 0..<width {
        cells[row * width + column] = rows.contains(from) ? old[from * width + column] : Cell(text: " ", look: look)
      }
    }
  }

  private mutating func escape(_ at: Int) -> Int? {
    guard at + 1 < pending.count else { return nil }
    switch pending[at + 1] {
    case 0x5B: return control(at)
    case 0x5D:
      guard let end = pending[(at + 2)...].firstIndex(where: { $0 == 7 }) else { return nil }
      let text = String(decoding: pending[(at + 2)..<end], as: UTF8.self)
      if text.hasPrefix("9;") { notifications.append(String(text.dropFirst(2))) } else { unknown.append("OSC " + text) }
      return end - at + 1
    case 0x28, 0x29: return at + 2 < pending.count ? 3 : nil
    case 0x37, 0x38, 0x3D, 0x3E, 0x48: return 2
    case 0x4D:
      if y == top { scroll(top...lowest, -1) } else { y = max(0, y - 1) }
      return 2
    default:
      unknown.append("ESC \(pending[at + 1])")
      return 2
    }
  }

  private mutating func control(_ at: Int) -> Int? {
    guard let end = pending[(at + 2)...].firstIndex(where: { $0 >= 0x40 && $0 <= 0x7E }) else { return nil }
    let text = String(decoding: pending[(at + 2)..<end], as: UTF8.self)
    run(text, Character(Unicode.Scalar(pending[end])))
    return end - at + 1
  }

  private mutating func run(_ text: String, _ final: Character) {
    // A terminal without cells has no place for a cursor.
    if width == 0 || height == 0, final != "m", final != "h", final != "l" { return }
    (x, y) = (max(0, x), min(max(0, y), max(0, height - 1)))
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let n = max(1, numbers.first ?? 1)
    switch final {
    case "H", "f": (y, x) = (min(height - 1, n - 1), min(width - 1, max(1, numbers.count > 1 ? numbers[1] : 1) - 1))
    case "A": y = max(0, y - n)
    case "B": y = min(height - 1, y + n)
    case "C": x = min(width - 1, x + n)
    case "D": x = max(0, x - n)
    case "G": x = min(width - 1, n - 1)
    case "d": y = min(height - 1, n - 1)
    case "J": erase(numbers.first ?? 0, whole: true)
    case "K": erase(numbers.first ?? 0, whole: false)
    case "X": for place in x..<min(width, x + n) { cells[y * width + place] = Cell(text: " ", look: look) }
    case "P": shift(-n)
    case "@": shift(n)
    case "b": for _ in 0..<n { put(last) }
    case "m" where text.contains(":"):
      // 24-bit colours in the form of ISO 8613-6.
      for part in text.split(separator: ";") { set(String(part), in: Int(part.prefix { $0.isNumber }) ?? 38) }
      look = attributes.sorted().joined(separator: " ")
    case "m": sgr(numbers)
    case "h", "l": mode(text, on: final == "h")
    case "S": scroll(top...lowest, n)
    case "T": scroll(top...lowest, -n)
    case "M" where (top...lowest).contains(y): scroll(y...lowest, n)
    case "L" where (top...lowest).contains(y): scroll(y...lowest, -n)
    case "r":
      top = min(max(0, height - 1), n - 1)
      bottom = numbers.count > 1 && numbers[1] > 0 ? numbers[1] - 1 : nil
      (x, y) = (0, 0)
    case "t": break
    default: unknown.append("CSI \(text)\(final)")
    }
  }

  private mutating func erase(_ kind: Int, whole: Bool) {
    guard width > 0, height > 0 else { return }
    let here = y * width + min(x, width - 1)
    let line = (y * width)..<((y + 1) * width)
    let range = switch kind {
    case 0: here..<(whole ? cells.count : line.upperBound)
    case 1: (whole ? 0 : line.lowerBound)..<(here + 1)
    default: whole ? 0..<cells.count : line
    }
    for place in range { cells[place] = Cell(text: " ", look: look) }
  }

  private mutating func shift(_ n: Int) {
    let line = Array(cells[(y * width)..<((y + 1) * width)])
    for place in x..<width {
      let from = place - n
      cells[y * width + place] = from >= x && from < width ? line[from] : Cell()
    }
  }

  /// Keeps the parameters, normalised: what is set and not yet reset.
  private mutating func sgr(_ numbers: [Int]) {
    var rest = numbers.isEmpty ? [0] : numbers
    while !rest.isEmpty {
      let code = rest.removeFirst()
      switch code {
      case 0: attributes = []
      case 38, 48:
        let count = rest.first == 2 ? 4 : 2
        let value = rest.prefix(count).map(String.init).joined(separator: ";")
        rest.removeFirst(min(count, rest.count))
        set("\(code);\(value)", in: code)
      case 39, 49: set(nil, in: code == 39 ? 38 : 48)
      case 30...37, 90...97: set("\(code)", in: 38)
      case 40...47, 100...107: set("\(code)", in: 48)
      case 22: attributes.removeAll { $0 == "1" || $0 == "2" }
      case 24, 27: attributes.removeAll { $0 == "\(code - 20)" }
      case 1, 2, 4, 7: if !attributes.contains("\(code)") { attributes.append("\(code)") }
      default: unknown.append("SGR \(code)")
      }
    }
    look = attributes.sorted().joined(separator: " ")
  }

  private mutating func set(_ value: String?, in group: Int) {
    attributes.removeAll { old in
      let code = Int(old.prefix { $0.isNumber }) ?? 0
      return group == 38 ? code == 38 || (30...37).contains(code) || (90...97).contains(code) : code == 48 || (40...47).contains(code) || (100...107).contains(code)
    }
    if let value { attributes.append(value) }
  }

  private mutating func mode(_ text: String, on: Bool) {
    for part in text.dropFirst(text.hasPrefix("?") ? 1 : 0).split(separator: ";") {
      switch part {
      case "1049":
        if !on, isAlternate { left = cells }
        isAlternate = on
        cells = Array(repeating: Cell(), count: width * height)
      case "25": showsCursor = on
      case "1000", "1002", "1006": reportsMouse = on
      case "1", "4", "7", "12", "1003", "1004", "1034": break
      default: unknown.append("mode \(text)")
      }
    }
  }
}
