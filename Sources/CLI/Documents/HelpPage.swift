/// Help, from the command tree.
enum HelpPage {
  /// The page of the command at `path`; the overview for an empty one.
  static func lines(_ path: [String], _ command: CommandSpec, width: Int) -> [Line] {
    let width = min(width, 100)
    return path.isEmpty ? overview(command, width) : page(path, command, width)
  }

  /// `proxima task list [flags]`.
  static func usage(_ path: [String], _ command: CommandSpec) -> String {
    var parts = ["proxima"] + path
    if !command.subcommands.isEmpty { parts.append("COMMAND") }
    parts += command.positionals.map(\.usage)
    parts.append("[flags]")
    return parts.joined(separator: " ")
  }

  /// `-b, --backend B`.
  static func spelling(_ flag: FlagSpec) -> String {
    (flag.short.map { "-\($0), " } ?? "    ") + "--\(flag.name)" + (flag.placeholder.isEmpty ? "" : " " + flag.placeholder)
  }

  private static func overview(_ root: CommandSpec, _ width: Int) -> [Line] {
    var lines: [Line] = [Line(Span("proxima", .bold), Span(" " + root.summary)), .empty]
    lines += WordWrap.lines(root.discussion, width: width).map { Line($0, .plain) }
    lines += [.empty, Line("usage: " + usage([], root), .plain)]
    for (title, commands) in CommandTree.groups {
      lines += [.empty, Line(title, .heading)]
      for command in commands { lines += entry(command.name, command, width) }
    }
    lines += section("Flags that every command takes", FlagSpec.everywhere, width)
    lines += examples(root, width)
    let codes = """
      Exit codes: 0 done, 1 failed, 64 usage, 65 bad input, 69 unavailable, 70 a bug, 74 cannot write, 75 try later, \
      77 refused, 78 configuration, 124 timed out, 130 interrupted.
      """
    return lines + [.empty] + WordWrap.lines(codes, width: width).map { Line($0, .plain) }
  }

  private static func page(_ path: [String], _ command: CommandSpec, _ width: Int) -> [Line] {
    var lines = [Line(Span("proxima " + path.joined(separator: " "), .bold), Span(": " + command.summary))]
    if command.pending != nil { lines.append(Line("It is not there yet.", .warning)) }
    lines += [.empty, Line("usage: " + usage(path, command), .plain)]
    if !command.aliases.isEmpty { lines.append(Line("also:  " + command.aliases.joined(separator: ", "), .plain)) }
    for paragraph in command.discussion.split(separator: "\n\n") {
      lines.append(.empty)
      lines += WordWrap.lines(String(paragraph), width: width).map { Line($0, .plain) }
    }
    if !command.subcommands.isEmpty {
      lines += [.empty, Line("Commands", .heading)]
      for sub in command.subcommands { lines += entry(sub.name, sub, width) }
    }
    if !command.positionals.isEmpty {
      lines += [.empty, Line("Arguments", .heading)]
      for spec in command.positionals {
        lines += WordWrap.definition(Span(spec.name, .accent), spec.summary, indent: 28, width: width)
      }
    }
    if !command.flags.isEmpty { lines += section("Flags", command.flags, width) }
    lines += section("Flags that every command takes", FlagSpec.everywhere, width)
    return lines + examples(command, width)
  }

  private static func entry(_ name: String, _ command: CommandSpec, _ width: Int) -> [Line] {
    let summary = command.summary + (command.pending == nil ? "" : " (not there yet)")
    return WordWrap.definition(
      Span(name, .accent), summary, indent: 16, width: width, style: command.pending == nil ? .plain : .dim)
  }

  private static func section(_ title: String, _ flags: [FlagSpec], _ width: Int) -> [Line] {
    [.empty, Line(title, .heading)]
      + flags.flatMap { flag in
        var text = flag.summary
        if let words = flag.value?.words, !words.isEmpty, words.count <= 8 { text += " (\(words.joined(separator: ", ")))" }
        if flag.repeatable, flag.value != nil { text += "; may be given several times" }
        return WordWrap.definition(Span(spelling(flag), .accent), text, indent: 28, width: width)
      }
  }

  private static func examples(_ command: CommandSpec, _ width: Int) -> [Line] {
    if command.examples.isEmpty { return [] }
    return [.empty, Line("Examples", .heading)]
      + command.examples.flatMap { example in
        [Line(Span("  " + example.command)), Line(Span("      " + example.meaning, .dim))]
      }
  }
}
