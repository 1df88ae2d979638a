import Core

/// A setting explained: what it is, why it has its value, and how to change it.
public struct SettingExplanation: Hashable, Sendable, Codable {
  public var key: String
  public var value: JSONValue
  public var source: SettingSource
  public var place: Place?
  public var summary: String
  public var allowed: String
  public var defaultValue: JSONValue
  /// The variable that sets it.
  public var variable: String
  /// What weaker sources say, the strongest first, the default left out.
  public var overridden: [SettingValue]
  /// What a project's file may do with it.
  public var guardrail: Setting.Guardrail

  /// In sentences, for people.
  public var text: String {
    let shown = SettingValue(value: value, source: source, place: place)
    var lines = ["\(key) = \(shown.text)", "  \(summary)", "  from \(source.words)" + (place.map { ": \($0)" } ?? "")]
    for other in overridden {
      lines.append("  over \(other.text) of \(other.source.words)" + (other.place.map { ": \($0)" } ?? ""))
    }
    lines.append("  allowed: \(allowed)")
    if source != .builtIn { lines.append("  default: \(SettingValue(value: defaultValue, source: .builtIn).text)") }
    lines.append("  set it with `proxima config set \(key) VALUE` or \(variable)")
    if guardrail != .free { lines.append("  a project's proxima.yaml may only make it stricter") }
    return lines.joined(separator: "\n")
  }
}

extension Settings {
  /// Why `key` has the value that it has; throws `config.unknown_key`.
  public func explain(_ key: String) throws(ConfigurationError) -> SettingExplanation {
    let setting = try SettingsTable.setting(key)
    let value = try value(key)
    return SettingExplanation(
      key: key, value: value.value, source: value.source, place: value.place, summary: setting.summary,
      allowed: setting.type.allowed, defaultValue: setting.defaultValue, variable: setting.variable,
      overridden: (overridden[key] ?? []).filter { $0.source != .builtIn }, guardrail: setting.guardrail)
  }

  /// All settings in the order of the table.
  public func explainAll() -> [SettingExplanation] { SettingsTable.all.compactMap { try? explain($0.key) } }
}
