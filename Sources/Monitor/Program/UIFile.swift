import Core
import FoundationEssentials
import Glibc

/// What the person arranged, on disk: attaching again shows the same picture.
enum UIFile {
  private static func path(_ home: Home) -> String { home.state + "/monitor.json" }

  static func read(_ home: Home) -> UIState {
    guard let data = FileManager.default.contents(atPath: path(home)),
      let ui = try? JSON.decode(UIState.self, from: data)
    else { return UIState() }
    return ui
  }

  /// Writes it whole or not at all; nothing depends on it.
  static func write(_ ui: UIState, _ home: Home) {
    guard let data = try? JSON.encode(ui) else { return }
    let temporary = path(home) + ".new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let written = data.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
    if written == data.count { rename(temporary, path(home)) } else { unlink(temporary) }
  }
}
