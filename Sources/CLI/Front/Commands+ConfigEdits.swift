import Configuration
import Core
import FoundationEssentials

/// Changing the user's settings.
extension Commands {
  /// Runs what Configuration does, with its errors as everybody knows them.
  private static func edit<Value>(_ body: () throws(ConfigurationError) -> Value) throws(ProximaError) -> Value {
    do throws(ConfigurationError) { return try body() } catch { throw error.proxima }
  }

  /// The same for what changes the file, so that it can be undone.
  private static func undoably<Value>(
    _ title: String, _ file: UserSettings, _ context: Context, _ body: () throws(ConfigurationError) -> Value
  ) throws(ProximaError) -> Value {
    try context.undoably(title, file: file.path) { () throws(ProximaError) in try edit(body) }
  }

  static func configSet(_ context: Context) throws(ProximaError) -> ExitCode {
    let file = userSettings(context)
    let key = context.invocation.argument("KEY") ?? ""
    let edit = try undoably("config set \(key)", file, context) { () throws(ConfigurationError) in
      try file.set(key, to: context.invocation.sentence("VALUE"))
    }
    return try tell(edit, "set", context)
  }

  static func configReset(_ context: Context) throws(ProximaError) -> ExitCode {
    let file = userSettings(context)
    if let key = context.invocation.argument("KEY") {
      let edit = try undoably("config reset \(key)", file, context) { () throws(ConfigurationError) in
        try file.reset(key)
      }
      return try tell(edit, "back to the default", context)
    }
    let backup = try undoably("config reset", file, context) { () throws(ConfigurationError) in try file.resetAll() }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let path: String
      let backup: String?
    }
    try context.answer(
      Answer(path: file.path, backup: backup),
      [Line(backup.map { "everything is back to its default; the old file is \($0)" } ?? "nothing was set", .plain)])
    return .done
  }

  private static func tell(_ edit: UserSettings.Edit, _ done: String, _ context: Context) throws(ProximaError) -> ExitCode {
    if !edit.keptComments {
      context.console.say([Line("the file was written anew and its comments are lost", .warning)])
    }
    let value = edit.after.map { " = " + PlanView.words($0) } ?? ""
    try context.answer(edit, [Line(Span(edit.key, .bold), Span(value), Span("  \(done) in \(edit.path)", .dim))])
    return .done
  }

  static func configExport(_ context: Context) throws(ProximaError) -> ExitCode {
    let file = userSettings(context)
    let text = try edit { () throws(ConfigurationError) in try file.export() }
    guard let path = context.invocation.text(.output) else {
      if context.json { try context.console.object(["yaml": text]) } else { try context.console.raw(text) }
      return .done
    }
    try Files.write(text, to: path)
    try context.answer(["path": path], [Line("written to \(path)", .plain)])
    return .done
  }

  static func configImport(_ context: Context) throws(ProximaError) -> ExitCode {
    let path = context.invocation.argument("FILE") ?? ""
    let text = try Files.read(path)
    let file = userSettings(context)
    let keys = try undoably("config import \(path)", file, context) { () throws(ConfigurationError) in
      try file.replace(with: Data(text.utf8), name: path)
    }
    try context.answer(["keys": keys], [Line("\(keys.count) settings taken over into \(file.path)", .plain)])
    return .done
  }

  /// A first configuration with a comment on each setting (CD-1.5-01).
  static func initialize(_ context: Context) throws(ProximaError) -> ExitCode {
    let file = userSettings(context)
    try undoably("init", file, context) { () throws(ConfigurationError) in
      if context.invocation.has(.force) { try file.resetAll() }
      do throws(ConfigurationError) { try file.create() } catch {
        if !(context.invocation.has(.force) && error.code == "config.exists") { throw error }
      }
    }
    try context.answer(["path": file.path], [Line("written: \(file.path)", .plain), Line("change it with `proxima config set`", .dim)])
    return .done
  }
}
