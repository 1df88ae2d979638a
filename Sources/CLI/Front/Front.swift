import Core
import FoundationEssentials
import Glibc

/// The program `proxima`: reads a command line, runs the command, gives the exit code.
public enum Front {
  /// Runs the command line `arguments` (without the program's name) in `world`.
  public static func run(_ arguments: [String], in world: World) -> Int32 {
    let invocation: Invocation
    do { invocation = try ArgumentParser.standard.parse(arguments) } catch {
      return refuse(error, arguments, world)
    }
    let console = console(for: invocation, world)
    do {
      return try dispatch(Context(invocation: invocation, console: console, world: world)).rawValue
    } catch {
      return report(error, console)
    }
  }

  private static func console(for invocation: Invocation, _ world: World) -> Console {
    let terminal = Terminal.detect(
      world.facts, environment: world.environment, noColor: invocation.has(.noColor), plain: invocation.has(.plain))
    return Console(
      terminal: terminal, format: invocation.format, quiet: invocation.has(.quiet),
      verbosity: invocation.count(.verbose), stdout: world.stdout, stderr: world.stderr)
  }

  private static func dispatch(_ context: Context) throws(ProximaError) -> ExitCode {
    let invocation = context.invocation
    if invocation.has(.help) || (invocation.path.isEmpty && !context.json) {
      let asked = invocation.has(.help)
      let lines = HelpPage.lines(invocation.path, invocation.command, width: context.console.width)
      if asked || context.world.facts.stdout { try context.console.print(lines) } else { context.console.remark(lines) }
      return asked ? .done : .usage
    }
    if let feature = invocation.command.pending { throw ProximaError.notThereYet("`proxima \(feature)`") }
    guard let handler = Commands.handlers[invocation.name] else {
      let names = invocation.command.subcommands.map(\.name).joined(separator: ", ")
      if names.isEmpty, !invocation.path.isEmpty { throw ProximaError.notThereYet("`proxima \(invocation.name)`") }
      throw UsageError(
        "missing_command", invocation.path.isEmpty ? "a command is missing" : "`proxima \(invocation.name)` needs a command",
        remedy: names.isEmpty ? "see `proxima help`" : "one of \(names)", command: invocation.path
      ).proxima
    }
    return try handler(context)
  }

  /// Tells about an error in the form that was asked for; gives its exit code.
  static func report(_ error: ProximaError, _ console: Console) -> Int32 {
    // As a shell reports a program that a closed pipe has ended.
    if error.code == "output.closed" { return 128 + SIGPIPE }
    if console.format != .text {
      do { try console.object(Failure(error)) } catch { return report(error, console, asText: true) }
      return error.exit.rawValue
    }
    return report(error, console, asText: true)
  }

  private static func report(_ error: ProximaError, _ console: Console, asText: Bool) -> Int32 {
    console.remark(ErrorView.lines(error, width: console.terminal.width))
    return error.exit.rawValue
  }

  private static func refuse(_ error: UsageError, _ arguments: [String], _ world: World) -> Int32 {
    let json = ArgumentParser.asksForJSON(arguments)
    let words = arguments.prefix { $0 != "--" }
    let terminal = Terminal.detect(
      world.facts, environment: world.environment, noColor: words.contains("--no-color"),
      plain: words.contains("--plain"))
    let console = Console(
      terminal: terminal, format: json ? .json : .text, quiet: false, verbosity: 0, stdout: world.stdout,
      stderr: world.stderr)
    return report(error.proxima, console)
  }
}

/// What `--json` prints where a command failed before there was anything else to print.
struct Failure: Encodable {
  let schemaVersion = Version.schema
  let status = TaskState.failed
  /// The task, where one was accepted.
  let task: TaskID?
  let error: ProximaError

  init(_ error: ProximaError, task: TaskID? = nil) {
    self.error = error
    self.task = task
  }
}

/// An error for people.
enum ErrorView {
  static func lines(_ error: ProximaError, width: Int) -> [Line] {
    var lines: [Line] = []
    for (index, text) in error.message.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      lines.append(index == 0 ? Line(Span("proxima: ", .bad), Span(String(text))) : Line(Span(String(text))))
    }
    if !error.remedy.isEmpty {
      lines += WordWrap.definition(Span("try:", .dim), error.remedy, indent: 10, left: 4, width: width)
    }
    return lines
  }
}
