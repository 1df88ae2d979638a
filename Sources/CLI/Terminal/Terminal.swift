import CLinux
import Core
import Glibc

/// What the terminal can do, as far as a program can know.
public struct Terminal: Sendable, Hashable {
  /// Whether answers go to a person's screen.
  public var stdoutIsTerminal: Bool
  public var stderrIsTerminal: Bool
  public var stdinIsTerminal: Bool
  /// Columns; 80 where nothing says otherwise.
  public var width: Int
  /// Whether answers may carry colour.
  public var color: Bool
  /// Whether the status line may be redrawn.
  public var animates: Bool
  /// Whether other letters than ASCII arrive.
  public var unicode: Bool

  public init(
    stdoutIsTerminal: Bool = false, stderrIsTerminal: Bool = false, stdinIsTerminal: Bool = false, width: Int = 80,
    color: Bool = false, animates: Bool = false, unicode: Bool = true
  ) {
    self.stdoutIsTerminal = stdoutIsTerminal
    self.stderrIsTerminal = stderrIsTerminal
    self.stdinIsTerminal = stdinIsTerminal
    self.width = width
    self.color = color
    self.animates = animates
    self.unicode = unicode
  }

  /// What the machine says about the three standard streams.
  public struct Facts: Sendable, Hashable {
    public var stdin: Bool
    public var stdout: Bool
    public var stderr: Bool
    /// Columns of the first of them that is a terminal, or 0.
    public var columns: Int

    public init(stdin: Bool, stdout: Bool, stderr: Bool, columns: Int) {
      self.stdin = stdin
      self.stdout = stdout
      self.stderr = stderr
      self.columns = columns
    }

    /// The facts of this process.
    public static var current: Facts {
      let columns = [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO].lazy.map { Int(px_terminal_columns($0)) }.first { $0 > 0 }
      return Facts(
        stdin: isatty(STDIN_FILENO) == 1, stdout: isatty(STDOUT_FILENO) == 1, stderr: isatty(STDERR_FILENO) == 1,
        columns: columns ?? 0)
    }
  }

  /// What follows from the facts, the environment and the flags `--no-color` and `--plain`. Pure.
  public static func detect(
    _ facts: Facts, environment: [String: String], noColor: Bool = false, plain: Bool = false
  ) -> Terminal {
    let dumb = environment["TERM"] == "dumb"
    let refused = noColor || plain || dumb || !(environment["NO_COLOR"] ?? "").isEmpty
    let asked = Int(environment["COLUMNS"] ?? "") ?? 0
    let columns = facts.columns > 0 ? facts.columns : asked
    return Terminal(
      stdoutIsTerminal: facts.stdout, stderrIsTerminal: facts.stderr, stdinIsTerminal: facts.stdin,
      width: columns > 0 ? min(max(columns, 20), 500) : 80, color: facts.stdout && !refused,
      animates: facts.stderr && !dumb && !plain, unicode: !plain && speaksUnicode(environment))
  }

  /// The first of LC_ALL, LC_CTYPE and LANG that says anything decides; nothing said is UTF-8 in our time.
  private static func speaksUnicode(_ environment: [String: String]) -> Bool {
    for key in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment[key], !value.isEmpty else { continue }
      let name = value.lowercased()
      return name.contains("utf-8") || name.contains("utf8")
    }
    return true
  }
}
