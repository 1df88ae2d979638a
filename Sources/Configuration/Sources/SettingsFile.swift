import Core
import FoundationEssentials

/// The settings that stand in one file, with their places.
struct SettingsFile {
  var values: [String: SettingValue] = [:]
  /// The node of each value, for editing.
  var nodes: [String: YAMLNode] = [:]
  var root: YAMLNode?

  /// Reads and checks `text`, the content of `name`.
  init(_ text: Data, name: String, source: SettingSource) throws(ConfigurationError) {
    root = try YAMLParser.parse(text, name: name)
    guard let root else { return }
    guard case .mapping = root.content else {
      throw ConfigurationError(
        "config.not_settings", "this is no file of settings", remedy: "write `section:` and under it `  key: value`",
        at: Place(name, line: root.start.line, column: root.start.column))
    }
    try take(root, prefix: "", name: name, source: source)
  }

  /// Reads the file at `path`; nil where there is none.
  static func read(_ path: String, source: SettingSource) throws(ConfigurationError) -> SettingsFile? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      throw ConfigurationError("config.unreadable", "it cannot be read", remedy: "check its rights", at: Place(path))
    }
    return try SettingsFile(data, name: path, source: source)
  }

  private mutating func take(
    _ node: YAMLNode, prefix: String, name: String, source: SettingSource
  ) throws(ConfigurationError) {
    guard case .mapping(let entries, _) = node.content else { return }
    for entry in entries {
      let key = prefix.isEmpty ? entry.key : prefix + "." + entry.key
      let keyPlace = Place(name, line: entry.keyStart.line, column: entry.keyStart.column)
      let isSection = SettingsTable.all.contains { $0.key.hasPrefix(key + ".") }
      switch entry.value.content {
      case .mapping where isSection: try take(entry.value, prefix: key, name: name, source: source)
      case .scalar(let scalar) where scalar.value == .null && (isSection || SettingsTable.byKey[key] != nil): continue
      default:
        let setting = try SettingsTable.setting(key, at: keyPlace)
        try take(entry.value, setting, name: name, source: source)
      }
    }
  }

  private mutating func take(
    _ node: YAMLNode, _ setting: Setting, name: String, source: SettingSource
  ) throws(ConfigurationError) {
    let place = Place(name, line: node.start.line, column: node.start.column)
    guard case .scalar(let scalar) = node.content else {
      throw ConfigurationError(
        "config.bad_value", "\(setting.key) must be a single value", remedy: "allowed: " + setting.type.allowed,
        at: place)
    }
    guard values[setting.key] == nil else {
      throw ConfigurationError("yaml.duplicate_key", "\(setting.key) is set twice", at: place)
    }
    values[setting.key] = SettingValue(
      value: try setting.value(of: scalar.text, at: place), source: source, place: place)
    nodes[setting.key] = node
  }
}
