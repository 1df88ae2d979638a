import Configuration
import Core
import FoundationEssentials

extension Commands {
  /// The settings as they count for this call.
  static func settings(_ context: Context) throws(ProximaError) -> Settings {
    let named = context.invocation.text(.config)
    do throws(ConfigurationError) {
      return try Settings(
        SettingSources(
          environment: context.world.environment, userFile: named ?? context.home.configFile, isUserFileNamed: named != nil))
    } catch { throw error.proxima }
  }

  static func userSettings(_ context: Context) -> UserSettings {
    UserSettings(path: context.invocation.text(.config) ?? context.home.configFile)
  }

  private static func warn(_ settings: Settings, _ context: Context) {
    for warning in settings.warnings { context.console.say([Line(Span("warning: ", .warning), Span(warning))]) }
  }

  static func configShow(_ context: Context) throws(ProximaError) -> ExitCode {
    let settings = try settings(context)
    warn(settings, context)
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let file: String
      let settings: [SettingExplanation]
    }
    let all = settings.explainAll()
    var table = Table([.init("setting"), .init("value"), .init("from"), .init("", flexible: true)])
    for one in all {
      table.add([
        Span(one.key, .bold), Span(PlanView.words(one.value)), Span(one.source.rawValue, one.source == .builtIn ? .dim : .accent),
        Span(one.summary, .dim),
      ])
    }
    try context.answer(
      Answer(file: context.invocation.text(.config) ?? context.home.configFile, settings: all),
      table.lines(width: context.console.width))
    return .done
  }

  static func configGet(_ context: Context) throws(ProximaError) -> ExitCode {
    let settings = try settings(context)
    let key = context.invocation.argument("KEY") ?? ""
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let key: String
      let value: JSONValue
      let source: SettingSource
    }
    let value: SettingValue
    do throws(ConfigurationError) { value = try settings.value(key) } catch { throw error.proxima }
    try context.answer(Answer(key: key, value: value.value, source: value.source), [Line(value.text, .plain)])
    return .done
  }

  static func configExplain(_ context: Context) throws(ProximaError) -> ExitCode {
    let settings = try settings(context)
    let explanation: SettingExplanation
    do throws(ConfigurationError) { explanation = try settings.explain(context.invocation.argument("KEY") ?? "") } catch {
      throw error.proxima
    }
    try context.answer(explanation, Line.lines(explanation.text))
    return .done
  }
}
