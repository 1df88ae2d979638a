import Core

/// One thing that can be set: its key, what it may be, and what it does.
public struct Setting: Sendable {
  /// Dotted: `defaults.shots`.
  public var key: String
  public var type: SettingType
  /// Its value where nothing else is said, written as a person would write it.
  public var fallback: String
  /// What it does, in one sentence.
  public var summary: String
  /// What a project's file may do with it.
  public var guardrail: Guardrail

  public init(
    _ key: String, _ type: SettingType, default fallback: String, guardrail: Guardrail = .free, _ summary: String
  ) {
    self.key = key
    self.type = type
    self.fallback = fallback
    self.guardrail = guardrail
    self.summary = summary
  }

  /// The variable that sets it: `PROXIMA_DEFAULTS_SHOTS`.
  public var variable: String { "PROXIMA_" + key.uppercased().map { $0 == "." ? "_" : String($0) }.joined() }

  /// What a project's file, which may come from a stranger, is allowed: never more than what holds without it.
  public enum Guardrail: String, Sendable, Codable {
    /// Anything.
    case free
    /// Only a smaller value than the default; 0 counts as unlimited where the type says so.
    case onlySmaller = "only_smaller"
    /// Only `true` (a caution that may be added, not taken away).
    case onlyTrue = "only_true"
    /// Only `false` or `none` (something that may be switched off, not on).
    case onlyOff = "only_off"
  }
}

/// What a setting may be, and how it is written.
public enum SettingType: Hashable, Sendable {
  case bool
  case int(ClosedRange<Int>)
  /// A number, whole or not.
  case number(ClosedRange<Double>)
  /// Seconds, also as `500ms`, `30s`, `5m`, `1h`; 0 is no limit where `zeroIsUnlimited`.
  case seconds(ClosedRange<Double>, zeroIsUnlimited: Bool = false)
  /// Bytes, also as `512MiB`, `1 GiB`, `2GB`.
  case bytes(ClosedRange<Int>)
  case choice([String])
  /// A name of letters, digits, `.`, `_`, `-` and `:`; the usual ones for messages.
  case name(usual: [String])
  /// An integer from 0 to 2^63 - 1, or `random`.
  case seed
}
