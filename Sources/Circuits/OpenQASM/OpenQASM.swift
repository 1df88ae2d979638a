import FoundationEssentials
import Glibc

/// Reading OpenQASM 2 and 3.
public enum OpenQASM {
  /// The circuit that `source` describes, definitions expanded to the gate table.
  ///
  /// - Parameters:
  ///   - source: OpenQASM 2 or 3; the version statement decides, and where there is none, the statements do.
  ///   - file: what messages call the text.
  /// - Throws: `CircuitError` with the place: malformed text, a feature that is not supported, a limit that is passed.
  public static func parse(
    _ source: String, file: String = "<circuit>", options: Options = Options()
  ) throws(CircuitError) -> Circuit {
    try parse(Array(source.utf8), file: file, options: options)
  }

  /// The same for a text in UTF-8.
  public static func parse(
    _ source: [UInt8], file: String = "<circuit>", options: Options = Options()
  ) throws(CircuitError) -> Circuit {
    var lowering = Lowering(options: options)
    return try lowering.run(SourceText(name: file, bytes: source))
  }

  /// What a program may use, and how much of it.
  public struct Options: Sendable {
    /// Values of `input` variables of OpenQASM 3.
    public var inputs: [String: Double] = [:]
    /// The text of an included file other than the standard ones, nil where there is none. By default nothing is read.
    public var include: @Sendable (_ name: String) -> [UInt8]? = { _ in nil }
    public var limits = Limits()

    public init() {}

    /// Options that read included files from `folder`: relative names only, none that climb out of it, at most 16 MiB each.
    public static func including(from folder: String) -> Options {
      var options = Options()
      options.include = { name in
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.isEmpty, !parts.contains(where: { $0.isEmpty || $0 == ".." || $0.contains("\0") }) else {
          return nil
        }
        let path = folder + "/" + name
        var info = stat()
        guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size <= 1 << 24 else { return nil }
        return (try? Data(contentsOf: URL(filePath: path))).map { Array($0) }
      }
      return options
    }
  }

  /// Bounds that keep a hostile program from taking time or memory without end.
  public struct Limits: Sendable, Hashable {
    /// Bytes of one text.
    public var bytes = 256 << 20
    public var qubits = 1 << 20
    public var clbits = 1 << 20
    /// Operations after expansion, operands of barriers and delays counted too.
    public var operations = 4_000_000
    /// Statements, loop turns and gate calls carried out while expanding.
    public var steps = 8_000_000
    /// Definitions and subroutines inside one another.
    public var nesting = 128
    /// Files inside one another.
    public var includes = 16

    public init() {}
  }
}
