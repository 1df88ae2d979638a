import Configuration
import Core
import FoundationEssentials

/// What a monitor reads besides the bus: settings, and the shapes of what the memory answers.
enum Sources {
  private static func read(_ home: Home, _ environment: [String: String]) throws(ProximaError) -> Settings {
    do throws(ConfigurationError) {
      return try Settings(SettingSources(environment: environment, userFile: home.configFile))
    } catch { throw ProximaError.from(error) }
  }

  /// Every setting, explained.
  static func settings(_ home: Home, _ environment: [String: String]) throws(ProximaError) -> [SettingFacts] {
    try read(home, environment).explainAll().map { one in
      SettingFacts(
        key: one.key, value: text(one.value), source: one.source.rawValue, summary: one.summary, text: one.text)
    }
  }

  /// Changes one in the person's own file.
  static func set(_ key: String, _ value: String, _ home: Home) throws(ProximaError) {
    do throws(ConfigurationError) { _ = try UserSettings(path: home.configFile).set(key, to: value) } catch {
      throw ProximaError.from(error)
    }
  }

  /// What the person's settings fill in where a request says nothing, as the command line does it.
  static func fillIn(_ flags: inout RequestFlags, _ home: Home, _ environment: [String: String]) {
    guard let settings = try? read(home, environment) else { return }
    if settings.values["defaults.shots"]?.source != .builtIn { flags.defaultShots = settings.shots }
    flags.defaultSeed = settings.seed
    flags.defaultBackend = settings.backend
    flags.choice = settings.choice
    flags.timeoutSeconds = settings.taskTimeoutSeconds
  }

  static func missing(_ name: String, _ reason: String) -> BackendInfo {
    BackendInfo(
      name: name, version: "", available: false, reason: reason, methods: [], maxQubits: 0, noise: [], host: "localhost"
    )
  }

  static func facts(_ answer: JSONValue) -> [MemoryFacts.Fact] {
    (answer["facts"]?.array ?? []).map { fact in
      let record = fact["record"] ?? fact
      return MemoryFacts.Fact(
        name: "\(record["name"]?["type"]?.string ?? "")/\(record["name"]?["key"]?.string ?? "")",
        value: text(record["value"] ?? .null))
    }
  }

  static func numbers(_ answer: JSONValue) -> [String: String] { (answer.object ?? [:]).mapValues(text) }

  private static func text(_ value: JSONValue) -> String {
    if case .null = value { return "–" }
    return value.string ?? (try? JSON.text(value)) ?? ""
  }
}
