import Core
import Testing

@testable import CLI

@Suite struct DocumentTests {
  private let plain = Renderer(color: false, unicode: true)

  /// Every command with its path, the program itself first.
  private var commands: [([String], CommandSpec)] {
    var out: [([String], CommandSpec)] = []
    func walk(_ path: [String], _ command: CommandSpec) {
      out.append((path, command))
      for sub in command.subcommands { walk(path + [sub.name], sub) }
    }
    walk([], CommandTree.root)
    return out
  }

  @Test("the help of every command is as recorded")
  func help() throws {
    var text = ""
    for (path, command) in commands {
      text += "$ proxima help \(path.joined(separator: " "))\n"
      text += plain.render(HelpPage.lines(path, command, width: 80)) + "\n"
    }
    try Golden.check(text, "help.txt")
  }

  @Test("completions are as recorded", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    try Golden.check(try #require(Completions.script(for: shell)), "completions.\(shell)")
  }

  @Test("docs/proxima.1 is what the tree says")
  func manual() throws { try Golden.check(ManPage.text(version: Version.program), "../../../docs/proxima.1") }

  @Test("docs/commands.md is what the tree says")
  func page() throws { try Golden.check(CommandsPage.text, "../../../docs/commands.md") }

  @Test("every command has help with an example, and every line of it fits")
  func examples() {
    for (path, command) in commands where !CommandTree.reserved.contains(command) {
      #expect(!command.examples.isEmpty, "\(path) has no example")
      for line in HelpPage.lines(path, command, width: 80) where !line.text.contains("proxima ") {
        #expect(line.width <= 80, "\(line.text)")
      }
    }
  }

  @Test("every example of the help is a command line that is understood")
  func examplesParse() throws {
    for (_, command) in commands {
      for example in command.examples {
        guard let words = Self.words(example.command) else { continue }
        #expect(throws: Never.self, "\(example.command)") { try ArgumentParser.standard.parse(words) }
      }
    }
  }

  @Test("every command does something or says that it is not there yet")
  func handlers() {
    for (path, command) in commands where command.subcommands.isEmpty {
      let name = path.joined(separator: " ")
      #expect((Commands.handlers[name] != nil) != (command.pending != nil), "\(name)")
    }
  }

  @Test("every command and flag of the contract is there")
  func contract() {
    let names = Set(commands.map { $0.0.joined(separator: " ") })
    for name in Self.contract { #expect(names.contains(name), "\(name)") }
    let flags = Set(commands.flatMap { $0.1.flags.map(\.name) } + FlagSpec.everywhere.map(\.name))
    for flag in Self.contractFlags { #expect(flags.contains(flag), "--\(flag)") }
  }

  @Test("no two flags share a name or a letter with another meaning")
  func uniqueFlags() {
    var byName: [String: FlagSpec] = [:]
    var byLetter: [Character: FlagSpec] = [:]
    for flag in commands.flatMap(\.1.flags) + FlagSpec.everywhere {
      for name in [flag.name] + flag.hiddenAliases {
        #expect(byName[name] ?? flag == flag)
        byName[name] = flag
      }
      if let short = flag.short {
        #expect(byLetter[short] ?? flag == flag)
        byLetter[short] = flag
      }
    }
  }

  /// The words of an example up to a pipe, without the program's name; nil where it does not begin with it.
  private static func words(_ command: String) -> [String]? {
    guard command.hasPrefix("proxima ") else { return nil }
    var words: [String] = []
    var word = ""
    var quoted = false
    for character in command.dropFirst("proxima ".count) {
      if character == "\"" {
        quoted.toggle()
      } else if character == " ", !quoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else if !quoted, "|<>".contains(character) {
        word = ""
        break
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static let contract = [
    "ask", "chat", "plan", "run", "compare", "benchmark", "up", "down", "status", "stop", "monitor", "task list", "task show",
    "task logs", "task wait", "task attach", "task pause", "task resume", "task abort", "task rollback", "task retry",
    "task replay", "task reassign", "task priority", "task feedback", "task export", "history", "approvals list",
    "approvals allow", "approvals deny", "agents list", "agents info", "agents stop", "agents restart", "backends list",
    "backends info", "backends test", "backends install", "backends remove", "executor start", "executor list",
    "executor drain", "executor invite", "executor revoke", "memory search", "memory remember", "memory facts",
    "memory edit", "memory forget", "memory suggest", "memory export", "memory import", "memory stats", "memory model",
    "session list", "session show", "session resume", "session fork", "session export", "session import", "llm providers",
    "llm test", "llm key", "llm usage", "circuit draw", "circuit stats", "circuit convert", "circuit optimize", "agent run",
    "interpret", "config show", "config get", "config set", "config explain", "config reset", "config export",
    "config import", "init", "logs", "undo", "redo", "doctor", "completions", "version", "help", "mcp", "plugin", "git", "lsp",
    "web",
  ]

  private static let contractFlags = [
    "json", "json-lines", "backend", "backends", "method", "shots", "seed", "noise", "observable", "precision", "threads",
    "output", "dry-run", "yes", "force", "no-input", "timeout", "session", "task-id", "fresh", "quiet", "verbose", "no-color",
    "plain", "config",
  ]
}
