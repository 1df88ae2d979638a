import Core

/// Every setting with the value that counts: flags over `PROXIMA_*` over the user's file over the project's over
/// defaults.
public struct Settings: Sendable {
  /// By key; every key of the table is there.
  public private(set) var values: [String: SettingValue]
  /// What weaker sources said, by key, the strongest first.
  public private(set) var overridden: [String: [SettingValue]]
  /// What was passed over, in sentences: a looser value of a project's file, an unknown `PROXIMA_*` variable.
  public private(set) var warnings: [String]

  /// Reads all sources; throws at the first thing that is wrong.
  public init(_ sources: SettingSources) throws(ConfigurationError) {
    var warnings: [String] = []
    let flags = try Self.flags(sources.flags)
    let environment = try Self.environment(sources.environment, &warnings)
    let user = try SettingsFile.read(sources.userFile, source: .user)
    if user == nil, sources.isUserFileNamed {
      throw ConfigurationError("config.no_file", "there is no such file", at: Place(sources.userFile))
    }
    var project: [String: SettingValue] = [:]
    if let path = sources.projectFile {
      project = Self.guarded(try SettingsFile.read(path, source: .project)?.values ?? [:], &warnings)
    }
    values = [:]
    overridden = [:]
    for setting in SettingsTable.all {
      let builtIn = SettingValue(value: setting.defaultValue, source: .builtIn, place: nil)
      let candidates = [flags, environment, user?.values ?? [:], project].compactMap { $0[setting.key] } + [builtIn]
      values[setting.key] = candidates[0]
      overridden[setting.key] = Array(candidates.dropFirst())
    }
    self.warnings = warnings
  }

  /// The defaults alone.
  public static let defaults: Settings = Settings()

  private init() {
    values = Dictionary(
      uniqueKeysWithValues: SettingsTable.all.map {
        ($0.key, SettingValue(value: $0.defaultValue, source: .builtIn, place: nil))
      })
    overridden = [:]
    warnings = []
  }

  /// The value of `key` with where it came from; throws `config.unknown_key`.
  public func value(_ key: String) throws(ConfigurationError) -> SettingValue {
    let setting = try SettingsTable.setting(key)
    return values[key] ?? SettingValue(value: setting.defaultValue, source: .builtIn, place: nil)
  }

  private static func flags(_ flags: [String: String]) throws(ConfigurationError) -> [String: SettingValue] {
    var values: [String: SettingValue] = [:]
    for (key, text) in flags.sorted(by: { $0.key < $1.key }) {
      let place = Place("the flag for \(key)")
      values[key] = SettingValue(
        value: try SettingsTable.setting(key, at: place).value(of: text, at: place), source: .flag, place: place)
    }
    return values
  }

  private static func environment(
    _ environment: [String: String], _ warnings: inout [String]
  ) throws(ConfigurationError) -> [String: SettingValue] {
    var values: [String: SettingValue] = [:]
    for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("PROXIMA_") {
      if let setting = SettingsTable.byVariable[name] {
        let place = Place(name)
        values[setting.key] = SettingValue(
          value: try setting.value(of: text, at: place), source: .environment, place: place)
      } else if !otherEnds.contains(name), !name.hasPrefix("PROXIMA_TEST_") {
        let nearest = Nearest.name(to: name, among: SettingsTable.byVariable.keys.sorted())
        warnings.append("\(name) sets nothing" + (nearest.map { "; did you mean \($0)?" } ?? ""))
      }
    }
    return values
  }

  /// Variables of ours that are no settings: where everything lies, and what the node tells its children.
  private static let otherEnds: Set<String> = ["PROXIMA_HOME", "PROXIMA_AGENT", "PROXIMA_EPOCH", "PROXIMA_LOG_LEVEL"]

  /// The values of a project's file without those that are looser than the defaults.
  private static func guarded(_ values: [String: SettingValue], _ warnings: inout [String]) -> [String: SettingValue] {
    var kept = values
    for setting in SettingsTable.all {
      guard let value = values[setting.key], !setting.allowsInProject(value.value) else { continue }
      kept[setting.key] = nil
      let place = value.place.map { "\($0): " } ?? ""
      warnings.append(
        "\(place)\(setting.key): \(value.text) is passed over: a project may not loosen it; set it in your own "
          + "configuration if you want it")
    }
    return kept
  }
}
