import Core

/// Prints for one command, in the form that was asked for. Lives on the main thread.
public final class Console {
  let terminal: Terminal
  let format: AnswerFormat
  let quiet: Bool
  let verbosity: Int
  private let stdout: any TextSink
  private let stderr: any TextSink
  /// The status line that stands on the terminal now, to be wiped before anything else is printed there.
  private var live = false

  init(terminal: Terminal, format: AnswerFormat, quiet: Bool, verbosity: Int, stdout: any TextSink, stderr: any TextSink) {
    self.terminal = terminal
    self.format = format
    self.quiet = quiet
    self.verbosity = verbosity
    self.stdout = stdout
    self.stderr = stderr
  }

  /// How wide an answer may be.
  var width: Int { terminal.stdoutIsTerminal ? terminal.width : 100 }

  private var answers: Renderer { Renderer(color: terminal.color, unicode: terminal.unicode) }
  private var remarks: Renderer {
    Renderer(color: terminal.stderrIsTerminal && terminal.animates && terminal.color, unicode: terminal.unicode)
  }

  /// Prints an answer.
  func print(_ lines: [Line]) throws(ProximaError) {
    try wipe()
    try stdout.write(answers.render(lines))
  }

  /// Prints text as it is: a program, a script, a configuration.
  func raw(_ text: String) throws(ProximaError) {
    try wipe()
    try stdout.write(text)
  }

  /// Prints a JSON object: pretty on a terminal, otherwise in one line.
  func object(_ value: some Encodable) throws(ProximaError) {
    let pretty = terminal.stdoutIsTerminal && format == .json
    let text: String
    do { text = try JSON.text(value, pretty: pretty) } catch {
      throw ProximaError.bug("an answer cannot be written as JSON: \(error)")
    }
    try raw(text + "\n")
  }

  /// Prints a remark on stderr, unless it is to be quiet.
  func say(_ lines: [Line]) {
    if quiet { return }
    remark(lines)
  }

  /// Prints on stderr whatever happens: an error, a question.
  func remark(_ lines: [Line]) {
    try? wipe()
    // Nothing better is left to tell about a stderr that is closed.
    try? stderr.write(remarks.render(lines))
  }

  /// Asks on stderr and leaves the cursor behind the question.
  func prompt(_ line: Line) {
    try? wipe()
    try? stderr.write(remarks.render(line) + " ")
  }

  // MARK: The status line

  /// Draws `line` over the last status line.
  func draw(_ line: Line) {
    guard terminal.animates, !quiet else { return }
    live = true
    try? stderr.write("\r\u{1B}[K" + remarks.render(line))
  }

  /// Takes the status line away.
  func wipe() throws(ProximaError) {
    guard live else { return }
    live = false
    try? stderr.write("\r\u{1B}[K")
  }
}
