/// The version of the program and of the formats it writes.
public enum Version {
  /// The release, as `proxima version` prints it.
  public static let program = "0.1.0"
  /// `schemaVersion` of every JSON object that a command prints.
  public static let schema = 1
}
