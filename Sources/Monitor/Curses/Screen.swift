import CLinux
import CNcurses
import Core
import Glibc

/// The terminal through ncurses: puts cells, reads keys. Nothing else in this module knows one. For one thread.
final class Screen {
  let depth: ColorDepth
  private let unicode: Bool
  private var pairs: [UInt64: Int32] = [:]
  private var looks: [Style: Look] = [:]
  private var theme: Theme
  private var shown: Canvas?

  private struct Look {
    var pair: Int32
    var attributes: Int32
  }

  /// Takes the terminal over. Throws `monitor.terminal` where terminfo does not know it.
  init(environment: [String: String], theme: Theme) throws(ProximaError) {
    self.theme = theme
    unicode = Self.setLocale(environment)
    let name = environment["TERM"] ?? ""
    let plain = !(environment["NO_COLOR"] ?? "").isEmpty
    let wanted = plain ? name : Self.direct(name, environment) ?? name
    guard pxc_start(wanted) == 0 else {
      throw ProximaError(
        "monitor.terminal", "terminfo does not know the terminal \(name.isEmpty ? "(TERM is not set)" : name)",
        remedy: "set TERM to what your terminal is, or use `proxima monitor --plain`", exit: .unavailable)
    }
    depth =
      plain || pxc_start_color() != 0
      ? .none : pxc_is_direct() != 0 ? .direct : pxc_colors() >= 256 ? .palette : pxc_colors() >= 8 ? .sixteen : .none
    reportMouse()
  }

  /// Drags are reported while a button is down (xterm, 1002), in the SGR form (1006) where ncurses reads that.
  private func reportMouse() {
    pxc_mouse(1)
    Self.send("\u{1B}[?1002h" + (pxc_mouse_is_sgr() != 0 ? "\u{1B}[?1006h" : ""))
  }

  /// Whether letters beyond ASCII arrive; sets the locale so that ncurses writes them.
  private static func setLocale(_ environment: [String: String]) -> Bool {
    let said = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    let unicode = said.map { $0.lowercased().contains("utf-8") || $0.lowercased().contains("utf8") } ?? true
    let asked = environment["PROXIMA_ASCII"] ?? ""
    if unicode, asked.isEmpty {
      if setlocale(LC_ALL, "") == nil || String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" {
        setlocale(LC_ALL, "C.UTF-8")
      }
      return String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
    }
    setlocale(LC_ALL, "C")
    return false
  }

  /// The terminfo entry with 24-bit colours, where the terminal says that it has them and there is one.
  private static func direct(_ name: String, _ environment: [String: String]) -> String? {
    guard ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "") else { return nil }
    let family = name.split(separator: "-").first.map(String.init) ?? ""
    let candidate = family + "-direct"
    return !family.isEmpty && pxc_knows(candidate) != 0 ? candidate : nil
  }

  var size: (width: Int, height: Int) {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard px_terminal_size(1, &rows, &columns) == 0 else { return (Int(pxc_columns()), Int(pxc_rows())) }
    return (Int(columns), Int(rows))
  }

  func resize(_ width: Int, _ height: Int) {
    shown = nil
    if width > 0, height > 0 { pxc_resize(Int32(height), Int32(width)) }
  }

  func use(_ theme: Theme) {
    self.theme = theme
    looks = [:]
    shown = nil
  }

  /// Everything is drawn anew with the next frame.
  func touch() {
    shown = nil
    pxc_touch()
  }

  /// Puts a frame on the terminal; ncurses sends what changed.
  func show(_ canvas: Canvas) {
    guard canvas.width > 0, canvas.height > 0 else { return }
    let before = shown.flatMap { $0.width == canvas.width && $0.height == canvas.height ? $0 : nil }
    if before == nil { pxc_clear() }
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        let at = y * canvas.width + x
        let cell = canvas.cells[at]
        if cell.width == 0 { continue }
        if let before, before.cells[at] == cell { continue }
        put(cell, x, y)
      }
    }
    if let cursor = canvas.cursor {
      move(Int32(cursor.y), Int32(cursor.x))
      curs_set(1)
    } else {
      curs_set(0)
    }
    pxc_refresh()
    shown = canvas
  }

  private func put(_ cell: Cell, _ x: Int, _ y: Int) {
    let look = look(cell.style)
    var cell = cell
    if !unicode { cell = Plain.ascii(cell) }
    var letters = cell.text.unicodeScalars.prefix(4).map { wchar_t(bitPattern: $0.value) }
    // What the C library thinks of the width is what ncurses goes by: where it disagrees, the letter is not shown.
    if let first = letters.first, first > 0x7E, Int(pxc_width(first)) != Int(cell.width) { letters = [0x3F] }
    letters.append(0)
    _ = pxc_put(Int32(y), Int32(x), &letters, look.attributes, look.pair)
  }

  private func look(_ style: Style) -> Look {
    if let known = looks[style] { return known }
    let appearance = Appearance(style, theme: theme, depth: depth)
    let look = Look(pair: pair(appearance), attributes: Int32(appearance.attributes.rawValue))
    looks[style] = look
    return look
  }

  private func pair(_ appearance: Appearance) -> Int32 {
    if appearance.foreground < 0, appearance.background < 0 { return 0 }
    let key =
      UInt64(UInt32(bitPattern: Int32(appearance.foreground))) << 32
      | UInt64(UInt32(bitPattern: Int32(appearance.background)))
    if let known = pairs[key] { return known }
    let pair = Int32(pairs.count + 1)
    guard pair < pxc_pairs(), pxc_init_pair(pair, Int32(appearance.foreground), Int32(appearance.background)) == 0
    else { return 0 }
    pairs[key] = pair
    return pair
  }

  /// Gives the terminal back.
  func end() {
    Self.send("\u{1B}[?1006l\u{1B}[?1002l")
    pxc_mouse(0)
    curs_set(1)
    endwin()
  }

  /// Takes it again after `end`.
  func resume() {
    reportMouse()
    touch()
    pxc_refresh()
  }

  /// Rings, and tells terminals that know OSC 9 what it is about. The text is made of letters only.
  static func notify(_ text: String) {
    let letters = String(
      text.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x7F }.prefix(120).map(Character.init))
    send("\u{7}\u{1B}]9;\(letters)\u{7}")
  }

  private static func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }
}
