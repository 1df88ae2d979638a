import Core
import FoundationEssentials

/// The user's file of settings, for `config set`, `reset`, `export`, `import` and `init`.
public struct UserSettings: Sendable {
  public let path: String

  /// The file at `path`; it need not be there.
  public init(path: String) { self.path = path }

  /// What an edit did.
  public struct Edit: Hashable, Sendable, Codable {
    public var path: String
    public var key: String
    /// What the file said before and says now; nil where nothing.
    public var before: JSONValue?
    public var after: JSONValue?
    /// False where the file had to be written anew and its comments were lost.
    public var keptComments: Bool
  }

  /// Sets `key` to what `text` stands for; throws `config.unknown_key`, `config.bad_value`, and what is wrong in the
  /// file.
  @discardableResult
  public func set(_ key: String, to text: String) throws(ConfigurationError) -> Edit {
    let setting = try SettingsTable.setting(key)
    let value = try setting.value(of: text)
    return try edit(setting, after: value) { (editor) throws(ConfigurationError) in try editor.set(setting, to: text) }
  }

  /// Takes `key` out, so that a weaker source or the default counts again.
  @discardableResult
  public func reset(_ key: String) throws(ConfigurationError) -> Edit {
    let setting = try SettingsTable.setting(key)
    return try edit(setting, after: nil) { (editor) throws(ConfigurationError) in editor.reset(setting) }
  }

  /// Takes everything out; the old file is kept beside it, and its name given, where there was one.
  @discardableResult
  public func resetAll() throws(ConfigurationError) -> String? {
    try AtomicFile.whileLocked(path) { () throws(ConfigurationError) in
      let backup = try keepBackup()
      if backup != nil { try AtomicFile.write(Data(Self.template.utf8), to: path) }
      return backup
    }
  }

  /// What the file sets, as a file of settings; empty where there is none.
  public func export() throws(ConfigurationError) -> String {
    let values = try SettingsFile.read(path, source: .user)?.values ?? [:]
    return "# Proxima \(Version.program): settings\n" + SettingsEditor.write(values.mapValues(\.text))
  }

  /// Takes the place of the file with `data`, the content of `name` (YAML, or JSON, which is YAML too), once all of it
  /// was found right; gives the keys that it sets. The old file is kept beside it.
  @discardableResult
  public func replace(with data: Data, name: String) throws(ConfigurationError) -> [String] {
    let file = try SettingsFile(data, name: name, source: .user)
    try AtomicFile.whileLocked(path) { () throws(ConfigurationError) in
      _ = try keepBackup()
      try AtomicFile.write(data, to: path)
    }
    return file.values.keys.sorted()
  }

  /// Writes a file that explains every setting and sets none; throws `config.exists` where there is one.
  public func create() throws(ConfigurationError) {
    try AtomicFile.whileLocked(path) { () throws(ConfigurationError) in
      if FileManager.default.fileExists(atPath: path) {
        throw ConfigurationError(
          "config.exists", "it is there already", remedy: "edit it, or `proxima config reset`", at: Place(path),
          exit: .refused)
      }
      try AtomicFile.write(Data(Self.template.utf8), to: path)
    }
  }

  private func edit(
    _ setting: Setting, after: JSONValue?,
    _ change: (SettingsEditor) throws(ConfigurationError) -> SettingsEditor.Result
  ) throws(ConfigurationError) -> Edit {
    try AtomicFile.whileLocked(path) { () throws(ConfigurationError) in
      let before = try SettingsFile.read(path, source: .user)
      let old = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
      let result = try change(try SettingsEditor(old, name: path))
      if result.text != old { try AtomicFile.write(Data(result.text.utf8), to: path) }
      return Edit(
        path: path, key: setting.key, before: before?.values[setting.key]?.value, after: after,
        keptComments: result.keepsComments)
    }
  }

  private func keepBackup() throws(ConfigurationError) -> String? {
    guard let old = FileManager.default.contents(atPath: path) else { return nil }
    let backup = path + ".old"
    try AtomicFile.write(old, to: backup)
    return backup
  }

  /// Every setting with what it does, none of them set.
  public static var template: String {
    var text = """
      # Proxima's settings. What begins with # is the default; take the # away to change it.
      # Flags and PROXIMA_* variables count more than this file, `proxima config explain KEY` tells which one does.

      """
    var open = ""
    for setting in SettingsTable.all {
      let parts = setting.key.split(separator: ".", maxSplits: 1).map(String.init)
      if parts[0] != open {
        text += "\n\(parts[0]):\n"
        open = parts[0]
      }
      text += "  # \(setting.summary)\n  # \(setting.type.allowed)\n  #\(parts[1]): \(setting.fallback)\n"
    }
    return text
  }
}
