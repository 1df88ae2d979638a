/// Reads a command line against the command tree. Pure: no file is looked at, nothing is printed.
public struct ArgumentParser: Sendable {
  private let root: CommandSpec
  /// Every flag of the tree by each of its names: a name has one meaning everywhere.
  private let flags: [String: FlagSpec]
  private let shorts: [Character: FlagSpec]

  /// The parser of the program's own command tree.
  public static let standard = ArgumentParser()

  public init(_ root: CommandSpec = CommandTree.root) {
    self.root = root
    var flags: [String: FlagSpec] = [:]
    var shorts: [Character: FlagSpec] = [:]
    func take(_ flag: FlagSpec) {
      for name in [flag.name] + flag.hiddenAliases { flags[name] = flag }
      if let short = flag.short { shorts[short] = flag }
    }
    func walk(_ command: CommandSpec) {
      command.flags.forEach(take)
      command.subcommands.forEach(walk)
    }
    FlagSpec.everywhere.forEach(take)
    walk(root)
    self.flags = flags
    self.shorts = shorts
  }

  /// Whether `arguments` ask for JSON, also where they are wrong otherwise.
  public static func asksForJSON(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--json" || $0 == "--json-lines" }
  }

  /// Reads `arguments`, the program's own name not among them.
  func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
    var reading = Reading(command: root)
    var rest = arguments[...]
    var onlyWords = false
    while let token = rest.popFirst() {
      if onlyWords || token == "-" || !token.hasPrefix("-") {
        try word(token, escaped: onlyWords, &reading)
      } else if token == "--" {
        onlyWords = true
      } else if token.hasPrefix("--") {
        try long(token, &rest, &reading)
      } else {
        try grouped(token, &rest, &reading)
      }
    }
    return try finish(reading)
  }

  /// What was read so far.
  private struct Reading {
    var path: [String] = []
    var command: CommandSpec
    /// In the order of the command line, with the text that named it.
    var flags: [(flag: FlagSpec, spelled: String, value: FlagValue)] = []
    var words: [String] = []
  }

  private func word(_ token: String, escaped: Bool, _ reading: inout Reading) throws(UsageError) {
    guard !escaped, reading.words.isEmpty, !reading.command.subcommands.isEmpty else {
      reading.words.append(token)
      return
    }
    if let next = reading.command.subcommand(token) {
      reading.path.append(next.name)
      reading.command = next
    } else if reading.path.isEmpty, token == "help-all" {
      reading.words.append(token)
    } else {
      throw unknownCommand(token, reading)
    }
  }

  private func unknownCommand(_ token: String, _ reading: Reading) -> UsageError {
    let place = reading.path.joined(separator: " ")
    let names = reading.command.subcommands.flatMap { [$0.name] + $0.aliases + $0.hiddenAliases }
    let whole = reading.path.isEmpty ? token : "\(place) \(token)"
    let help = place.isEmpty ? "proxima help" : "proxima help \(place)"
    let remedy: String
    if reading.path.isEmpty, token.contains(" ") {
      remedy = "to ask in plain words: proxima ask \(Quoting.shell(token))"
    } else if let near = Nearest.match(token, among: names), let meant = reading.command.subcommand(near) {
      remedy = "did you mean `proxima \((reading.path + [meant.name]).joined(separator: " "))`?"
    } else {
      remedy = "see `\(help)`"
    }
    return UsageError("unknown_command", "there is no command `\(whole)`", remedy: remedy, command: reading.path)
  }

  private func long(
    _ token: String, _ rest: inout ArraySlice<String>, _ reading: inout Reading
  ) throws(UsageError) {
    let body = token.dropFirst(2)
    let split = body.firstIndex(of: "=")
    let name = String(split.map { body[..<$0] } ?? body)
    let attached = split.map { String(body[body.index(after: $0)...]) }
    if name == "version", attached == nil, reading.path.isEmpty, let version = root.subcommand("version") {
      reading.path = ["version"]
      reading.command = version
      return
    }
    guard let flag = flags[name] else { throw unknownFlag("--" + name, reading) }
    guard let kind = flag.value else {
      guard attached == nil else {
        throw UsageError(
          "unexpected_value", "--\(name) takes no value", remedy: "write just --\(name)", command: reading.path)
      }
      reading.flags.append((flag, "--" + name, .integer(1)))
      return
    }
    let text: String
    if let attached { text = attached } else { text = try value(of: "--" + name, flag, &rest, reading) }
    reading.flags.append((flag, "--" + name, try ValueReader.read(text, as: kind, of: "--" + name, reading.path)))
  }

  /// `-qv`, `-b aer`, `-baer`.
  private func grouped(
    _ token: String, _ rest: inout ArraySlice<String>, _ reading: inout Reading
  ) throws(UsageError) {
    var letters = token.dropFirst()
    while let letter = letters.popFirst() {
      let spelled = "-\(letter)"
      guard let flag = shorts[letter] else { throw unknownFlag(spelled, reading) }
      guard let kind = flag.value else {
        reading.flags.append((flag, spelled, .integer(1)))
        continue
      }
      var text = String(letters.hasPrefix("=") ? letters.dropFirst() : letters)
      if letters.isEmpty { text = try value(of: spelled, flag, &rest, reading) }
      reading.flags.append((flag, spelled, try ValueReader.read(text, as: kind, of: spelled, reading.path)))
      return
    }
  }

  private func value(
    of spelled: String, _ flag: FlagSpec, _ rest: inout ArraySlice<String>, _ reading: Reading
  ) throws(UsageError) -> String {
    if let next = rest.first, !looksLikeFlag(next) {
      rest.removeFirst()
      return next
    }
    let example = spelled.hasPrefix("--") ? "\(spelled)=\(flag.placeholder)" : "\(spelled) \(flag.placeholder)"
    throw UsageError("missing_value", "\(spelled) needs a value", remedy: "write \(example)", command: reading.path)
  }

  /// Whether a token cannot be the value of the flag before it: `-5` and `-0.5*Z0` can.
  private func looksLikeFlag(_ token: String) -> Bool {
    guard token.hasPrefix("-"), token != "-" else { return false }
    let next = token.dropFirst().first
    return !(next?.isNumber ?? false) && next != "."
  }

  private func unknownFlag(_ spelled: String, _ reading: Reading) -> UsageError {
    let taken = (reading.command.flags + FlagSpec.everywhere).map { "--" + $0.name }
    let near =
      spelled.hasPrefix("--")
      ? Nearest.match(spelled, among: taken) ?? Nearest.match(spelled, among: flags.keys.sorted().map { "--" + $0 }) : nil
    let place = (["proxima", "help"] + reading.path).joined(separator: " ")
    return UsageError(
      "unknown_flag", "there is no flag \(spelled)", remedy: near.map { "did you mean \($0)?" } ?? "see `\(place)`",
      command: reading.path)
  }

  // MARK: The whole line

  private func finish(_ reading: Reading) throws(UsageError) -> Invocation {
    var invocation = Invocation(path: reading.path, command: reading.command)
    let accepted = reading.command.flags + FlagSpec.everywhere
    for (flag, spelled, value) in reading.flags {
      guard accepted.contains(flag) else { throw notTaken(spelled, flag, reading) }
      if flag.value != nil, !flag.repeatable, invocation.values[flag.name] != nil {
        throw UsageError(
          "repeated_flag", "\(spelled) stands there twice", remedy: "give it once", command: reading.path)
      }
      invocation.values[flag.name, default: []].append(value)
    }
    if invocation.has(.help) { return invocation }
    try distribute(reading.words, &invocation)
    return invocation
  }

  private func notTaken(_ spelled: String, _ flag: FlagSpec, _ reading: Reading) -> UsageError {
    let place = reading.path.joined(separator: " ")
    let command = place.isEmpty ? "proxima" : "proxima \(place)"
    let near = Nearest.match(spelled, among: reading.command.flags.map { "--" + $0.name })
    return UsageError(
      "unknown_flag", "`\(command)` takes no \(spelled)",
      remedy: near.map { "did you mean \($0)?" } ?? "see `proxima help\(place.isEmpty ? "" : " " + place)`",
      command: reading.path)
  }

  private func distribute(_ words: [String], _ invocation: inout Invocation) throws(UsageError) {
    let usage = HelpPage.usage(invocation.path, invocation.command)
    if !invocation.command.subcommands.isEmpty { return }
    var rest = words[...]
    for spec in invocation.command.positionals {
      let taken = spec.takesRest ? Array(rest) : Array(rest.prefix(1))
      rest = rest.dropFirst(taken.count)
      if taken.isEmpty || taken.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
        guard spec.required else { continue }
        throw UsageError(
          "missing_argument", "\(spec.name) is missing: \(spec.summary)", remedy: "usage: \(usage)",
          command: invocation.path)
      }
      for word in taken { try ValueReader.check(word, as: spec.kind, of: spec.name, invocation.path) }
      invocation.positionals[spec.name] = taken
    }
    if let extra = rest.first {
      throw UsageError(
        "unexpected_argument", "`\(extra)` is one argument too many", remedy: "usage: \(usage)",
        command: invocation.path)
    }
  }
}
